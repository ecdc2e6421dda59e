// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.instrument;

import dev.ringlet.metrics.series.Instrument;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.ObservableDoubleCounter;
import io.opentelemetry.api.metrics.ObservableDoubleGauge;
import io.opentelemetry.api.metrics.ObservableDoubleUpDownCounter;
import io.opentelemetry.api.metrics.ObservableLongCounter;
import io.opentelemetry.api.metrics.ObservableLongGauge;
import io.opentelemetry.api.metrics.ObservableLongUpDownCounter;
import java.lang.ref.WeakReference;
import java.util.List;

/**
 * A callback of the application with the instruments that it observes; and the handle that ends it,
 * under all its names in the API.
 */
public final class Callback
    implements BatchCallback,
        ObservableLongCounter,
        ObservableDoubleCounter,
        ObservableLongUpDownCounter,
        ObservableDoubleUpDownCounter,
        ObservableLongGauge,
        ObservableDoubleGauge {
  /*
   * Decides whose observations count.
   *
   * Parties:       the thread of a CallbackRunner, which runs the callback as a part of a job; the
   *                thread that collects, which abandons the job after the timeout; any thread that
   *                observes. A meter collects for one reader at a time, so of all jobs with
   *                callbacks of one observer at most one is not abandoned.
   * Fields:        field              | store                         | load
   *                running, abandoned | plain, under the monitor      | plain, under the monitor
   *                Observer.job       | volatile, under the monitor   | volatile, threads that
   *                                   |   of the callback that has it |   observe
   *                Job.abandoned      | volatile, the collecting      | volatile, begin() and the
   *                                   |   thread                      |   thread of the job
   * Begin and end: a job is marked as abandoned before its callback is. If begin() has the monitor
   *                before abandon(), then abandon() takes the observers from the callback. If it
   *                has it afterwards, it sees the mark and does nothing. So a callback that is late
   *                takes no observer from a callback of the next job.
   * Late values:   an abandoned callback may go on while a callback of the next job has its
   *                observer. The context of its thread, and of threads that got its context, names
   *                the worker that was abandoned with the job: what they observe is dropped.
   * Accepted:      a thread without the context of a callback, which a callback may start, observes
   *                for the callback that has the observer at this moment, whichever started it. A
   *                value on its way into a storage when its job is abandoned may still get there:
   *                one for each thread that observes.
   * Checked by:    CallbackTest, CallbackRunnerTest.
   */

  /**
   * Equal for two registrations of one function for the same instruments; by methods of its own for
   * the reason that {@link dev.ringlet.metrics.series.MetricStream.Key} gives.
   */
  public record Key(Function function, List<Instrument> instruments) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key that
          && function.equals(that.function)
          && instruments.equals(that.instruments);
    }

    @Override
    public int hashCode() {
      return 31 * function.hashCode() + instruments.hashCode();
    }
  }

  /** A function of the application, which is only itself. */
  private record Function(Object object) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Function that && object == that.object;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(object);
    }
  }

  private final InstrumentRegistry registry;
  private final List<Observer> observers;
  private final Runnable work;
  private final Object function;

  /** That of the thread that registers; weak, because an application may forget to close this. */
  private final WeakReference<ClassLoader> contextLoader;

  // Under the monitor.
  private boolean running;

  /** Whether no collection waits for it any more; its observations are dropped then. */
  private boolean abandoned;

  /**
   * Creates a callback that is not registered yet.
   *
   * @param function what the application gave, by which a second registration is known
   */
  public Callback(
      InstrumentRegistry registry, List<Observer> observers, Runnable work, Object function) {
    this.registry = registry;
    this.observers = List.copyOf(observers);
    this.work = work;
    this.function = function;
    contextLoader = new WeakReference<>(contextLoader());
  }

  private static ClassLoader contextLoader() {
    try {
      return Thread.currentThread().getContextClassLoader();
    } catch (SecurityException e) {
      return null;
    }
  }

  public Key key() {
    return new Key(new Function(function), observers.stream().map(Observer::instrument).toList());
  }

  /**
   * Runs it once for a job, with the context class loader of its registration, by which it finds
   * JNDI names and services; what it throws is counted, and costs its own values only.
   */
  void run(CallbackRunner.Job job) {
    if (observers.isEmpty() || !begin(job)) {
      return;
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      thread.setContextClassLoader(contextLoader.get());
      work.run();
    } catch (Throwable t) {
      registry.engine().onUserError(toString(), t);
    } finally {
      end();
      thread.setContextClassLoader(before);
    }
  }

  /** False if it is still at it since an earlier collection, or the job is abandoned already. */
  private synchronized boolean begin(CallbackRunner.Job job) {
    if (running || job.isAbandoned()) {
      return false;
    }
    running = true;
    observers.forEach(observer -> observer.begin(job));
    return true;
  }

  private synchronized void end() {
    if (!abandoned) {
      observers.forEach(Observer::end);
    }
    abandoned = false;
    running = false;
  }

  /** Drops what is observed from now on, unless the run has ended at this moment. */
  synchronized void abandon() {
    if (running) {
      abandoned = true;
      observers.forEach(Observer::end);
    }
  }

  @Override
  public void close() {
    registry.unregister(this);
  }

  @Override
  public String toString() {
    return "callback of "
        + observers.stream().map(Observer::instrument).map(Instrument::name).toList();
  }
}
