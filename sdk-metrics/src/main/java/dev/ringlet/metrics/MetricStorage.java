// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.internal.log.ThrottledLogger;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.logging.Level;

/** The series of one stream for one reader. */
final class MetricStorage {
  /*
   * Parties:    writers, which normally take no lock: look up, add, and look whether the series is
   *             still alive; one thread that holds the lock: the collector, or a writer that needs a
   *             series that is not there or not active.
   * Delta:      cells are emptied by reading them (getAndSet, or as holder of a stripe). A snapshot to
   *             subtract would not do: sums of floating-point numbers do not subtract exactly, and
   *             one infinity would make every later point meaningless.
   * Limit:      what counts are the series written since the last collection that empties cells, as
   *             in the official SDK. Those not written stay in the table, for the next time, until
   *             there are more of them than the limit.
   * Full:       stored under the lock; a writer that loads it and finds that series active needs no
   *             lock, since the number of active series does not shrink before the collection, which
   *             makes the overflow's idle too. If that comes between, the write is a late one.
   * Late write: see Series.
   */
  private static final AttributeKey<Boolean> OVERFLOW =
      AttributeKey.booleanKey("otel.metric.overflow");
  private static final Context ROOT = Context.root();
  private static final Attributes OVERFLOW_ATTRIBUTES = Attributes.of(OVERFLOW, true);

  private final Stream stream;
  private final MeterEngine engine;
  private final PointEncoder encoder;
  private final ThrottledLogger logger;
  private final boolean resets;
  private final boolean asynchronous;
  private final boolean histogram;
  private final ExemplarFilter exemplarFilter;
  private final long createdEpochNanos;
  private final Object lock = new Object();
  private final SeriesTable table = new SeriesTable();
  private final PointValues values;
  private final AttributeFilter filter;
  private volatile boolean enabled = true;

  /** The overflow's series once the limit is reached, until the next collection that resets. */
  private volatile Series full;

  // Under the lock.
  private int active;
  private int bound;
  private long lastCollectionEpochNanos;

  MetricStorage(Stream stream, MeterEngine engine, long lastCollectionEpochNanos) {
    this.stream = stream;
    this.engine = engine;
    this.lastCollectionEpochNanos = lastCollectionEpochNanos;
    encoder = new PointEncoder(stream, engine);
    logger = engine.logger;
    asynchronous = stream.instrument().type().isAsynchronous();
    resets = stream.resets();
    histogram =
        stream.aggregation().kind == Aggregation.Kind.EXPLICIT
            || stream.aggregation().kind == Aggregation.Kind.EXPONENTIAL;
    exemplarFilter = engine.exemplarFilter;
    createdEpochNanos = engine.now();
    values = stream.newValues();
    filter = stream.keeps() == null ? null : new AttributeFilter(stream.keeps(), engine);
  }

  Stream stream() {
    return stream;
  }

