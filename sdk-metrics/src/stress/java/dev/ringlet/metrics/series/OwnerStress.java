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
 * Series that a thread may own: the owner and another writer lose nothing, and a collector that
 * reads at the same time sees whole points. A twin is the shipped class with one method weakened,
 * and is seen to fail.
 */
final class OwnerStress {
  private static final double[] BOUNDARIES = {1, 10};

  private OwnerStress() {}

  /** Two threads that both would own a sum, one of which also collects. */
  private abstract static class Owned {
    private final LongSumSeries series;
    private final Point values = new Point();
    private int collected;

    Owned(LongSumSeries series) {
      this.series = series;
      series.open();
    }

    final void add(int value) {
      series.addLong(value);
    }

    final void collect() {
      series.read(values, true);
      collected += (int) values.sumBits;
    }

    final int total() {
      collect();
      return collected;
    }
  }

  /** The shipped sum. */
  @JCStressTest
  @Outcome(id = "33", expect = ACCEPTABLE, desc = "each measurement once")
  @Outcome(expect = FORBIDDEN, desc = "one lost or read twice")
  @State
  public static class OwnedSum extends Owned {
    public OwnedSum() {
      super(new LongSumSeries(Attributes.empty(), 0));
    }

    @Actor
    public void one() {
      add(1);
      add(2);
    }

    @Actor
    public void otherAndCollector() {
      add(10);
      collect();
      add(20);
    }

    @Arbiter
    public void rest(I_Result result) {
      result.r1 = total();
    }
  }

  /** The collector empties the cell of the owner, which writes it by plain stores. */
  private static final class EmptiesTheOwner extends LongSumSeries {
    EmptiesTheOwner() {
      super(Attributes.empty(), 0);
    }

    @Override
    long takeOwn() {
      long before = own;
      own = 0;
      return before;
    }
  }

  /** The twin of {@link OwnedSum}. */
  @JCStressTest
  @Outcome(id = "33", expect = ACCEPTABLE, desc = "each measurement once")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "one lost or read twice")
  @State
  public static class WeakenedOwnedSum extends Owned {
    public WeakenedOwnedSum() {
      super(new EmptiesTheOwner());
    }

    @Actor
    public void one() {
      add(1);
      add(2);
    }

    @Actor
    public void otherAndCollector() {
      add(10);
      collect();
      add(20);
    }

    @Arbiter
    public void rest(I_Result result) {
      result.r1 = total();
    }
  }

  /** What is read while the owner writes. */
  private abstract static class Distribution {
    final StripedSeries series;
    final Point values = new Point();

    Distribution(StripedSeries series) {
      this.series = series;
      values.positive = new ExponentialBuckets(4);
      values.negative = new ExponentialBuckets(4);
      if (series instanceof HistogramSeries) {
        values.counts = new long[BOUNDARIES.length + 1];
      }
    }

    final void write() {
      series.addDouble(1);
      series.addDouble(100);
    }

    /** 1 if count, sum, ends and buckets are those of none, the first or both measurements. */
    final int whole() {
      long inBuckets = 0;
      if (values.counts != null) {
        for (long one : values.counts) {
          inBuckets += one;
        }
      } else {
        for (int i = values.positive.start(); i <= values.positive.end(); i++) {
          inBuckets += values.positive.count(i);
        }
      }
      boolean right;
      if (values.count == 0) {
        right = values.sum == 0;
      } else if (values.count == 1) {
        right = values.sum == 1 && values.min == 1 && values.max == 1;
      } else {
        right = values.sum == 101 && values.min == 1 && values.max == 100;
      }
      return right && inBuckets == values.count ? 1 : 0;
    }
  }

  /** Explicit buckets. */
  @JCStressTest
  @Outcome(id = "1, 101", expect = ACCEPTABLE, desc = "a whole point, and in the end all")
  @Outcome(expect = FORBIDDEN, desc = "a torn point, or something lost")
  @State
  public static class OwnedHistogram extends Distribution {
    public OwnedHistogram() {
      super(new HistogramSeries(Attributes.empty(), 0, new Buckets(BOUNDARIES), true));
    }

    @Actor
    public void owner() {
      write();
    }

    @Actor
    public void collector(II_Result result) {
      series.read(values, false);
      result.r1 = whole();
    }

    @Arbiter
    public void rest(II_Result result) {
      series.read(values, false);
      result.r2 = (int) values.sum;
    }
  }

  /** Exponential buckets, too few for both values, so that the scale changes meanwhile. */
  @JCStressTest
  @Outcome(id = "1, 101", expect = ACCEPTABLE, desc = "a whole point, and in the end all")
  @Outcome(expect = FORBIDDEN, desc = "a torn point, or something lost")
  @State
  public static class OwnedExponential extends Distribution {
    public OwnedExponential() {
      super(new ExponentialSeries(Attributes.empty(), 0, 4, 20, true));
    }

    @Actor
    public void owner() {
      write();
    }

    @Actor
    public void collector(II_Result result) {
      series.read(values, false);
      result.r1 = whole();
    }

    @Arbiter
    public void rest(II_Result result) {
      series.read(values, false);
      result.r2 = (int) values.sum;
    }
  }

  /** A part that is read without a look at its version. */
  private static final class ReadBlindly extends HistogramSeries.Cell {
    ReadBlindly(Buckets buckets) {
      super(buckets);
    }

    @Override
    boolean readFirst(Point into) {
      copy(into);
      return true;
    }
  }

  /** The twin of {@link OwnedHistogram}. */
  @JCStressTest
  @Outcome(id = "1, 101", expect = ACCEPTABLE, desc = "a whole point, and in the end all")
  @Outcome(id = "0, 101", expect = ACCEPTABLE_INTERESTING, desc = "a torn point")
  @Outcome(expect = FORBIDDEN, desc = "something lost")
  @State
  public static class WeakenedOwnedHistogram extends Distribution {
    private static final Buckets BUCKETS = new Buckets(BOUNDARIES);

    public WeakenedOwnedHistogram() {
      super(new HistogramSeries(Attributes.empty(), 0, BUCKETS, new ReadBlindly(BUCKETS), true));
    }

    @Actor
    public void owner() {
      write();
    }

    @Actor
    public void collector(II_Result result) {
      series.read(values, false);
      result.r1 = whole();
    }

    @Arbiter
    public void rest(II_Result result) {
      series.read(values, false);
      result.r2 = (int) values.sum;
    }
  }
}
