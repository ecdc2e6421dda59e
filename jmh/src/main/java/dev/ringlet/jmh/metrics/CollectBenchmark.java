// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.metrics;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures the collection of 10,000 series into the bytes of an OTLP request. With delta
 * temporality each series gets one measurement before each collection; its time is not measured.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class CollectBenchmark {
  private static final int SERIES = 10_000;

  @Param({"official", "ringlet"})
  public String sdk;

  @Param({"longCounter", "histogram", "exponential"})
  public String instrument;

  @Param({"cumulative", "delta"})
  public String temporality;

  private final List<Attributes> attributes = new ArrayList<>();
  private MetricPeer peer;
  private LongCounter counter;
  private DoubleHistogram histogram;

  /** Creates the series. */
  @Setup
  public void setUp() {
    peer = MetricPeer.of(sdk, temporality.equals("delta"));
    if (instrument.equals("longCounter")) {
      counter = peer.meter().counterBuilder(instrument).build();
    } else {
      histogram = peer.meter().histogramBuilder(instrument).build();
    }
    AttributeKey<Long> user = AttributeKey.longKey("user");
    for (long i = 0; i < SERIES; i++) {
      attributes.add(
          Attributes.of(
              Recording.METHOD,
              "GET",
              Recording.ROUTE,
              "/users/{id}",
              Recording.STATUS,
              200L,
              user,
              i));
    }
    for (int round = 1; round < 100; round++) {
      recordAll(round * round % 4_000);
    }
  }

  private void recordAll(int value) {
    for (Attributes one : attributes) {
      if (counter != null) {
        counter.add(1, one);
      } else {
        histogram.record(value, one);
      }
    }
  }

  /** Closes the SDK. */
  @TearDown
  public void close() {
    peer.close();
  }

  /** Records one measurement for each series if the temporality is delta. */
  @Setup(Level.Invocation)
  public void record() {
    if (temporality.equals("delta")) {
      recordAll(7);
    }
  }

  /** Collects and encodes all series, and returns the bytes. */
  @Benchmark
  public long collect() {
    return peer.collect();
  }
}
