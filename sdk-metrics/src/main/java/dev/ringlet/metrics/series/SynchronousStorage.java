// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;

/** A storage whose series are written by application threads. */
public class SynchronousStorage extends MetricStorage {
  /*
   * Parties:    writers, which normally take no lock: they look the series up, add, and check that the
   *             series is still alive; one thread that holds the lock: the collector, or a writer
   *             whose series is missing or not active.
   * Delta:      cells are emptied by reading them (getAndSet, or as holder of a cell). A snapshot to
   *             subtract would not do: sums of floating-point numbers do not subtract exactly.
   * Limit:      counts the series written since the last collection that empties cells, as in the
   *             official SDK. Series not written stay in the table for later writes, until there
   *             are more of them than the limit. Bound series count from when they are bound, so
   *             that there is room for them when they are written.
   * Full:       stored under the lock. A writer that loads it and finds its series active needs no
   *             lock, because the number of active series does not shrink before the collection,
   *             which makes the overflow series idle too. A collection in between makes the write a
   *             late write.
   * Late write: a write that races with a collection; see Series.
   * Begun:      a series is active before its first value is there. A collection in between has no
   *             point of it: a gauge would show a value that was never set. Sums have one, for they
   *             cannot tell nothing from zero, and zero is their total until then.
   */
  private static final Context ROOT = Context.root();

  private final boolean resets;
  private final ExemplarMode exemplarMode;
  private final boolean offersLongs;
  private final boolean keepsInfinite;

  /** The overflow's series once the limit is reached, until the next collection that resets. */
  private volatile Series full;

  // Under the lock.
  /** How many series are active or reserved. */
  private int active;

  /** How many are bound, without the overflow's where more are bound than the limit. */
  private int bound;

  private boolean dead;

  /**
   * Creates a storage.
   *
   * @param lastEpochNanos when the reader last collected, or 0
   * @param lastNanoTime the same by the monotonic clock
   */
  public SynchronousStorage(
      MetricStream stream, MeterEngine engine, long lastEpochNanos, long lastNanoTime) {
    super(stream, engine, lastEpochNanos, lastNanoTime);
    resets = stream.delta();
    exemplarMode = engine.exemplarMode;
    offersLongs = stream.instrument().isLong() && !stream.factory().isHistogram();
    keepsInfinite = stream.factory().shape() == SeriesFactory.Shape.LAST_VALUE;
  }

  public final void recordLong(long value, Attributes attributes, Context context) {
    if (enabled) {
      Series series = filter == null ? find(attributes) : null;
      if (series != null && series.state() == Series.ACTIVE) {
        addLong(series, value, attributes, context);
      } else {
        Attributes measured = engine.own(attributes);
        addLong(seek(measured), value, measured, context);
      }
    }
  }

  public final void recordDouble(double value, Attributes attributes, Context context) {
    if (enabled && (Math.abs(value) <= Double.MAX_VALUE || keeps(value))) {
      Series series = filter == null ? find(attributes) : null;
      if (series != null && series.state() == Series.ACTIVE) {
        addDouble(series, value, attributes, context);
      } else {
        Attributes measured = engine.own(attributes);
        addDouble(seek(measured), value, measured, context);
      }
    }
  }

  /**
   * The series of these attributes, or null. Attributes of the application's own class are never
   * found, because series have copies of them: {@link #seek} finds these.
   */
  private Series find(Attributes attributes) {
    try {
      return table.find(attributes);
    } catch (Throwable t) {
      if (engine.own(attributes) == attributes) {
        throw t;
      }
      return null;
    }
  }

  private Series seek(Attributes measured) {
    Attributes kept = filter == null ? measured : filter.apply(measured);
    Series series = table.find(kept);
    return series != null && series.state() == Series.ACTIVE ? series : activate(kept, series);
  }

  /** Whether a value that is not finite is kept. */
  private boolean keeps(double value) {
    if (keepsInfinite && !Double.isNaN(value)) {
      return true;
    }
    engine.onNonFinite(stream.instrument().name(), value);
    return false;
  }

  /**
   * The series for these attributes, or the overflow series, kept as long as the storage. With
   * delta temporality a series that is bound when the limit is reached has room after the next
   * collection.
   */
  public final Series bind(Attributes attributes) {
    Attributes measured = engine.own(attributes);
    Attributes kept = filter == null ? measured : filter.apply(measured);
    synchronized (point) {
      Series series = table.find(kept);
      if (series == null || !series.bound) {
        if (hasRoomToBind(series == null)) {
          series = series == null ? add(kept) : series;
          reserve(series);
          bound += series.bound ? 0 : 1;
        } else {
          warnOfOverflow();
          series = overflow();
        }
        series.bound = true;
        series.onBound();
      }
      return series;
    }
  }

  /** Bound series are never removed, so the limit of active series bounds their number. */
  private boolean hasRoomToBind(boolean fresh) {
    int room = stream.cardinalityLimit() - 1;
    return fresh ? bound < room && (resets || active < room) : bound < room || !resets;
  }

  /** Counts a series that is not written yet, if the limit allows it now. */
  private void reserve(Series series) {
    if (series.state() == Series.IDLE && active < stream.cardinalityLimit() - 1) {
      series.state(Series.RESERVED);
      active++;
    }
  }

