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
 * Writers against a collector that empties the cells they write: each measurement is read once, and
 * points are whole. Twins without one of the precautions are seen to fail. Two actors each, since a
 * test with more is passed over where there are two processors.
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

    Sum(boolean isLong) {
      this.isLong = isLong;
      series =
          isLong
              ? new LongSumSeries(Attributes.empty(), 0)
              : new DoubleSumSeries(Attributes.empty(), 0);
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
      super(true);
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
      super(false);
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

    Distribution(boolean exponential) {
      if (exponential) {
        values.positive = new ExponentialBuckets(4);
        values.negative = new ExponentialBuckets(4);
        series = new ExponentialSeries(Attributes.empty(), 0, 4, 20, false);
      } else {
        values.counts = new long[BOUNDARIES.length + 1];
        series = new HistogramSeries(Attributes.empty(), 0, new Buckets(BOUNDARIES), false);
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
      super(false);
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
      super(true);
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

  /** The last value: what is told last is what was set last. */
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "the newer value was told last")
  @Outcome(expect = FORBIDDEN, desc = "the newer value was lost, or the older told after it")
  @State
  public static class LastValue {
    private final Series series = new LastValueSeries(Attributes.empty(), 0, true, true);
    private final Point values = new Point();
    private int told;

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
        told = (int) values.sumBits;
      }
    }

    @Arbiter
    public void rest(I_Result result) {
      collect();
      result.r1 = told;
    }
  }

  /** A series that dies: the collector stores that and reads, the writer adds and looks. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "read by the collector or moved by the writer")
  @Outcome(expect = FORBIDDEN, desc = "lost or counted twice")
  @State
  public static class Death extends Dying {
    @Actor
    public void writer() {
      series.addLong(1);
      if (series.state() == Series.DEAD) {
        take();
      }
    }

    @Actor
    public void collector() {
      series.state(Series.DEAD);
      take();
    }

    @Arbiter
    public void rest(I_Result result) {
      result.r1 = moved;
    }
  }

  /** The same, but the writer looks only before it adds. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "by luck")
  @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "lost")
  @State
  public static class DeathWriterWeakened extends Dying {
    @Actor
    public void writer() {
      boolean dead = series.state() == Series.DEAD;
      series.addLong(1);
      if (dead) {
        take();
      }
    }

    @Actor
    public void collector() {
      series.state(Series.DEAD);
      take();
    }

    @Arbiter
    public void rest(I_Result result) {
      result.r1 = moved;
    }
  }

  /** The same, but the collector reads before it stores. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "by luck")
  @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "lost")
  @State
  public static class DeathCollectorWeakened extends Dying {
    @Actor
    public void writer() {
      series.addLong(1);
      if (series.state() == Series.DEAD) {
        take();
      }
    }

    @Actor
    public void collector() {
      take();
      series.state(Series.DEAD);
    }

    @Arbiter
    public void rest(I_Result result) {
      result.r1 = moved;
    }
  }

  /** A series and those who take what is left in it, one at a time. */
  private abstract static class Dying {
    final Series series = new LongSumSeries(Attributes.empty(), 0);
    int moved;
    private final Point values = new Point();

    final synchronized void take() {
      if (series.read(values, true)) {
        moved += (int) values.sumBits;
      }
    }
  }

  /** A histogram whose stripes nobody holds: what a collector in between reads. */
  @JCStressTest
  @Outcome(id = "101, 0", expect = ACCEPTABLE, desc = "by luck")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "lost, read twice or torn")
  @State
  public static class HistogramWeakened extends Distribution {
    private final HistogramCell stripe = ((StripedSeries) series).holdFirst();

    public HistogramWeakened() {
      super(false);
      stripe.free();
    }

    private void record(double value) {
      stripe.record(value);
      stripe.free(); // published all the same
    }

    @Actor
    public void one() {
      record(1);
    }

    @Actor
    public void otherAndCollector() {
      record(100);
      collect();
    }

    @Arbiter
    public void rest(II_Result result) {
      total(result);
    }
  }
}
