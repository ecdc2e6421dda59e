// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh;

import dev.ringlet.export.Signal;
import dev.ringlet.trace.RingletTracerProvider;
import dev.ringlet.trace.SpanRecorder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Measures the cost of a span through {@link SpanRecorder}; compare with {@link SpanBenchmark}. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class RecorderBenchmark {
  private final Peer peer = Peer.of("ringlet");
  private SpanRecorder recorder;

  /** State of one thread. */
  @State(Scope.Thread)
  public static class Local {
    /** The handle of the span escapes into this field. */
    public long span;

    long made;

    /** Reports how many of the spans reached the exporter; exact with one thread. */
    @TearDown(Level.Trial)
    public void report(RecorderBenchmark benchmark) {
      benchmark.peer.report("recorder", Signal.TRACES, made);
    }
  }

  /** Creates the recorder. */
  @Setup
  public void start() {
    RingletTracerProvider provider =
        (RingletTracerProvider) peer.openTelemetry().getTracerProvider();
    recorder = provider.tracerBuilder("dev.ringlet.jmh").buildRecorder();
  }

  /** Stops the SDK. */
  @TearDown
  public void stop() {
    peer.close();
  }

  /** A root span with three strings and two numbers. */
  @Benchmark
  public void five(Local local) {
    long span = recorder.start("GET /users/{id}", SpanKind.INTERNAL, Context.root());
    local.span = span;
    recorder.put(span, SpanBenchmark.METHOD, "GET");
    recorder.put(span, SpanBenchmark.ROUTE, "/users/{id}");
    recorder.put(span, SpanBenchmark.ADDRESS, "api.example.com");
    recorder.put(span, SpanBenchmark.PORT, 8080);
    recorder.put(span, SpanBenchmark.STATUS, 200);
    recorder.end(local.span);
    local.made++;
  }
}
