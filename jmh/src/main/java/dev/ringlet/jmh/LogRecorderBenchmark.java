// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh;

import dev.ringlet.export.Signal;
import dev.ringlet.logs.LogRecorder;
import dev.ringlet.logs.RingletLoggerProvider;
import io.opentelemetry.api.logs.Severity;
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

/**
 * Measures the cost of a log record through {@link LogRecorder}; compare with {@link LogBenchmark}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class LogRecorderBenchmark {
  private final Peer peer = Peer.of("ringlet");
  private LogRecorder recorder;

  /** State of one thread. */
  @State(Scope.Thread)
  public static class Local {
    /** The handle of the record escapes into this field. */
    public long record;

    private long made;

    /** Reports how many of the records reached the exporter; exact with one thread. */
    @TearDown(Level.Trial)
    public void report(LogRecorderBenchmark benchmark) {
      if (benchmark.peer.report("recorder", Signal.LOGS, made) == 0) {
        throw new IllegalStateException("nothing was exported, so nothing was measured");
      }
    }
  }

  /** A thread on which a span is current. */
  @State(Scope.Thread)
  public static class InSpan extends CurrentSpan {
    /** Makes the span current. */
    @Setup(Level.Trial)
    public void enter(LogRecorderBenchmark benchmark) {
      enter(benchmark.peer);
    }
  }

  /** Creates the recorder. */
  @Setup
  public void start() {
    RingletLoggerProvider provider = (RingletLoggerProvider) peer.openTelemetry().getLogsBridge();
    recorder = provider.loggerBuilder("com.example.login").buildRecorder();
  }

  /** Stops the SDK. */
  @TearDown
  public void stop() {
    peer.close();
  }

  /** Severity and body in one call, outside any span. */
  @Benchmark
  public void message(Local local) {
    recorder.emit(Severity.INFO, LogBenchmark.BODY);
    local.made++;
  }

  /** Severity and body, outside any span. */
  @Benchmark
  public void small(Local local) {
    long record = recorder.begin(Severity.INFO);
    local.record = record;
    recorder.setBody(record, LogBenchmark.BODY);
    recorder.emit(local.record);
    local.made++;
  }

  /** Severity, body, two strings and a number, inside a span. */
  @Benchmark
  public void typical(Local local, InSpan span) {
    long record = recorder.begin(Severity.INFO);
    local.record = record;
    recorder.setBody(record, LogBenchmark.BODY);
    recorder.put(record, "user.name", "ada");
    recorder.put(record, "url.path", "/login");
    recorder.put(record, "login.attempts", 2);
    recorder.emit(local.record);
    local.made++;
  }
}
