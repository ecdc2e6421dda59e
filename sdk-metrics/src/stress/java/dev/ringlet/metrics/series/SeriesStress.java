// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.opentelemetry.api.common.Attributes;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Writers and a collector that empties the cells they write: each measurement is read once, and
 * points are whole. A twin is the shipped class with one method weakened, and is seen to fail. Each
 * test has two actors, because jcstress skips larger tests on two processors.
 */
final class SeriesStress {
  private static final double[] BOUNDARIES = {1, 10};

  private SeriesStress() {}

  /** Sums: what is read and what is left are what was added. */
  private abstract static class Sum {
    private final boolean isLong;
    private final Series series;
    private final Point values = new Point();
    private long collected;

    Sum(boolean isLong, Series series) {
      this.isLong = isLong;
      this.series = series;
    }

    final void add(int value) {
      if (isLong) {
        series.addLong(value);
      } else {
        series.addDouble(value);
      }
    }

    final void collect() {
      if (series.read(values, true)) {
        collected += isLong ? values.sumBits : (long) Double.longBitsToDouble(values.sumBits);
      }
    }

    final int total() {
      collect();
      return (int) collected;
    }
  }

  /** Whole numbers. */
  @JCStressTest
  @Outcome(id = "11", expect = ACCEPTABLE, desc = "both, once")
  @Outcome(expect = FORBIDDEN, desc = "one lost or read twice")
  @State
  public static class LongSum extends Sum {
    public LongSum() {
      super(true, new LongSumSeries(Attributes.empty(), 0));
    }

    @Actor
    public void one() {
      add(1);
    }

    @Actor
    public void otherAndCollector() {
      add(10);
      collect();
    }

    @Arbiter
    public void rest(I_Result result) {
      result.r1 = total();
    }
  }

  /** The collector reads and empties a cell in two steps. */
  private static final class EmptiesInTwoSteps extends LongSumSeries {
    EmptiesInTwoSteps() {
      super(Attributes.empty(), 0);
    }

    @Override
    long takeShared() {
      long before = sum;
      sum = 0;
      return before;
    }
  }

  /** The twin of {@link LongSum}. */
  @JCStressTest
  @Outcome(id = "11", expect = ACCEPTABLE, desc = "both, once")
  @Outcome(
      id = {"1", "10"},
      expect = ACCEPTABLE_INTERESTING,
      desc = "one lost")
  @Outcome(expect = FORBIDDEN, desc = "read twice")
  @State
  public static class WeakenedLongSum extends Sum {
    public WeakenedLongSum() {
      super(true, new EmptiesInTwoSteps());
    }

    @Actor
    public void one() {
      add(1);
    }

    @Actor
    public void otherAndCollector() {
      add(10);
      collect();
    }

    @Arbiter
    public void rest(I_Result result) {
      result.r1 = total();
    }
  }

  /** Floating-point numbers. */
  @JCStressTest
  @Outcome(id = "11", expect = ACCEPTABLE, desc = "both, once")
  @Outcome(expect = FORBIDDEN, desc = "one lost or read twice")
  @State
  public static class DoubleSum extends Sum {
    public DoubleSum() {
      super(false, new DoubleSumSeries(Attributes.empty(), 0));
    }

    @Actor
    public void one() {
      add(1);
    }

    @Actor
    public void otherAndCollector() {
      add(10);
      collect();
    }

    @Arbiter
    public void rest(I_Result result) {
      result.r1 = total();
    }
  }

  /** Histograms: the same, and count, sum, buckets, smallest and largest belong together. */
  private abstract static class Distribution {
    final Series series;
    private final Point values = new Point();
    private int collected;
    int torn;

    Distribution(Series series) {
      this.series = series;
      values.positive = new ExponentialBuckets(4);
      values.negative = new ExponentialBuckets(4);
      if (series instanceof HistogramSeries) {
        values.counts = new long[BOUNDARIES.length + 1];
      }
    }