  public final void recordLong(Series bound, long value, Attributes attributes, Context context) {
    if (enabled) {
      Series series = bound.state() == Series.ACTIVE ? bound : activate(bound.attributes, bound);
      addLong(series, value, attributes, context);
    }
  }

  public final void recordDouble(
      Series bound, double value, Attributes attributes, Context context) {
    if (enabled && (Math.abs(value) <= Double.MAX_VALUE || keeps(value))) {
      Series series = bound.state() == Series.ACTIVE ? bound : activate(bound.attributes, bound);
      addDouble(series, value, attributes, context);
    }
  }

  private void addLong(Series series, long value, Attributes attributes, Context context) {
    series.addLong(value);
    if (exemplarMode != ExemplarMode.NONE && passes(context)) {
      offer(series, value, value, attributes, context);
    }
    if (series.state() == Series.DEAD) {
      rescue(series);
    }
  }

  private void addDouble(Series series, double value, Attributes attributes, Context context) {
    series.addDouble(value);
    if (exemplarMode != ExemplarMode.NONE && passes(context)) {
      offer(series, value, 0, attributes, context);
    }
    if (series.state() == Series.DEAD) {
      rescue(series);
    }
  }

  private boolean passes(Context context) {
    if (exemplarMode == ExemplarMode.ALL) {
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
    Exemplars reservoir = series.exemplars;
    try {
      if (reservoir == null) {
        reservoir = newReservoir(series);
      }
      if (offersLongs) {
        reservoir.offer(whole, attributes, context);
      } else {
        reservoir.offer(value, attributes, context);
      }
    } catch (Throwable t) {
      engine.onUserError("exemplar reservoir", t);
    }
  }

  private Exemplars newReservoir(Series series) {
    synchronized (point) {
      if (series.exemplars == null) {
        if (stream.exemplars() != null) {
          series.exemplars = stream.exemplars().get();
        } else if (stream.factory().shape() == SeriesFactory.Shape.EXPLICIT) {
          series.exemplars = CellReservoir.ofBuckets(engine.clock, stream.factory().buckets());
        } else {
          series.exemplars = CellReservoir.ofFixedSize(engine.clock, engine.exemplarCells);
        }
      }
      return series.exemplars;
    }
  }

  /**
   * The series to write to, active from now on: that of these attributes, or the overflow's.
   *
   * @param found the series of these attributes, or null if the caller found none
   */
  private Series activate(Attributes kept, Series found) {
    Series overflow = full;
    boolean isReserved = found != null && found.state() == Series.RESERVED;
    if (!isReserved && overflow != null && overflow.state() == Series.ACTIVE) {
      return overflow;
    }
    synchronized (point) {
      Series series = table.find(kept);
      if (series == null || series.state() < Series.RESERVED) {
        if (active >= stream.cardinalityLimit() - 1) {
          if (full == null) {
            warnOfOverflow();
          }
          series = overflow();
          full = series;
        } else if (series == null) {
          series = add(kept);
        }
      }
      active += series.state() < Series.RESERVED ? 1 : 0;
      series.state(Series.ACTIVE);
      return series;
    }
  }

  private Series overflow() {
    Series series = table.find(OVERFLOW);
    return series == null ? add(OVERFLOW) : series;
  }

  private Series add(Attributes kept) {
    Series series = stream.factory().newSeries(kept, stream.instrument().isLong(), resets);
    series.encodedAttributes = encode(kept);
    Series meanwhile = table.find(kept); // a class of the application that was encoded may measure
    if (meanwhile != null) {
      return meanwhile;
    }
    startNow(series);
    table.add(series);
    return series;
  }

  /** Moves what was written to a series after its last collection to the one in its place. */
  void rescue(Series late) {
    synchronized (point) {
      if (late.read(point, true)) {
        activate(late.attributes, table.find(late.attributes)).absorb(point);
      }
    }
  }

  @Override
  final boolean advance() {
    boolean evict = resets && evicts();
    while (index < table.size()) {
      Series series = table.get(index++);
      if (hasPoint(series)) {
        if (enabled) {
          describe(series, resets ? intervalStart() : start(series));
          return true;
        }
      } else if (evict && !series.bound) {
        dead |= expire(series);
      }
    }
    if (dead) {
      table.removeDead();
      dead = false;
    }
    if (resets) {
      active = bound;
      full = null;
    }
    endInterval();
    return false;
  }

  /** Whether series without measurements are removed. */
  boolean evicts() {
    return table.size() > 2 * stream.cardinalityLimit();
  }

  private boolean hasPoint(Series series) {
    boolean wasActive = series.state() == Series.ACTIVE;
    if (resets) {
      series.state(series.bound ? Series.RESERVED : Series.IDLE);
    }
    boolean written = series.read(point, resets);
    return written || wasActive && stream.isSum();
  }

  /** Lets a series go that was not written; false if one was written at this moment. */
  boolean expire(Series series) {
    series.state(Series.DEAD);
    if (series.read(point, true)) {
      series.state(Series.IDLE);
      series.absorb(point);
      return false;
    }
    return true;
  }
}