  void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }

  boolean isEnabled() {
    return enabled;
  }

  void recordLong(long value, Attributes attributes, Context context) {
    if (enabled) {
      Attributes kept = filter == null ? attributes : filter.apply(attributes);
      Series series = table.find(kept);
      if (series == null || series.state() != Series.ACTIVE) {
        series = activate(kept);
      }
      addLong(series, value, attributes, context);
    }
  }

  void recordDouble(double value, Attributes attributes, Context context) {
    if (enabled && !Double.isNaN(value)) { // NaN is dropped
      Attributes kept = filter == null ? attributes : filter.apply(attributes);
      Series series = table.find(kept);
      if (series == null || series.state() != Series.ACTIVE) {
        series = activate(kept);
      }
      addDouble(series, value, attributes, context);
    }
  }

  /**
   * The series for these attributes, or the overflow's, kept for as long as the storage lives. With
   * delta temporality one that has its place may still find, when it records, that the limit is
   * reached.
   */
  Series bind(Attributes attributes) {
    Attributes kept = filter == null ? attributes : filter.apply(attributes);
    synchronized (lock) {
      Series series = table.find(kept);
      if (series == null || !series.bound) {
        if (!hasRoomToBind(series == null)) {
          warnOfOverflow();
          series = overflow();
        } else if (series == null) {
          series = add(kept);
        }
        bound += series.bound ? 0 : 1;
        series.bound = true;
        series.onBound();
      }
      return series;
    }
  }

  /** Bound series stay in the table for good, so there may be as many as may be active. */
  private boolean hasRoomToBind(boolean fresh) {
    int room = stream.cardinalityLimit() - 1;
    return fresh ? bound < room && (resets || active < room) : bound < room || !resets;
  }

  void recordLong(Series bound, long value, Attributes attributes, Context context) {
    if (enabled) {
      Series series = bound.state() == Series.ACTIVE ? bound : activate(bound.attributes);
      addLong(series, value, attributes, context);
    }
  }

  void recordDouble(Series bound, double value, Attributes attributes, Context context) {
    if (enabled && !Double.isNaN(value)) {
      Series series = bound.state() == Series.ACTIVE ? bound : activate(bound.attributes);
      addDouble(series, value, attributes, context);
    }
  }

  private void addLong(Series series, long value, Attributes attributes, Context context) {
    series.addLong(value);
    if (exemplarFilter != ExemplarFilter.ALWAYS_OFF && passes(context)) {
      offer(series, value, value, attributes, context);
    }
    if (series.state() == Series.DEAD) {
      rescue(series);
    }
  }

  private void addDouble(Series series, double value, Attributes attributes, Context context) {
    series.addDouble(value);
    if (exemplarFilter != ExemplarFilter.ALWAYS_OFF && passes(context)) {
      offer(series, value, 0, attributes, context);
    }
    if (series.state() == Series.DEAD) {
      rescue(series);
    }
  }

  private boolean passes(Context context) {
    if (exemplarFilter == ExemplarFilter.ALWAYS_ON) {
      return true;
    }
    if (context == ROOT) {
      return false;
    }
    Span span = Span.fromContextOrNull(context);
    return span != null && engine.isSampled(span);
  }

  private void offer(
      Series series, double value, long whole, Attributes attributes, Context context) {
    ExemplarReservoir reservoir = series.exemplars;
    try {
      if (reservoir == null) {
        reservoir = newReservoir(series);
      }
      if (stream.instrument().isLong() && !histogram) {
        reservoir.offer(whole, attributes, context);
      } else {
        reservoir.offer(value, attributes, context);
      }
    } catch (Throwable t) {
      engine.onUserError("exemplar reservoir", t);
    }
  }

  private ExemplarReservoir newReservoir(Series series) {
    synchronized (lock) {
      if (series.exemplars == null) {
        if (stream.exemplarReservoir() != null) {
          series.exemplars = stream.exemplarReservoir().get();
        } else if (stream.aggregation().kind == Aggregation.Kind.EXPLICIT) {
          series.exemplars = CellReservoir.ofBuckets(engine.clock, stream.aggregation().buckets);
        } else {
          series.exemplars = CellReservoir.ofFixedSize(engine.clock, engine.exemplarCells);
        }
      }
      return series.exemplars;
    }
  }

  /** The series to write to, active from now on: that of these attributes, or the overflow's. */
  private Series activate(Attributes kept) {
    Series overflow = full;
    if (overflow != null && overflow.state() == Series.ACTIVE && !asynchronous) {
      return overflow;
    }
    synchronized (lock) {
      Series series = table.find(kept);
      if (series == null || series.state() != Series.ACTIVE) {
        boolean known = series != null && asynchronous && !stream.delta();
        if (!known && counted() >= stream.cardinalityLimit() - 1) {
          if (full == null) {
            warnOfOverflow();
          }
          series = overflow();
          full = series;
        } else if (series == null) {
          series = add(kept);
        }
        if (series.state() != Series.ACTIVE) {
          series.state(Series.ACTIVE);
          active++;
        }
      }
      return series;
    }
  }

  private Series overflow() {
    Series series = table.find(OVERFLOW_ATTRIBUTES);
    return series == null ? add(OVERFLOW_ATTRIBUTES) : series;
  }

  /**
   * How many series count against the limit: those written since the cells were emptied; for
   * cumulative observations also those of the last collection.
   */
  private int counted() {
    return asynchronous && !stream.delta() ? table.size() : active;
  }

  private void warnOfOverflow() {
    logger.log(
        Level.WARNING,
        "cardinality " + stream.name(),
        () ->
            "Metric "
                + stream.name()
                + " has more than "
                + (stream.cardinalityLimit() - 1)
                + " sets of attributes; more are counted as otel.metric.overflow");
  }

  private Series add(Attributes kept) {
    Series series = stream.newSeries(kept);
    series.startEpochNanos = asynchronous ? intervalStart() : engine.now();
    table.add(series);
    return series;
  }

  private long intervalStart() {
    return lastCollectionEpochNanos != 0 ? lastCollectionEpochNanos : createdEpochNanos;
  }

  /** Moves what was written to a series after its last collection to the one in its place. */
  private void rescue(Series dead) {
    synchronized (lock) {
      if (dead.read(values, true)) {
        activate(dead.attributes).absorb(values);
      }
    }
  }

  /** Writes a point for each series that has something to tell. */
  void collect(RequestWriter out, long epochNanos) {
    synchronized (lock) {
      out.beginMetric(encoder);
      boolean evict = asynchronous || table.size() > 2 * stream.cardinalityLimit();
      boolean dead = false;
      int count = table.size();
      for (int i = 0; i < count; i++) {
        Series series = table.get(i);
        if (!collect(series, out, epochNanos) && resets && evict && !series.bound) {
          dead |= expire(series);
        }
      }
      out.endMetric();
      if (dead) {
        table.removeDead();
      }
      if (resets) {
        active = 0;
        full = null;
      }
      values.alive = null;
      lastCollectionEpochNanos = epochNanos;
    }
  }

  /** Whether the series had something to tell. */
  private boolean collect(Series series, RequestWriter out, long epochNanos) {
    boolean wasActive = series.state() == Series.ACTIVE;
    if (resets) {
      series.state(Series.IDLE);
    }
    boolean written = series.read(values, resets);
    if (!wasActive && !(resets && written)) {
      return false;
    }
    if (asynchronous && stream.delta()) {
      subtractLast(series);
    }
    if (enabled) {
      long start = stream.delta() ? intervalStart() : series.startEpochNanos;
      encoder.point(out.beginPoint(), series, values, start, epochNanos);
      out.endPoint();
    }
    return true;
  }

  private void subtractLast(Series series) {
    long now = values.sumBits;
    if (stream.aggregation().kind == Aggregation.Kind.SUM && series.observedBefore) {
      values.sumBits =
          stream.instrument().isLong()
              ? now - series.lastReadBits
              : Double.doubleToRawLongBits(
                  Double.longBitsToDouble(now) - Double.longBitsToDouble(series.lastReadBits));
    }
    series.lastReadBits = now;
    series.observedBefore = true;
  }

  /** Lets a series go that was not written; false if somebody did so at this moment. */
  private boolean expire(Series series) {
    series.state(Series.DEAD);
    if (series.read(values, true)) {
      series.state(Series.IDLE);
      series.absorb(values);
      return false;
    }
    return true;
  }
}
