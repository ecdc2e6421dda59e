// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;

/**
 * The series of an asynchronous instrument. Observations are totals: the last one of a set of
 * attributes counts, and a delta is the difference to the last total that was reported, however
 * long ago. A total that shrinks, where it must not, begins anew at zero.
 *
 * <p>Sums that were not observed keep their series, so that the next observation continues them,
 * until there are more of those than the limit.
 */
public final class ObservedStorage extends MetricStorage {
  /*
   * Everything is under the lock: callbacks observe on one thread, as a rule, and collections come
   * after them. Values may be added up only where several sets of attributes share a series: in the
   * overflow, and where the view drops attributes. There, `shared` remembers the last value of each
   * set, so that a second observation replaces the first; beyond as many sets as the limit it adds.
   */
  private final boolean isLong;
  private final boolean isSum;
  private final boolean isMonotonic;
  private final boolean delta;
  private final Map<Attributes, Long> shared;

  private int active;
  private int recent;
  private boolean isFull;
  private boolean toldOfTwice;

  ObservedStorage(MetricStream stream, MeterEngine engine, long lastEpochNanos, long lastNanoTime) {
    super(stream, engine, lastEpochNanos, lastNanoTime);
    isLong = stream.instrument().isLong();
    isSum = stream.isSum();
    isMonotonic = stream.isMonotonic();
    delta = stream.delta();
    shared = filter != null && isSum ? new HashMap<>() : null;
  }

  public void observeLong(long value, Attributes attributes) {
    observe(value, value, attributes);
  }

  public void observeDouble(double value, Attributes attributes) {
    if (Double.isNaN(value) || isSum && Double.isInfinite(value)) {
      engine.onNonFinite(stream.instrument().name(), value);
    } else {
      observe((long) value, value, attributes);
    }
  }

  private void observe(long whole, double value, Attributes attributes) {
    if (!enabled) {
      return;
    }
    Attributes measured = engine.own(attributes);
    Attributes kept = filter == null ? measured : filter.apply(measured);
    synchronized (cursor) {
      ObservedSeries series = activate(kept);
      long bits = isLong ? whole : Double.doubleToRawLongBits(value);
      boolean adds = isSum && (shared != null || series.attributes == OVERFLOW);
      if (series.observed && !adds) {
        warnOfTwice();
      }
      if (adds) {
        add(series, bits, measured);
      } else {
        series.bits = bits;
        series.observed = true;
      }
      if (engine.exemplarMode == ExemplarMode.ALL) {
        offer(series, whole, value, measured);
      }
    }
  }

  private void add(ObservedSeries series, long bits, Attributes measured) {
    Long before = null;
    if (shared != null && shared.size() < stream.cardinalityLimit()) {
      before = shared.put(measured, bits);
    }
    if (before != null) {
      warnOfTwice();
    }
    if (isLong) {
      series.addLong(before == null ? bits : bits - before);
    } else {
      double earlier = before == null ? 0 : Double.longBitsToDouble(before);
      series.addDouble(Double.longBitsToDouble(bits) - earlier);
    }
  }

  private void warnOfTwice() {
    if (!toldOfTwice) {
      toldOfTwice = true;
      engine.logger.log(
          Level.WARNING,
          "observed twice " + stream.name(),
          () ->
              "Instrument "
                  + stream.instrument().name()
                  + " was observed more than once with the same attributes in one collection;"
                  + " the last value counts");
    }
  }

  private void offer(ObservedSeries series, long whole, double value, Attributes measured) {
    try {
      if (series.exemplars == null) {
        series.exemplars =
            stream.exemplars() != null
                ? stream.exemplars().get()
                : CellReservoir.ofFixedSize(engine.clock, engine.exemplarCells);
      }
      if (isLong) {
        series.exemplars.offer(whole, measured, Context.current());
      } else {
        series.exemplars.offer(value, measured, Context.current());
      }
    } catch (Throwable t) {
      engine.onUserError("exemplar reservoir", t);
    }
  }

  private ObservedSeries activate(Attributes kept) {
    ObservedSeries series = (ObservedSeries) table.find(kept);
    boolean counted = series != null && (series.observed || series.recent && !delta);
    if (!counted && active + (delta ? 0 : recent) >= stream.cardinalityLimit() - 1) {
      if (!isFull) {
        isFull = true;
        warnOfOverflow();
      }
      series = (ObservedSeries) table.find(OVERFLOW);
      if (series == null) {
        series = add(OVERFLOW);
      }
    } else if (series == null) {
      series = add(kept);
    }
    if (!series.observed) {
      active++;
      recent -= series.recent ? 1 : 0;
      series.recent = false;
    }
    return series;
  }

  private ObservedSeries add(Attributes kept) {
    ObservedSeries series = new ObservedSeries(kept);
    series.encodedAttributes = engine.encode(stream, kept);
    ObservedSeries meanwhile = (ObservedSeries) table.find(kept);
    if (meanwhile != null) {
      return meanwhile; // a class of the application that was encoded observed something
    }
    startWithInterval(series);
    table.add(series);
    return series;
  }

  @Override
  boolean advance(PointCursor into) {
    boolean evict = !isSum || table.size() > 2 * stream.cardinalityLimit();
    while (into.index < table.size()) {
      ObservedSeries series = (ObservedSeries) table.get(into.index++);
      recent += series.observed ? 1 : 0;
      recent -= series.recent ? 1 : 0;
      series.recent = series.observed;
      if (series.read(into, true)) {
        report(series, into);
        if (enabled) {
          return true;
        }
      } else if (evict) {
        series.state(Series.DEAD);
      }
    }
    if (evict) {
      table.removeDead();
    }
    if (shared != null) {
      shared.clear();
    }
    active = 0;
    isFull = false;
    endInterval(into);
    return false;
  }

  private void report(ObservedSeries series, PointCursor into) {
    boolean restarts = series.reported && isMonotonic && isLess(into.sumBits, series.reportedBits);
    if (restarts) {
      startWithInterval(series);
    }
    describe(series, into, start(series, into));
    long total = into.sumBits;
    if (delta && isSum && series.reported && !restarts) {
      into.sumBits =
          isLong
              ? total - series.reportedBits
              : Double.doubleToRawLongBits(
                  Double.longBitsToDouble(total) - Double.longBitsToDouble(series.reportedBits));
    }
    series.reportedBits = total;
    series.reported = true;
    if (delta) {
      series.startEpochNanos = into.nowEpochNanos;
      series.startNanoTime = into.nowNanoTime;
    }
  }

  private boolean isLess(long bits, long than) {
    return isLong ? bits < than : Double.longBitsToDouble(bits) < Double.longBitsToDouble(than);
  }
}
