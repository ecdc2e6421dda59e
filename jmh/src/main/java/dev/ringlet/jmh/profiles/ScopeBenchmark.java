// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.profiles;

import dev.ringlet.RingletSdk;
import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import dev.ringlet.export.Signal;
import dev.ringlet.profiles.RingletProfiler;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Makes a span current and closes the scope, with the API's context storage, and with Ringlet's
 * context storage while profiling is off and on.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(org.openjdk.jmh.annotations.Scope.Thread)
public class ScopeBenchmark {
  /** The state of profiling. */
  @Param({"absent", "off", "on"})
  public String profiles;

  private Context context;
  private RingletSdk sdk;
  private RingletProfiler profiler;

  /** Starts the profiler if profiling is on. */
  @Setup(Level.Trial)
  public void setUp() {
    Config config = Config.fromSystem(Map.of());
    if (!profiles.equals("absent")) {
      RingletProfiler.prepare(config);
    }
    if (profiles.equals("on")) {
      profiler = RingletProfiler.start(config, Resource.getDefault(), new DiscardingExporter());
    }
    sdk =
        RingletSdk.builder()
            .property("otel.traces.exporter", "none")
            .property("otel.metrics.exporter", "none")
            .property("otel.logs.exporter", "none")
            .addExporter(Signal.TRACES, new DiscardingExporter())
            .build();
    Span span = sdk.getTracer("bench").spanBuilder("scope").startSpan();
    if (!span.getSpanContext().isSampled()) {
      throw new IllegalStateException("spans that are not sampled are not written down");
    }
    context = Context.root().with(span);
  }

  /** Closes the profiler and the SDK. */
  @TearDown(Level.Trial)
  public void tearDown() {
    if (profiler != null) {
      profiler.close();
    }
    sdk.close();
  }

  /** Makes the span current and closes the scope. */
  @Benchmark
  public Context scope() {
    try (Scope scope = context.makeCurrent()) {
      return scope == null ? null : Context.current();
    }
  }
}
