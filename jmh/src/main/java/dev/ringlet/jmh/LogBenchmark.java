// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh;

import dev.ringlet.export.Signal;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Measures the cost of a log record on the thread that emits it, through the API. The builder
 * escapes into a {@link Blackhole}, as it does in applications whose code is not compiled together
 * with the SDK, so that the JIT cannot remove the object. It is not stored in a field, because the
 * garbage collector's store barrier would wait until all earlier stores have reached the cache.
 * That is an eighth of the time of a record, which neither SDK causes.
 *
 * <p>At its end each trial prints how many of the records reached the exporter. An SDK that drops
 * records does less work.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class LogBenchmark {
  private static final AttributeKey<String> USER = AttributeKey.stringKey("user.name");
  private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
  private static final AttributeKey<Long> ATTEMPTS = AttributeKey.longKey("login.attempts");
  static final String BODY = "User signed in from a new device";

  /** The SDK under test; official-encoding is the official SDK with an exporter that encodes. */
  @Param({"official", "official-encoding", "ringlet", "noop"})
  public String sdk;

  private Peer peer;
  private Logger logger;

  /** State of one thread. */
  @State(org.openjdk.jmh.annotations.Scope.Thread)
  public static class Local {
    private final Throwable exception = new IllegalStateException("The session has expired");
    private long made;

    /** Reports how many of the records reached the exporter; exact with one thread. */
    @TearDown(Level.Trial)
    public void report(LogBenchmark benchmark) {
      if (benchmark.peer.report(benchmark.sdk, Signal.LOGS, made) == 0) {
        throw new IllegalStateException("nothing was exported, so nothing was measured");
      }
    }
  }

  /** A thread on which a span of the SDK under test is current. */
  @State(org.openjdk.jmh.annotations.Scope.Thread)
  public static class InSpan extends CurrentSpan {
    /** Makes the span current. */
    @Setup(Level.Trial)
    public void enter(LogBenchmark benchmark) {
      enter(benchmark.peer);
    }
  }

  static void setMessage(LogRecordBuilder builder) {
    builder.setSeverity(Severity.INFO).setBody(BODY);
  }

  static void setTwo(LogRecordBuilder builder) {
    setMessage(builder);
    builder.setAttribute(USER, "ada").setAttribute(PATH, "/login");
  }

  static void setTypical(LogRecordBuilder builder) {
    setTwo(builder);
    builder.setAttribute(ATTEMPTS, 2L);
  }

  /** Starts the SDK. */
  @Setup
  public void start() {
    peer = Peer.of(sdk);
    logger = peer.openTelemetry().getLogsBridge().loggerBuilder("com.example.login").build();
  }

  /** Stops the SDK. */
  @TearDown
  public void stop() {
    peer.close();
  }

  /** Severity and body, outside any span. */
  @Benchmark
  public void small(Local local, Blackhole escape) {
    LogRecordBuilder builder = logger.logRecordBuilder();
    escape.consume(builder);
    setMessage(builder);
    builder.emit();
    local.made++;
  }

  /** Severity, body and two strings by constant keys, inside a span. */
  @Benchmark
  public void two(Local local, InSpan span, Blackhole escape) {
    LogRecordBuilder builder = logger.logRecordBuilder();
    escape.consume(builder);
    setTwo(builder);
    builder.emit();
    local.made++;
  }

  /** Severity, body, two strings and a number by constant keys, inside a span. */
  @Benchmark
  public void typical(Local local, InSpan span, Blackhole escape) {
    LogRecordBuilder builder = logger.logRecordBuilder();
    escape.consume(builder);
    setTypical(builder);
    builder.emit();
    local.made++;
  }

  /** Severity, body and an exception with its stack trace, inside a span. */
  @Benchmark
  public void exception(Local local, InSpan span, Blackhole escape) {
    LogRecordBuilder builder = logger.logRecordBuilder();
    escape.consume(builder);
    builder.setSeverity(Severity.ERROR).setBody(BODY).setException(local.exception);
    builder.emit();
    local.made++;
  }
}
