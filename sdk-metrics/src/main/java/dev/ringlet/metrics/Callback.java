// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.ObservableDoubleCounter;
import io.opentelemetry.api.metrics.ObservableDoubleGauge;
import io.opentelemetry.api.metrics.ObservableDoubleUpDownCounter;
import io.opentelemetry.api.metrics.ObservableLongCounter;
import io.opentelemetry.api.metrics.ObservableLongGauge;
import io.opentelemetry.api.metrics.ObservableLongUpDownCounter;
import java.util.List;

/**
 * What the application does to observe values, for the instruments that it said it would; and what
 * it is given to end that, under all its names.
 */
final class Callback
    implements BatchCallback,
        ObservableLongCounter,
        ObservableDoubleCounter,
        ObservableLongUpDownCounter,
        ObservableDoubleUpDownCounter,
        ObservableLongGauge,
        ObservableDoubleGauge {
  private final RingletMeter meter;
  private final List<Observer> observers;
  private final Runnable work;
  private volatile boolean running;

  /** Whether nobody waits for it any more; what it observes is for nobody then. */
  private boolean abandoned;

  Callback(RingletMeter meter, List<Observer> observers, Runnable work) {
    this.meter = meter;
    this.observers = List.copyOf(observers);
    this.work = work;
  }

  /** Runs it once for a reader; what it throws is counted, and costs its own values only. */
  void run(MetricReader reader) {
    if (observers.isEmpty() || running) {
      return; // without instruments, or still at it since an earlier collection
    }
    running = true;
    observers.forEach(observer -> observer.setReader(reader));
    try {
      work.run();
    } catch (Throwable t) {
      meter.engine.onUserError("callback of a metric", t);
    } finally {
      end();
    }
  }

  private synchronized void end() {
    if (!abandoned) {
      observers.forEach(observer -> observer.setReader(null));
    }
    abandoned = false;
    running = false;
  }

  /** What is observed from now on is dropped; unless it has ended at this moment. */
  synchronized void abandon() {
    if (running) {
      abandoned = true;
      observers.forEach(observer -> observer.setReader(null));
    }
  }

  @Override
  public void close() {
    meter.unregister(this);
  }
}
