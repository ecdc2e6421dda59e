// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import dev.ringlet.internal.otlp.MetricTags;
import dev.ringlet.internal.record.RecordBuffer;
import dev.ringlet.metrics.series.SeriesFactory.Shape;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.Arrays;
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

  /** The series that {@link #next} found; its monitor is the lock of the storage. */
  final Point point = new Point();

  volatile boolean enabled = true;

  /** The last collection, or the creation of the storage; under the lock. */
  private long intervalEpochNanos;

  private long intervalNanoTime;

  /** When the current collection takes place, by both clocks; under the lock. */
  long nowEpochNanos;

  long nowNanoTime;

  /** How many series of the collection have been looked at; under the lock. */
  int index;

  MetricStorage(MetricStream stream, MeterEngine engine, long lastEpochNanos, long lastNanoTime) {
    this.stream = stream;
    this.engine = engine;
    filter = stream.keeps() == null ? null : new AttributeFilter(stream.keeps(), engine);
    intervalEpochNanos = lastEpochNanos != 0 ? lastEpochNanos : engine.now();
    intervalNanoTime = lastEpochNanos != 0 ? lastNanoTime : engine.clock.nanoTime();
    stream.factory().prepare(point);
  }

  public final MetricStream stream() {
    return stream;
  }

  public final void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }

  /**
   * The lock of a collection: the caller holds its monitor from {@link #open} until {@link #next}
   * returns false.
   */
  public final Object lock() {
    return point;
  }

  /** Begins a collection. */
  public final void open(long epochNanos, long nanoTime) {
    index = 0;
    nowEpochNanos = epochNanos;
    nowNanoTime = nanoTime;
  }

  /** Reads the next series that has a point; ends the collection if there is none. */
  public final boolean next() {
    point.clearExemplars();
    return advance();
  }

  /** What {@link #next} read. */
  public final Point point() {
    return point;
  }

  abstract boolean advance();

  /** Ends the interval that the collection covers. */
  final void endInterval() {
    intervalEpochNanos = nowEpochNanos;
    intervalNanoTime = nowNanoTime;
    point.alive = null;
  }

  /** Sets everything of the point but its values. */
  final void describe(Series series, long startEpochNanos) {
    point.attributes = series.attributes;
    point.encodedAttributes = series.encodedAttributes;
    point.startEpochNanos = startEpochNanos;
    point.epochNanos = nowEpochNanos;
    Exemplars exemplars = series.exemplars;
    if (exemplars != null) {
      try {
        exemplars.collect(point.newExemplars());
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
  final long start(Series series) {
    series.startEpochNanos = start(series.startEpochNanos, series.startNanoTime);
    return series.startEpochNanos;
  }

  /** The start of the interval that ends now. */
  final long intervalStart() {
    return start(intervalEpochNanos, intervalNanoTime);
  }

  /** An earlier time of day, corrected if the wall clock was set since. */
  private long start(long epochNanos, long nanoTime) {
    long elapsed = nowNanoTime - nanoTime;
    long drift = nowEpochNanos - epochNanos - elapsed;
    boolean stepped = drift > STEP_NANOS || drift < -STEP_NANOS;
    return Math.min(stepped ? nowEpochNanos - elapsed : epochNanos, nowEpochNanos);
  }

  /** Encodes the attributes of a series as fields of its points. */
  final byte[] encode(Attributes attributes) {
    RecordBuffer buffer = engine.attributeBuffer(attributesTag(stream.factory().shape()));
    Bounded bounded = new Bounded();
    Integer tooMany =
        engine.ask(
            "class of attributes", all -> bounded.put(buffer, all, Attributes.empty()), attributes);
    int lost = (tooMany == null ? 0 : tooMany) + buffer.droppedAttributes() + buffer.oversized();
    if (lost > 0) {
      engine.onShortenedAttributes(stream.name(), lost);
    }
    byte[] encoded = Arrays.copyOf(buffer.data(), buffer.position());
    buffer.release();
    return encoded;
  }

  private static int attributesTag(Shape shape) {
    return switch (shape) {
      case EXPLICIT -> MetricTags.HistogramDataPoint.ATTRIBUTES;
      case EXPONENTIAL -> MetricTags.ExponentialHistogramDataPoint.ATTRIBUTES;
      default -> MetricTags.NumberDataPoint.ATTRIBUTES;
    };
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
