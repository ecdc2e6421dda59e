// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.metrics;

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
 * Measures the cost of one measurement on the thread that records it. All threads of a run share
 * one series, which is collected after each iteration. Every instrument is used before the
 * measurement begins, so that the JIT's profile has more than one kind of series, as in a service.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class MetricBenchmark {
  private static final int OTHER_MEASUREMENTS = 20_000;
  private static final int MASK = 1023;

  @Param({"official", "ringlet", "prometheus"})
  public String sdk;

  @Param({"longCounter", "doubleCounter", "gauge", "histogram", "exponential"})
  public String instrument;

  @Param({"constant", "fresh", "bound"})
  public String attributes;

  @Param({"cumulative", "delta"})
  public String temporality;

  /**
   * random: consecutive values differ; repeating: a cycle of the same 1,024 values; steady: near
   * 20.
   */
  @Param({"random", "repeating", "steady"})
  public String values;

  private MetricPeer peer;
  private Recording recording;

  /** Creates the SDK and the instrument. */
  @Setup
  public void setUp() {
    if (sdk.equals("prometheus")) {
      recording = PrometheusRecording.of(instrument, attributes);
    } else {
      peer = MetricPeer.of(sdk, temporality.equals("delta"));
      recording = Recording.of(peer.meter(), instrument, attributes);
      useEveryInstrument();
    }
  }

  private void useEveryInstrument() {
    for (String one : new String[] {"longCounter", "doubleCounter", "gauge", "histogram"}) {
      for (String given : new String[] {"constant", "bound"}) {
        Recording other = Recording.of(peer.meter(), one, one + "." + given, given);
        for (int i = 0; i < OTHER_MEASUREMENTS; i++) {
          other.record(i & MASK);
        }
      }
    }
  }

  /** Collects, so that delta series are reset as in a service. */
  @TearDown(Level.Iteration)
  public void collect() {
    recording.record(1);
    if (peer != null && peer.collect() == 0) {
      throw new IllegalStateException("nothing was collected");
    }
  }

  /** Closes the SDK. */
  @TearDown
  public void close() {
    if (peer != null) {
      peer.close();
    }
  }

  /** The values of one thread, from 0 to about 4,000. */
  @State(Scope.Thread)
  public static class Values {
    private final int[] repeated = new int[MASK + 1];
    private boolean repeats;
    private int at;
    private int next = 1;

    /** Creates the repeating values. */
    @Setup
    public void setUp(MetricBenchmark benchmark) {
      repeats = !benchmark.values.equals("random");
      for (int i = 0; i < repeated.length; i++) {
        int value = random();
        repeated[i] = benchmark.values.equals("steady") ? 15 + (value & 7) : value;
      }
    }

    int next() {
      return repeats ? repeated[at++ & MASK] : random();
    }

    private int random() {
      next = next * 1_103_515_245 + 12_345;
      return next >>> 20;
    }
  }

  /** Records one measurement. */
  @Benchmark
  public void record(Values values) {
    recording.record(values.next());
  }
}
