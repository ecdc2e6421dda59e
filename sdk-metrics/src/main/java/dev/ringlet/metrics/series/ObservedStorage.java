// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.logging.Level;

/**
 * The series of an asynchronous instrument. Observations are totals: the last one of a set of
 * attributes counts, and a delta is the difference to the last total that was reported, however
 * long ago. A monotonic total that decreases starts again at zero.
 *
 * <p>Sums that were not observed keep their series, so that the next observation continues them,
 * until there are more of those than the limit.
 */
public final class ObservedStorage extends MetricStorage {
  /*
   * Everything is under the lock: callbacks observe on one thread, as a rule, and collections come
   * after them.
   *
   * Where a view drops attributes, several sets of attributes are members of one series. Each member
   * has its last total, so that one that is observed twice, left out or reset is distinguished from
   * the others; a monotonic series adds up what its members grew by, another one the members observed.
   * The overflow has too many members for this: its observations of one collection are added up, and
   * where that shrinks, sets of attributes have left it.
   */
  private static final int MEMBERS_FOR_EACH_SERIES = 10;

  /** One set of attributes as measured, where a view drops some of them. */
  private static final class Member {
    final ObservedSeries series;
    long bits;
    boolean observed;
    long lastBits;
    boolean known;

    Member(ObservedSeries series) {
      this.series = series;
    }
  }

  private final boolean isLong;
  private final boolean isSum;
  private final boolean isMonotonic;
  private final boolean delta;

  /** By attributes as measured; null where all are kept, and for gauges. */
  private final Map<Attributes, Member> members;

  private int active;
  private int recent;
  private boolean isFull;
  private boolean toldOfTwice;

  /**
   * Creates a storage.
   *
   * @param lastEpochNanos when the reader last collected, or 0
   * @param lastNanoTime the same by the monotonic clock
   */
  public ObservedStorage(
      MetricStream stream, MeterEngine engine, long lastEpochNanos, long lastNanoTime) {
    super(stream, engine, lastEpochNanos, lastNanoTime);
    isLong = stream.instrument().isLong();
    isSum = stream.isSum();
    isMonotonic = stream.isMonotonic();
    delta = stream.delta();
    members = filter != null && isSum ? new HashMap<>() : null;
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
    synchronized (point) {
      ObservedSeries series = activate(kept, measured);
      long bits = isLong ? whole : Double.doubleToRawLongBits(value);
      if (series.attributes == OVERFLOW && isSum) {
        series.bits = series.observed ? sum(series.bits, bits) : bits;
      } else if (members != null) {
        observe(members.computeIfAbsent(measured, fresh -> new Member(series)), bits);
      } else {
        warnOfTwice(series.observed);
        series.bits = bits;
      }
      series.observed = true;
      if (engine.exemplarMode == ExemplarMode.ALL) {
        offer(series, whole, value, measured);
      }
    }
  }

  private void observe(Member member, long bits) {
    ObservedSeries series = member.series;
    warnOfTwice(member.observed);
    if (!isMonotonic) {
      long others = series.observed ? series.bits : 0;
      series.bits = sum(member.observed ? difference(others, member.bits) : others, bits);
    }
    member.bits = bits;
    member.observed = true;
  }

  /**
   * Adds what members grew by to their series, if it is monotonic, and forgets some of the rest.
   */
  private void settleMembers() {
    boolean prune = members.size() >= maxMembers();
    for (Iterator<Member> all = members.values().iterator(); all.hasNext(); ) {
      Member one = all.next();
      if (one.observed) {
        if (isMonotonic) {
          boolean goesOn = one.known && !isLess(one.bits, one.lastBits);
          long grown = goesOn ? difference(one.bits, one.lastBits) : one.bits;
          one.series.bits = sum(one.series.bits, grown);
        }
        one.lastBits = one.bits;
        one.known = true;
        one.observed = false;
      } else if (prune) {
        all.remove();
      }
    }
  }

  private int maxMembers() {
    return (int)
        Math.min(Integer.MAX_VALUE, (long) MEMBERS_FOR_EACH_SERIES * stream.cardinalityLimit());
  }

  private long sum(long a, long b) {
    return isLong
        ? a + b
        : Double.doubleToRawLongBits(Double.longBitsToDouble(a) + Double.longBitsToDouble(b));
  }

  private long difference(long a, long b) {
    return isLong
        ? a - b
        : Double.doubleToRawLongBits(Double.longBitsToDouble(a) - Double.longBitsToDouble(b));
  }

  private void warnOfTwice(boolean twice) {
    if (twice && !toldOfTwice) {
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

  private ObservedSeries activate(Attributes kept, Attributes measured) {
    ObservedSeries series = (ObservedSeries) table.find(kept);
    boolean counted = series != null && (series.observed || series.recent && !delta);
    boolean full = !counted && active + (delta ? 0 : recent) >= stream.cardinalityLimit() - 1;
    if (members != null && members.size() >= maxMembers()) {
      full |= !members.containsKey(measured);
    }
    if (full) {
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
    series.encodedAttributes = encode(kept);
    ObservedSeries meanwhile = (ObservedSeries) table.find(kept);
    if (meanwhile != null) {
      return meanwhile; // a class of the application that was encoded observed something
    }
    startWithInterval(series);
    table.add(series);
    return series;
  }

  @Override
  boolean advance() {
    if (members != null && index == 0) {
      settleMembers();
    }
    boolean evict = !isSum || table.size() > 2 * stream.cardinalityLimit();
    while (index < table.size()) {
      ObservedSeries series = (ObservedSeries) table.get(index++);
      recent += series.observed ? 1 : 0;
      recent -= series.recent ? 1 : 0;
      series.recent = series.observed;
      if (series.read(point, true)) {
        report(series);
        if (enabled) {
          return true;
        }
      } else if (evict) {
        series.state(Series.DEAD);
      }
    }
    if (evict) {
      table.removeDead();
      if (members != null) {
        members.values().removeIf(one -> one.series.state() == Series.DEAD);
      }
    }
    active = 0;
    isFull = false;
    endInterval();
    return false;
  }

  private void report(ObservedSeries series) {
    long total = point.sumBits;
    boolean shrinks = series.reported && isMonotonic && isLess(total, series.reportedBits);
    if (shrinks) {
      startWithInterval(series);
    }
    describe(series, start(series));
    if (delta && isSum && series.reported) {
      if (!shrinks) {
        point.sumBits = difference(total, series.reportedBits);
      } else if (series.attributes == OVERFLOW) {
        point.sumBits = 0; // the same bits for a double
      }
    }
    series.reportedBits = total;
    series.reported = true;
    if (delta) {
      series.startEpochNanos = nowEpochNanos;
      series.startNanoTime = nowNanoTime;
    }
  }

  private boolean isLess(long bits, long than) {
    return isLong ? bits < than : Double.longBitsToDouble(bits) < Double.longBitsToDouble(than);
  }
}
