// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.export.DropCause;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.context.Suppression;
import dev.ringlet.internal.delivery.Delivery;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.internal.delivery.Request;
import dev.ringlet.internal.delivery.RequestSender;
import dev.ringlet.internal.delivery.TrackedExporter;
import dev.ringlet.internal.threads.Workers;
import dev.ringlet.metrics.collect.RequestWriter;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A reader that collects at an interval and passes the metrics to an exporter. Follows the
 * OpenTelemetry specification, "Metrics SDK", section "Periodic exporting MetricReader".
 *
 * <p>One thread does all collections, including the last one at close. So collections never
 * overlap, and the last one contains everything that was recorded before the close.
 */
public final class PeriodicMetricReader extends MetricReader {
  private final RequestSender sender;
  private final Request request;
  private final long intervalNanos;
  private final long timeoutNanos;
  private final DeliveryCounters counters;

  private final CountDownLatch ended = new CountDownLatch(1);

  private @Nullable Thread thread;

  /** Gets the duration of each collection, or null. */
  private volatile RequestSender.@Nullable Listener collectionListener;

  /** Whether the close has abandoned the export in progress; then no further one starts. */
  private volatile boolean abandoned;

  // Guarded by this.
  private long nextNanos;
  private long asked;
  private long answered;
  private boolean lastWentWell = true;
  private boolean closing;

  private PeriodicMetricReader(Builder builder) {
    super(builder);
    TrackedExporter tracked = builder.exporter instanceof TrackedExporter one ? one : null;
    sender = new RequestSender(Signal.METRICS, target(builder.exporter), builder.timeoutNanos);
    counters = sender.counters();
    request = sender.newRequest();
    intervalNanos = builder.intervalNanos;
    timeoutNanos = builder.timeoutNanos;
    if (tracked != null) {
      tracked.attach(delivery());
    }
  }

  /**
   * Returns a builder of a reader that passes metrics to an exporter. The reader closes the
   * exporter.
   */
  public static Builder builder(Exporter exporter) {
    return new Builder(exporter);
  }

  /**
   * Creates a reader from properties: {@code otel.metric.export.interval}, {@code
   * otel.metric.export.timeout}, {@code otel.metric.export.max.batch.size}, {@code
   * otel.java.metrics.cardinality.limit}, {@code otel.exporter.otlp.metrics.temporality.preference}
   * and {@code otel.exporter.otlp.metrics.default.histogram.aggregation}.
   *
   * @throws ConfigException naming the key whose value cannot be used
   */
  public static PeriodicMetricReader fromConfig(Config config, Exporter exporter) {
    Builder builder = builder(exporter);
    builder.intervalNanos = nanos(config, "otel.metric.export.interval", builder.intervalNanos);
    long timeout =
        config.getDurationNanos(
            "otel.metric.export.timeout", builder.timeoutNanos, 0, Long.MAX_VALUE);
    builder.timeoutNanos = timeout == 0 ? Long.MAX_VALUE : timeout; // as for batches
    builder.setCardinalityLimit(
        config.getInt("otel.java.metrics.cardinality.limit", 2000, 1, Integer.MAX_VALUE));
    builder.setMaxExportBatchSize(
        config.getInt(
            "otel.metric.export.max.batch.size", Integer.MAX_VALUE, 1, Integer.MAX_VALUE));
    if (target(exporter) instanceof MetricExporter) {
      return builder.build();
    }
    Aggregation histogram =
        Aggregation.ofHistograms(
            config, "otel.exporter.otlp.metrics.default.histogram.aggregation");
    return builder
        .setTemporality(Temporality.fromConfig(config))
        .setDefaultAggregation(
            type -> type == InstrumentType.HISTOGRAM ? histogram : Aggregation.defaultAggregation())
        .build();
  }

  private static Exporter target(Exporter exporter) {
    return exporter instanceof TrackedExporter tracked ? tracked.exporter() : exporter;
  }

  private static long nanos(Config config, String key, long defaultNanos) {
    return config.getDurationNanos(key, defaultNanos, 1_000_000, Long.MAX_VALUE);
  }

  @Override
  long callbackTimeoutNanos() {
    return timeoutNanos;
  }

  @Override
  void start() {
    thread = Workers.newThread(this::run, "ringlet-metrics");
    thread.start();
  }

  private void run() {
    try (Scope own = Suppression.open()) {
      Objects.requireNonNull(own);
      startInterval(System.nanoTime());
      while (true) {
        Turn turn = awaitTurn();
        if (abandoned) {
          return;
        }
        boolean good = collectAndExport();
        answer(turn.asked, good);
        if (turn.last) {
          return;
        }
        endInterval(System.nanoTime());
      }
    } finally {
      stopCallbacks();
      ended.countDown();
      wake(); // flushes without an answer
    }
  }

  private synchronized void startInterval(long now) {
    nextNanos = now + intervalNanos;
  }

  private synchronized void endInterval(long now) {
    nextNanos += intervalNanos;
    if (nextNanos - now < 0) {
      startInterval(now); // late; collections that were missed are not made up for
    }
  }

  /**
   * The reason of a collection.
   *
   * @param asked number of collections requested so far
   * @param last whether it is the last one
   */
  private record Turn(long asked, boolean last) {}

  /** Waits for the next time, or until a collection is requested. */
  private synchronized Turn awaitTurn() {
    while (!closing && asked == answered) {
      long now = System.nanoTime();
      if (nextNanos - now > intervalNanos) {
        startInterval(now); // nanoTime has jumped back
      }
      long left = nextNanos - now;
      if (left <= 0) {
        break;
      }
      try {
        wait(left / 1_000_000 + 1);
      } catch (InterruptedException e) {
        // a callback or an exporter left its interrupt behind; it means nothing here
      }
    }
    return new Turn(asked, closing);
  }

