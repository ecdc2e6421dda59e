// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ringlet.common.Clock;
import dev.ringlet.common.Resource;
import dev.ringlet.internal.time.AnchoredClock;
import dev.ringlet.internal.wire.RecordPool;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.util.Arrays;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** The shipped storage: a series that is let go while it is written. */
final class MetricStorageStress {
  private static final int LIMIT = 2;
  private static final OnDemandMetricReader READER =
      OnDemandMetricReader.builder()
          .setTemporality(Temporality.DELTA)
          .setCardinalityLimit(LIMIT)
          .build();
  private static final RingletMeterProvider PROVIDER =
      RingletMeterProvider.builder()
          .setResource(Resource.empty())
          .setPipeline(new AnchoredClock(Clock.system()), new RecordPool(64, 2))
          .addReader(READER)
          .build();
  private static final RingletMeter METER = (RingletMeter) PROVIDER.get("stress");
  private static final Attributes[] KEYS = new Attributes[2 * LIMIT + 1];

  static {
    for (int i = 0; i < KEYS.length; i++) {
      KEYS[i] = Attributes.builder().put("key", i).build();
    }
  }

  private MetricStorageStress() {}

  private static Stream stream(InstrumentType type) {
    Instrument instrument = new Instrument("stress", "", "", type, true, null, null);
    return new Views(PROVIDER.engine()).streams(instrument, METER.scope, READER).get(0);
  }

  /** A storage with so many series that those not written are let go. */
  private abstract static class Full {
    private final MetricStorage storage;
    private final RequestWriter requests = new RequestWriter(PROVIDER.engine(), Integer.MAX_VALUE);
    private int collected;

    Full(Stream stream) {
      storage = new MetricStorage(stream, PROVIDER.engine(), 0);
      for (int i = KEYS.length - 1; i >= 0; i--) {
        record(i, 1);
        if (i > 0) {
          collect();
        }
      }
      collected = 0;
    }

    final void record(int key, int value) {
      storage.recordLong(value, KEYS[key], Context.root());
    }

    final void collect() {
      requests.begin();
      requests.beginMeter(METER);
      storage.collect(requests, 1);
      requests.endRequest();
      if (requests.requests() > 0) {
        collected += sum(requests.body(0).data(), requests.body(0).position());
      }
    }

    private static int sum(byte[] bytes, int length) {
      try {
        Metric metric =
            ExportMetricsServiceRequest.parseFrom(Arrays.copyOf(bytes, length))
                .getResourceMetrics(0)
                .getScopeMetrics(0)
                .getMetrics(0);
        return metric.hasSum()
            ? metric.getSum().getDataPointsList().stream()
                .mapToInt(point -> (int) point.getAsInt())
                .sum()
            : metric.getHistogram().getDataPointsList().stream()
                .mapToInt(point -> (int) point.getSum())
                .sum();
      } catch (InvalidProtocolBufferException e) {
        return -1_000_000;
      }
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
  public static class CounterLetGo extends Full {
    private static final Stream STREAM = stream(InstrumentType.COUNTER);

    public CounterLetGo() {
      super(STREAM);
    }

    @Actor
    public void writer() {
      record(0, 10);
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
  public static class HistogramLetGo extends Full {
    private static final Stream STREAM = stream(InstrumentType.HISTOGRAM);

    public HistogramLetGo() {
      super(STREAM);
    }

    @Actor
    public void writer() {
      record(0, 10);
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
