// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.export.Signal;
import dev.ringlet.internal.delivery.Delivery;
import dev.ringlet.internal.threads.Together;
import dev.ringlet.internal.threads.Workers;
import dev.ringlet.logs.RingletLoggerProvider;
import dev.ringlet.metrics.RingletMeterProvider;
import dev.ringlet.trace.RingletTracerProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The providers of an SDK, one per signal. They are flushed and closed at the same time, so that a
 * dead receiver of one signal does not use up the time of the others.
 */
final class Providers {
  /** The provider of one signal. */
  interface Provider {
    boolean flush(Duration timeout);

    void close(Duration timeout);

    long caughtErrors();
  }

  final @Nullable RingletTracerProvider tracerProvider;
  final @Nullable RingletMeterProvider meterProvider;
  final @Nullable RingletLoggerProvider loggerProvider;
  private final List<Provider> all = new ArrayList<>();

  Providers(
      @Nullable RingletTracerProvider tracerProvider,
      @Nullable RingletMeterProvider meterProvider,
      @Nullable RingletLoggerProvider loggerProvider,
      ExportPipelines pipelines) {
    this.tracerProvider = tracerProvider;
    this.meterProvider = meterProvider;
    this.loggerProvider = loggerProvider;
    addKnown(tracerProvider);
    addKnown(meterProvider);
    addKnown(loggerProvider);
    addKnown(pipelines.deliveryOf(Signal.PROFILES));
  }

  void add(Provider provider) {
    all.add(provider);
  }

  private void addKnown(@Nullable Object provider) {
    if (provider != null) {
      add(new Known(provider));
    }
  }

  /**
   * In one class, because each lambda that is linked at the start takes a part of a millisecond.
   */
  private record Known(Object of) implements Provider {
    @Override
    public boolean flush(Duration timeout) {
      if (of instanceof RingletTracerProvider traces) {
        return traces.flush(timeout);
      }
      if (of instanceof RingletMeterProvider metrics) {
        return metrics.flush(timeout);
      }
      if (of instanceof RingletLoggerProvider logs) {
        return logs.flush(timeout);
      }
      return ((Delivery) of).flush(Workers.nanos(timeout));
    }

    @Override
    public void close(Duration timeout) {
      if (of instanceof RingletTracerProvider traces) {
        traces.close(timeout);
      } else if (of instanceof RingletMeterProvider metrics) {
        metrics.close(timeout);
      } else if (of instanceof RingletLoggerProvider logs) {
        logs.close(timeout);
      } else {
        ((Delivery) of).close(Workers.nanos(timeout));
      }
    }

    @Override
    public long caughtErrors() {
      if (of instanceof RingletTracerProvider traces) {
        return traces.caughtErrors();
      }
      if (of instanceof RingletMeterProvider metrics) {
        return metrics.caughtErrors();
      }
      return of instanceof RingletLoggerProvider logs ? logs.caughtErrors() : 0;
    }
  }

  boolean flush(Duration timeout) {
    return Together.all("ringlet-flush", all, provider -> provider.flush(timeout));
  }

  void close(Duration timeout) {
    Together.all(
        "ringlet-close",
        all,
        provider -> {
          provider.close(timeout);
          return true;
        });
  }

  long caughtErrors() {
    return all.stream().mapToLong(Provider::caughtErrors).sum();
  }
}
