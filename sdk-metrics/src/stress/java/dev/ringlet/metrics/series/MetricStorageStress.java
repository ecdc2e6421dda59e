// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.ringlet.common.Clock;
import dev.ringlet.common.Resource;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.time.AnchoredClock;
import dev.ringlet.metrics.series.SeriesFactory.Shape;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** The shipped storage: a series that is let go while it is written. */
final class MetricStorageStress {
  private static final MeterEngine ENGINE =
      new MeterEngine(
          MetricStorageStress.class,
          new AnchoredClock(Clock.system()),
          new RecordPool(64, 2),
          Resource.empty(),
          ExemplarMode.NONE);
  private static final Instrument COUNTER =
      new Instrument("stress", "", "", InstrumentKind.COUNTER, true, null, null);
  private static final SeriesFactory SUMS = new SeriesFactory(Shape.SUM, null, true, 0, 0);
  private static final SeriesFactory HISTOGRAMS =
      new SeriesFactory(Shape.EXPLICIT, new Buckets(new double[] {1, 100}), true, 0, 0);

  private MetricStorageStress() {}

  /** The shipped storage, which lets series go at the first collection without them. */
  private static class Storage extends SynchronousStorage {
    Storage(SeriesFactory factory) {
      super(
          new MetricStream("stress", "", COUNTER, COUNTER, factory, true, null, 2000, null),
          ENGINE,
          0,
          0);
    }

    @Override
    boolean evicts() {
      return true;
    }
  }

  /** Without a look at a series that was let go while it was written. */
  private static final class Weakened extends Storage {
    Weakened(SeriesFactory factory) {
      super(factory);
    }

    @Override
    void rescue(Series late) {}
  }

  /** Reads a series that it lets go before it marks it. */
  private static final class ReadsFirst extends Storage {
    ReadsFirst(SeriesFactory factory) {
      super(factory);
    }

    @Override
    boolean expire(Series series) {
      if (series.read(point, true)) {
        series.absorb(point);
        return false;
      }
      series.state(Series.DEAD);
      return true;
    }
  }

  /** A storage with one series, which has 1 in it. */
  private abstract static class LetGo {
    private final SynchronousStorage storage;
    private int collected;

    LetGo(SynchronousStorage storage) {
      this.storage = storage;
      record(1);
    }

    final void record(int value) {
      storage.recordLong(value, Attributes.empty(), Context.root());
    }

    final void collect() {
      synchronized (storage.lock()) {
        storage.open(1, 1);
        while (storage.next()) {
          Point point = storage.point();
          collected += (int) (storage.stream.isSum() ? point.sumBits : (long) point.sum);
        }
      }
    }

    final int total() {
      collect();
      return collected;
    }
  }

  /** A counter. */
  @JCStressTest
  @Outcome(id = "11", expect = ACCEPTABLE, desc = "reported once")
  @Outcome(expect = FORBIDDEN, desc = "lost or reported twice")
  @State
  public static class CounterLetGo extends LetGo {
    public CounterLetGo() {
      super(new Storage(SUMS));
    }

    @Actor
    public void writer() {
      record(10);
    }

    @Actor
    public void collector() {
      collect();
      collect();
    }

    @Arbiter
    public void rest(I_Result result) {
      result.r1 = total();
    }
  }

  /** A histogram. */
  @JCStressTest
  @Outcome(id = "11", expect = ACCEPTABLE, desc = "reported once")
  @Outcome(expect = FORBIDDEN, desc = "lost or reported twice")
  @State
  public static class HistogramLetGo extends LetGo {
    public HistogramLetGo() {
      super(new Storage(HISTOGRAMS));
    }

    @Actor
    public void writer() {
      record(10);
    }

    @Actor
    public void collector() {
      collect();
      collect();
    }

    @Arbiter
    public void rest(I_Result result) {
      result.r1 = total();
    }
  }

  /** The storage without {@code rescue}, which is seen to lose values. */
  @JCStressTest
  @Outcome(id = "11", expect = ACCEPTABLE, desc = "reported once")
  @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "lost, as nothing looks after it")
  @Outcome(expect = FORBIDDEN, desc = "reported twice")
  @State
  public static class WeakenedLetGo extends LetGo {
    public WeakenedLetGo() {
      super(new Weakened(SUMS));
    }

    @Actor
    public void writer() {
      record(10);
    }

    @Actor
    public void collector() {
      collect();
      collect();
    }

    @Arbiter
    public void rest(I_Result result) {
      result.r1 = total();
    }
  }

  /** The storage whose collector reads before it marks, so that a writer may see no mark. */
  @JCStressTest
  @Outcome(id = "11", expect = ACCEPTABLE, desc = "reported once")
  @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "lost between the two")
  @Outcome(expect = FORBIDDEN, desc = "reported twice")
  @State
  public static class WeakenedCollectorLetGo extends LetGo {
    public WeakenedCollectorLetGo() {
      super(new ReadsFirst(SUMS));
    }

    @Actor
    public void writer() {
      record(10);
    }

    @Actor
    public void collector() {
      collect();
      collect();
    }

    @Arbiter
    public void rest(I_Result result) {
      result.r1 = total();
    }
  }
}
