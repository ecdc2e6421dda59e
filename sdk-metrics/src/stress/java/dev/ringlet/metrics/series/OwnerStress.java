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
 * Series that a thread may own: the owner and another writer lose nothing, a collector that reads
 * meanwhile sees whole points, and twins without one of the precautions are seen to fail.
 */
final class OwnerStress {
  private static final double[] BOUNDARIES = {1, 10};

  private OwnerStress() {}

  /** Two threads that both would own a sum, one of which also collects. */
  @JCStressTest
  @Outcome(id = "33", expect = ACCEPTABLE, desc = "each measurement once")
  @Outcome(expect = FORBIDDEN, desc = "one lost or read twice")
  @State
  public static class OwnedSum {
    private final LongSumSeries series = new LongSumSeries(Attributes.empty(), 0);
    private final Point values = new Point();
    private int collected;

    public OwnedSum() {
      series.open();
    }

    private void collect() {
      series.read(values, true);
      collected += (int) values.sumBits;
    }

    @Actor
    public void one() {
      series.addLong(1);
      series.addLong(2);
    }

    @Actor
    public void otherAndCollector() {
      series.addLong(10);
      collect();
      series.addLong(20);
    }

    @Arbiter
    public void rest(I_Result result) {
      collect();
      result.r1 = collected;
    }
  }

  /** A cell that its owner writes plainly and the collector empties. */
  @JCStressTest
  @Outcome(id = "3", expect = ACCEPTABLE, desc = "by luck")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "lost or read twice")
  @State
  public static class OwnedSumWeakened {
    private volatile long cell;
    private long collected;

    @Actor
    public void owner() {
      cell = cell + 1;
      cell = cell + 2;
    }

    @Actor
    public void collector() {
      collected += cell;
      cell = 0;
    }

    @Arbiter
    public void rest(I_Result result) {
      result.r1 = (int) (collected + cell);
    }
  }

  /** What is read while the owner writes. */
  private abstract static class Distribution {
    final StripedSeries series;
    final Point values = new Point();

    Distribution(boolean exponential) {
      if (exponential) {
        values.positive = new ExponentialBuckets(4);
        values.negative = new ExponentialBuckets(4);
        series = new ExponentialSeries(Attributes.empty(), 0, 4, 20, true);
      } else {
        values.counts = new long[BOUNDARIES.length + 1];
        series = new HistogramSeries(Attributes.empty(), 0, new Buckets(BOUNDARIES), true);
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
      super(false);
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
      super(true);
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

  /** A collector that does not look at the version. */
  @JCStressTest
  @Outcome(id = "1, 101", expect = ACCEPTABLE, desc = "by luck")
  @Outcome(id = "0, 101", expect = ACCEPTABLE_INTERESTING, desc = "a torn point")
  @Outcome(expect = FORBIDDEN, desc = "something lost")
  @State
  public static class OwnedHistogramWeakened extends Distribution {
    public OwnedHistogramWeakened() {
      super(false);
    }

    @Actor
    public void owner() {
      write();
    }

    @Actor
    public void collector(II_Result result) {
      values.clear();
      series.own().copy(values);
      result.r1 = whole();
    }

    @Arbiter
    public void rest(II_Result result) {
      series.read(values, false);
      result.r2 = (int) values.sum;
    }
  }
}