    final void collect() {
      if (series.read(values, true)) {
        collected += (int) values.sum;
        boolean both = values.sum == 101;
        boolean whole =
            values.count == (both ? 2 : 1)
                && values.min == (both ? 1 : values.sum)
                && values.max == (both ? 100 : values.sum)
                && inBuckets() == values.count;
        torn += whole ? 0 : 1;
      }
    }

    private long inBuckets() {
      long count = 0;
      if (values.counts != null) {
        for (long one : values.counts) {
          count += one;
        }
      } else {
        for (int i = values.positive.start(); i <= values.positive.end(); i++) {
          count += values.positive.count(i);
        }
      }
      return count;
    }

    final void total(II_Result result) {
      collect();
      result.r1 = collected;
      result.r2 = torn;
    }
  }

  /** Explicit buckets. */
  @JCStressTest
  @Outcome(id = "101, 0", expect = ACCEPTABLE, desc = "both, once, in whole points")
  @Outcome(expect = FORBIDDEN, desc = "one lost or read twice, or a torn point")
  @State
  public static class Histogram extends Distribution {
    public Histogram() {
      super(new HistogramSeries(Attributes.empty(), 0, new Buckets(BOUNDARIES), false));
    }

    @Actor
    public void one() {
      series.addDouble(1);
    }

    @Actor
    public void otherAndCollector() {
      series.addDouble(100);
      collect();
    }

    @Arbiter
    public void rest(II_Result result) {
      total(result);
    }
  }

  /** A part that any number of threads hold. */
  private static final class HeldByAll extends HistogramSeries.Cell {
    HeldByAll(Buckets buckets) {
      super(buckets);
    }

    @Override
    boolean tryHold() {
      return true;
    }
  }

  /** The twin of {@link Histogram}. */
  @JCStressTest
  @Outcome(id = "101, 0", expect = ACCEPTABLE, desc = "both, once, in whole points")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "one lost or read twice, or a torn point")
  @State
  public static class WeakenedHistogram extends Distribution {
    private static final Buckets BUCKETS = new Buckets(BOUNDARIES);

    public WeakenedHistogram() {
      super(new HistogramSeries(Attributes.empty(), 0, BUCKETS, new HeldByAll(BUCKETS), false));
    }

    @Actor
    public void one() {
      series.addDouble(1);
    }

    @Actor
    public void otherAndCollector() {
      series.addDouble(100);
      collect();
    }

    @Arbiter
    public void rest(II_Result result) {
      total(result);
    }
  }

  /** Exponential buckets, too few for both values, so that the scale changes meanwhile. */
  @JCStressTest
  @Outcome(id = "101, 0", expect = ACCEPTABLE, desc = "both, once, in whole points")
  @Outcome(expect = FORBIDDEN, desc = "one lost or read twice, or a torn point")
  @State
  public static class Exponential extends Distribution {
    public Exponential() {
      super(new ExponentialSeries(Attributes.empty(), 0, 4, 20, false));
    }

    @Actor
    public void one() {
      series.addDouble(1);
    }

    @Actor
    public void otherAndCollector() {
      series.addDouble(100);
      collect();
    }

    @Arbiter
    public void rest(II_Result result) {
      total(result);
    }
  }

  /** The last value: what is read last is what was set last. */
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "the newer value was read last")
  @Outcome(expect = FORBIDDEN, desc = "the newer value was lost, or the older read after it")
  @State
  public static class LastValue {
    private final Series series = new LastValueSeries(Attributes.empty(), 0, true, true);
    private final Point values = new Point();
    private int read;

    @Actor
    public void writer() {
      series.addLong(1);
      series.addLong(2);
    }

    @Actor
    public void collector() {
      collect();
    }

    private void collect() {
      if (series.read(values, true)) {
        read = (int) values.sumBits;
      }
    }

    @Arbiter
    public void rest(I_Result result) {
      collect();
      result.r1 = read;
    }
  }
}