  /** Lets all that wait look again: time may have jumped, or the reader has ended. */
  private synchronized void wake() {
    notifyAll();
  }

  private synchronized void answer(long turn, boolean good) {
    answered = turn;
    lastWentWell = good;
    notifyAll();
  }

  private boolean collectAndExport() {
    boolean good = true;
    int passed = 0;
    try {
      RequestWriter requests = collectMeasured();
      for (int i = 0; i < requests.requests() && !abandoned; i++) {
        passed += requests.points(i);
        good &= export(requests.body(i), requests.points(i));
      }
    } catch (Throwable t) { // no memory, say
      good = false;
      onFailure(t);
    }
    return countRest(pointsTaken() - passed) && good;
  }

  /**
   * Counts points that were taken and not passed to the exporter as lost, for a delta is in no
   * later collection; returns whether there are none.
   */
  private boolean countRest(int points) {
    if (points > 0) {
      counters.accept(points);
      counters.drop(abandoned ? DropCause.SHUTDOWN : DropCause.INTERNAL_ERROR, points);
    }
    return points == 0;
  }

  private RequestWriter collectMeasured() {
    RequestSender.Listener told = collectionListener;
    if (told == null) {
      return collectRequests();
    }
    long start = System.nanoTime();
    FailureCause failure = FailureCause.INTERNAL;
    try {
      RequestWriter requests = collectRequests();
      failure = FailureCause.NONE;
      return requests;
    } finally {
      told.sent(failure, System.nanoTime() - start);
    }
  }

  private boolean export(ProtoWriter body, int points) {
    counters.accept(points);
    request.lend(body.data(), body.position(), points);
    return sender.send(request);
  }

  @Override
  boolean flush(long timeoutNanos) {
    long deadline = Workers.deadlineAfter(timeoutNanos);
    return collected(deadline) && sender.flushExporter(deadline - System.nanoTime());
  }

  /** Requests a collection, waits for it, and returns whether it was exported. */
  private synchronized boolean collected(long deadlineNanos) {
    if (closing || isAwaited()) {
      return false;
    }
    long mine = ++asked;
    notifyAll();
    boolean interrupted = false;
    while (answered < mine) {
      long left = deadlineNanos - System.nanoTime();
      if (left <= 0 || ended.getCount() == 0) {
        break;
      }
      try {
        wait(left / 1_000_000 + 1);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return answered >= mine && lastWentWell;
  }

  @Override
  void close(long timeoutNanos) {
    long deadline = Workers.deadlineAfter(timeoutNanos);
    sender.closeBy(deadline);
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    if (isAwaited()) {
      // Without a thread the exporter stays open after the last collection.
      Workers.start(() -> end(deadline), "ringlet-metrics-close");
    } else {
      end(deadline);
    }
  }

  /** Whether a collection waits for this thread, which must not wait for one then. */
  private boolean isAwaited() {
    return Thread.currentThread() == thread || isInsideCallback() || sender.isInsideExport();
  }

  private void end(long deadline) {
    if (!Workers.await(ended, () -> deadline - System.nanoTime())) {
      abandoned = true;
      sender.abandon();
    }
    sender.closeAsync();
    sender.awaitClosed(deadline);
  }

  /** This reader as the SDK sees it, whatever the signal. */
  Delivery delivery() {
    return new Delivery() {
      @Override
      public boolean flush(long timeoutNanos) {
        return PeriodicMetricReader.this.flush(timeoutNanos);
      }

      @Override
      public void close(long timeoutNanos) {
        PeriodicMetricReader.this.close(timeoutNanos);
      }

      @Override
      public void resume() {
        sender.resume();
        wake();
      }

      @Override
      public long accepted() {
        return counters.accepted();
      }

      @Override
      public long pending() {
        return sender.openItems();
      }

      @Override
      public void setCollectionListener(RequestSender.Listener listener) {
        collectionListener = listener;
      }

      @Override
      public RequestSender sender() {
        return sender;
      }
    };
  }

  /** Builds a periodic reader. Not thread-safe. */
  public static final class Builder extends MetricReader.Builder<Builder> {
    private final Exporter exporter;
    private long intervalNanos = 60_000_000_000L;
    private long timeoutNanos = 30_000_000_000L;

    private Builder(Exporter exporter) {
      this.exporter = Objects.requireNonNull(exporter, "exporter");
      if (target(exporter) instanceof MetricExporter choosy) {
        setDelta(choosy::isDelta);
        setDefaultAggregation(choosy::defaultAggregation);
      }
    }

    @Override
    Builder self() {
      return this;
    }

    /** Sets the time from one collection to the next, a minute by default; more than zero. */
    public Builder setInterval(Duration interval) {
      intervalNanos = positive(interval, "interval");
      return this;
    }

    /** Sets how long callbacks, and an export, may take, half a minute by default. */
    public Builder setTimeout(Duration timeout) {
      timeoutNanos = positive(timeout, "timeout");
      return this;
    }

    private static long positive(Duration duration, String name) {
      if (duration.isNegative() || duration.isZero()) {
        throw new IllegalArgumentException(name + " must be more than zero: " + duration);
      }
      return Workers.nanos(duration);
    }

    /** Creates the reader. */
    public PeriodicMetricReader build() {
      return new PeriodicMetricReader(this);
    }
  }
}
