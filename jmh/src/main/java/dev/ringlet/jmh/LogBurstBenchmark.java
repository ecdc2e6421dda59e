// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh;

import dev.ringlet.export.Signal;
import dev.ringlet.logs.LogRecorder;
import dev.ringlet.logs.RingletLoggerProvider;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Measures the cost of a log record on the thread that emits it while the queue has room: bursts of
 * fewer records than the queue of either SDK holds, and after each burst a flush that is not
 * measured. In {@link LogBenchmark} the queue is full most of the time, and an SDK that drops more
 * does less work.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class LogBurstBenchmark {
  private static final int BURST = 1000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** The SDK under test. */
  @Param({"official", "official-encoding", "ringlet"})
  public String sdk;

  /** The handle of the record escapes into this field. */
  public long record;

  private Peer peer;
  private Logger logger;
  private LogRecorder recorder;
  private long made;

  /** CPU time of the bursts alone. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Cpu {
    /** CPU time of all iterations, in nanoseconds. */
    public long cpuNanos;

    /** Number of records that were emitted in this time. */
    public long records;
  }

  /** A thread on which a span of the SDK under test is current. */
  @State(Scope.Thread)
  public static class InSpan extends CurrentSpan {
    /** Makes the span current. */
    @Setup(Level.Trial)
    public void enter(LogBurstBenchmark benchmark) {
      enter(benchmark.peer);
    }
  }

  /** Starts the SDK. */
  @Setup
  public void start() {
    peer = Peer.of(sdk);
    logger = peer.openTelemetry().getLogsBridge().loggerBuilder("com.example.login").build();
    if (peer.openTelemetry().getLogsBridge() instanceof RingletLoggerProvider) {
      recorder =
          ((RingletLoggerProvider) peer.openTelemetry().getLogsBridge())
              .loggerBuilder("com.example.login")
              .buildRecorder();
    }
  }

  /**
   * Empties the queue for the next burst. A flush of the official SDK may miss the newest records.
   */
  @TearDown(Level.Invocation)
  public void flush() throws InterruptedException {
    long exported = peer.flushAndCountExported(Signal.LOGS);
    for (int tries = 0; exported != made && tries < 1000; tries++) {
      Thread.sleep(1);
      exported = peer.flushAndCountExported(Signal.LOGS);
    }
    if (exported != made) {
      throw new IllegalStateException(made + " records made, " + exported + " exported");
    }
  }

  /** Stops the SDK. */
  @TearDown
  public void stop() {
    peer.close();
  }

  /** Severity and body. */
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void small(Cpu cpu, InSpan span, Blackhole escape) {
    long before = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < BURST; i++) {
      LogRecordBuilder builder = logger.logRecordBuilder();
      escape.consume(builder);
      LogBenchmark.setMessage(builder);
      builder.emit();
    }
    count(cpu, before);
  }

  /** Severity, body and two strings by constant keys. */
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void two(Cpu cpu, InSpan span, Blackhole escape) {
    long before = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < BURST; i++) {
      LogRecordBuilder builder = logger.logRecordBuilder();
      escape.consume(builder);
      LogBenchmark.setTwo(builder);
      builder.emit();
    }
    count(cpu, before);
  }

  /** Severity, body, two strings and a number by constant keys. */
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void typical(Cpu cpu, InSpan span, Blackhole escape) {
    long before = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < BURST; i++) {
      LogRecordBuilder builder = logger.logRecordBuilder();
      escape.consume(builder);
      LogBenchmark.setTypical(builder);
      builder.emit();
    }
    count(cpu, before);
  }

  /** The same through {@link LogRecorder}, which only Ringlet has. */
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void typicalByRecorder(Cpu cpu, InSpan span) {
    long before = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < BURST; i++) {
      record = recorder.begin(Severity.INFO);
      recorder.setBody(record, LogBenchmark.BODY);
      recorder.put(record, "user.name", "ada");
      recorder.put(record, "url.path", "/login");
      recorder.put(record, "login.attempts", 2);
      recorder.emit(record);
    }
    count(cpu, before);
  }

  private void count(Cpu cpu, long before) {
    cpu.cpuNanos += THREADS.getCurrentThreadCpuTime() - before;
    cpu.records += BURST;
    made += BURST;
  }
}
