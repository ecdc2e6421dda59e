// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.ringlet.common.Clock;
import dev.ringlet.common.Resource;
import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.time.AnchoredClock;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * The shipped storage: a series that is let go while it is written. That is soonest the case for
 * observed values, whose series go at the first collection without them.
 */
final class MetricStorageStress {
  private static final int SUM = 7;
  private static final int HISTOGRAM = 9;
  private static final int[] TO_METRIC = {1, 2, 2};
  private static final int POINTS = 1;
  private static final int AS_INT = 6;
  private static final int HISTOGRAM_SUM = 5;

  private static final OnDemandMetricReader READER = OnDemandMetricReader.builder().build();
  private static final RingletMeterProvider PROVIDER =
      RingletMeterProvider.builder()
          .setResource(Resource.empty())
          .setPipeline(new AnchoredClock(Clock.system()), new RecordPool(64, 2))
          .addReader(READER)
          .build();
  private static final RingletMeter METER = (RingletMeter) PROVIDER.get("stress");
  private static final ThreadLocal<RequestWriter> REQUESTS =
      ThreadLocal.withInitial(() -> new RequestWriter(PROVIDER.engine(), Integer.MAX_VALUE));

  private MetricStorageStress() {}

  private static Stream stream(Aggregation aggregation) {
    Instrument instrument =
        new Instrument("stress", "", "", InstrumentType.OBSERVABLE_COUNTER, true, null, null);
    return new Stream("stress", "", instrument, View.DEFAULT, aggregation, false, null, 2000, null);
  }

  /** A storage with one series, which has 1 in it. */
  private abstract static class LetGo {
    private final MetricStorage storage;
    private int collected;

    LetGo(Stream stream) {
      storage = new MetricStorage(stream, PROVIDER.engine(), 0);
      record(1);
    }

    final void record(int value) {
      storage.recordLong(value, Attributes.empty(), Context.root());
    }

    final void collect() {
      RequestWriter requests = REQUESTS.get();
      requests.begin();
      requests.beginMeter(METER);
      storage.collect(requests, 1);
      requests.endRequest();
      if (requests.requests() > 0) {
        byte[] bytes = requests.body(0).data();
        collected += sum(new ProtoReader(bytes, 0, requests.body(0).position()), 0);
      }
    }

    /** The sum of all points; none is there unless a message says so. */
    private static int sum(ProtoReader in, int depth) {
      int sum = 0;
      while (in.next()) {
        if (depth < TO_METRIC.length && in.field() == TO_METRIC[depth]) {
          sum += sum(in.message(), depth + 1);
        } else if (depth == TO_METRIC.length && (in.field() == SUM || in.field() == HISTOGRAM)) {
          for (ProtoReader data = in.message(); data.next(); ) {
            sum += data.field() == POINTS ? point(data.message()) : 0;
          }
        }
      }
      return sum;
    }

    private static int point(ProtoReader in) {
      int value = 0;
      while (in.next()) {
        if (in.field() == AS_INT && !in.hasLength()) {
          value += (int) in.number();
        } else if (in.field() == HISTOGRAM_SUM && !in.hasLength()) {
          value += (int) in.number64();
        }
      }
      return value;
    }

    final int total() {
      collect();
      return collected;
    }
  }

  /** A counter. */
  @JCStressTest
  @Outcome(id = "11", expect = ACCEPTABLE, desc = "told once")
  @Outcome(expect = FORBIDDEN, desc = "lost or told twice")
  @State
  public static class CounterLetGo extends LetGo {
    private static final Stream STREAM = stream(Aggregation.sum());

    public CounterLetGo() {
      super(STREAM);
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
  @Outcome(id = "11", expect = ACCEPTABLE, desc = "told once")
  @Outcome(expect = FORBIDDEN, desc = "lost or told twice")
  @State
  public static class HistogramLetGo extends LetGo {
    private static final Stream STREAM = stream(Aggregation.explicitBucketHistogram());

    public HistogramLetGo() {
      super(STREAM);
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
