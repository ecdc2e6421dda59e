// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.logging.Level;

/** The series of one stream for one reader. */
public abstract class MetricStorage {
  static final Attributes OVERFLOW =
      Attributes.of(AttributeKey.booleanKey("otel.metric.overflow"), true);

  /** Clocks drift apart by less than this between two collections; more means a step. */
  private static final long STEP_NANOS = 1_000_000_000L;

  final MetricStream stream;
  final MeterEngine engine;
  final AttributeFilter filter;
  final SeriesTable table = new SeriesTable();

  /** Its monitor is the lock of the storage. */
  final PointCursor cursor = new PointCursor(this);

  volatile boolean enabled = true;

  /** The last collection, or the creation of the storage; under the lock. */
  private long intervalEpochNanos;

  private long intervalNanoTime;

  MetricStorage(MetricStream stream, MeterEngine engine, long lastEpochNanos, long lastNanoTime) {
    this.stream = stream;
    this.engine = engine;
    filter = stream.keeps() == null ? null : new AttributeFilter(stream.keeps(), engine);
    intervalEpochNanos = lastEpochNanos != 0 ? lastEpochNanos : engine.now();
    intervalNanoTime = lastEpochNanos != 0 ? lastNanoTime : engine.clock.nanoTime();
    stream.factory().prepare(cursor);
  }

  /**
   * Makes a storage.
   *
   * @param lastEpochNanos when the reader last collected, or 0
   * @param lastNanoTime the same by the monotonic clock
   */
  public static MetricStorage create(
      MetricStream stream, MeterEngine engine, long lastEpochNanos, long lastNanoTime) {
    return stream.instrument().kind().isAsynchronous()
        ? new ObservedStorage(stream, engine, lastEpochNanos, lastNanoTime)
        : new SynchronousStorage(stream, engine, lastEpochNanos, lastNanoTime);
  }

  public final MetricStream stream() {
    return stream;
  }

  public final void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }

  /** What the caller holds the monitor of from {@link #open} until {@code next} returned false. */
  public final Object lock() {
    return cursor;
  }

  /** Begins a collection, under the lock. */
  public final PointCursor open(long epochNanos, long nanoTime) {
    cursor.index = 0;
    cursor.nowEpochNanos = epochNanos;
    cursor.nowNanoTime = nanoTime;
    return cursor;
  }

  /** Finds the next point; ends the collection if there is none. */
  abstract boolean advance(PointCursor into);

  /** Ends the interval that the collection covers. */
  final void endInterval(PointCursor collected) {
    intervalEpochNanos = collected.nowEpochNanos;
    intervalNanoTime = collected.nowNanoTime;
    collected.alive = null;
  }

  /** Fills in everything of a point but its values. */
  final void describe(Series series, PointCursor into, long startEpochNanos) {
    into.attributes = series.attributes;
    into.encodedAttributes = series.encodedAttributes;
    into.startEpochNanos = startEpochNanos;
    Exemplars exemplars = series.exemplars;
    if (exemplars != null) {
      try {
        exemplars.collect(into.newExemplars());
      } catch (Throwable t) {
        engine.onUserError("exemplar reservoir", t);
      }
    }
  }

  /** Lets a series begin at the start of the interval. */
  final void startWithInterval(Series series) {
    series.startEpochNanos = intervalEpochNanos;
    series.startNanoTime = intervalNanoTime;
  }

  /** Lets a series begin now. */
  final void startNow(Series series) {
    series.startEpochNanos = engine.now();
    series.startNanoTime = engine.clock.nanoTime();
  }

  /** The start of a cumulative series, which follows the wall clock when that was set. */
  final long start(Series series, PointCursor now) {
    series.startEpochNanos = start(series.startEpochNanos, series.startNanoTime, now);
    return series.startEpochNanos;
  }

  /** The start of the interval that ends now. */
  final long intervalStart(PointCursor now) {
    return start(intervalEpochNanos, intervalNanoTime, now);
  }

  /** An earlier time of day, corrected if the wall clock was set since. */
  static long start(long epochNanos, long nanoTime, PointCursor now) {
    long elapsed = now.nowNanoTime - nanoTime;
    long drift = now.nowEpochNanos - epochNanos - elapsed;
    boolean stepped = drift > STEP_NANOS || drift < -STEP_NANOS;
    return Math.min(stepped ? now.nowEpochNanos - elapsed : epochNanos, now.nowEpochNanos);
  }

  final void warnOfOverflow() {
    engine.logger.log(
        Level.WARNING,
        "cardinality " + stream.name(),
        () ->
            "Metric "
                + stream.name()
                + " has more than "
                + (stream.cardinalityLimit() - 1)
                + " sets of attributes; more are counted as otel.metric.overflow");
  }
}
