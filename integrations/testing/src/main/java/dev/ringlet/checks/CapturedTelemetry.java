// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.ringlet.checks.assertj.LogRecordsAssert;
import dev.ringlet.checks.assertj.MetricsAssert;
import dev.ringlet.checks.assertj.TelemetryAssertions;
import dev.ringlet.checks.assertj.TracesAssert;
import dev.ringlet.checks.data.CapturedLogRecord;
import dev.ringlet.checks.data.CapturedMetric;
import dev.ringlet.checks.data.CapturedSpan;
import dev.ringlet.checks.data.CapturedTrace;
import dev.ringlet.checks.validation.Finding;
import dev.ringlet.checks.validation.Severity;
import dev.ringlet.checks.validation.TelemetryValidator;
import dev.ringlet.export.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The telemetry of a test: requests of OTLP, decoded with the classes of the protocol. A request
 * that cannot be decoded makes every later look fail. Thread-safe.
 */
public abstract sealed class CapturedTelemetry implements AutoCloseable
    permits TestTelemetry, TelemetryReceiver {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** How long a wait sleeps when nothing arrives: metrics and other threads do not wake it. */
  private static final long MAX_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final List<CapturedSpan> spans = new ArrayList<>();
  private final List<CapturedLogRecord> logs = new ArrayList<>();
  private final Map<MetricKey, CapturedMetric> metrics = new LinkedHashMap<>();
  private final TelemetryValidator validator;
  private long arrivals;
  private @Nullable Throwable undecodable;

  private record MetricKey(Object resource, Object scope, String name) {}

  CapturedTelemetry(TelemetryValidator validator) {
    this.validator = validator;
  }

  /** Lets what the application has recorded arrive, where this can be asked for. */
  abstract void flush();

  final void accept(Signal signal, byte[] request) {
    try {
      accept(
          switch (signal) {
            case TRACES -> ExportTraceServiceRequest.parseFrom(request);
            case METRICS -> ExportMetricsServiceRequest.parseFrom(request);
            case LOGS -> ExportLogsServiceRequest.parseFrom(request);
            case PROFILES -> throw new IllegalArgumentException("profiles cannot be received");
          });
    } catch (InvalidProtocolBufferException e) {
      reject(e);
    }
  }

  final void accept(Message request) {
    lock.lock();
    try {
      if (request instanceof ExportTraceServiceRequest traces) {
        spans.addAll(CapturedSpan.of(traces));
        validator.add(traces);
      } else if (request instanceof ExportMetricsServiceRequest collection) {
        CapturedMetric.of(collection).forEach(metric -> metrics.put(key(metric), metric));
        validator.add(collection);
      } else if (request instanceof ExportLogsServiceRequest records) {
        logs.addAll(CapturedLogRecord.of(records));
        validator.add(records);
      }
      signalArrival();
    } finally {
      lock.unlock();
    }
  }

  private static MetricKey key(CapturedMetric metric) {
    return new MetricKey(metric.getResource(), metric.getInstrumentationScope(), metric.getName());
  }

  final void reject(Throwable reason) {
    lock.lock();
    try {
      undecodable = undecodable == null ? reason : undecodable;
      signalArrival();
    } finally {
      lock.unlock();
    }
  }

  private void signalArrival() {
    arrivals++;
    arrived.signalAll();
  }

  private <T> List<T> flushed(Iterable<T> all) {
    flush();
    lock.lock();
    try {
      if (undecodable != null) {
        throw new AssertionError("a request could not be decoded: " + undecodable, undecodable);
      }
      List<T> copy = new ArrayList<>();
      all.forEach(copy::add);
      return copy;
    } finally {
      lock.unlock();
    }
  }

  /** Returns all spans that have ended, in the order in which they came. */
  public final List<CapturedSpan> getSpans() {
    return flushed(spans);
  }

  /** Returns the traces of all spans that have ended, in the order of their starts. */
  public final List<CapturedTrace> getTraces() {
    return CapturedTrace.of(getSpans());
  }

  /** Returns all log records, in the order in which they came. */
  public final List<CapturedLogRecord> getLogRecords() {
    return flushed(logs);
  }

  /** Returns the metrics, each as it was collected last. */
  public final List<CapturedMetric> getMetrics() {
    return flushed(metrics.values());
  }

  /** Begins assertions of all traces. */
  public final TracesAssert assertTraces() {
    return TelemetryAssertions.assertThatTraces(getTraces());
  }

  /** Begins assertions of all metrics. */
  public final MetricsAssert assertMetrics() {
    return TelemetryAssertions.assertThatMetrics(getMetrics());
  }

  /** Begins assertions of all log records. */
  public final LogRecordsAssert assertLogRecords() {
    return TelemetryAssertions.assertThatLogRecords(getLogRecords());
  }

  /**
   * Waits at most ten seconds until assertions hold, for telemetry of other threads or processes.
   *
   * @param assertions called whenever something has arrived
   * @throws AssertionError that of the last try
   */
  public final void await(Runnable assertions) {
    await(LIMIT, assertions);
  }

  /** As {@link #await(Runnable)}, with a limit of its own. */
  public final void await(Duration limit, Runnable assertions) {
    Objects.requireNonNull(assertions, "assertions");
    long begin = System.nanoTime();
    while (true) {
      long seen = arrivals();
      try {
        assertions.run();
        return;
      } catch (AssertionError e) {
        Duration waited = Duration.ofNanos(System.nanoTime() - begin);
        if (waited.compareTo(limit) >= 0 || !pause(seen)) {
          throw e;
        }
      }
    }
  }

  private long arrivals() {
    lock.lock();
    try {
      return arrivals;
    } finally {
      lock.unlock();
    }
  }

  /** Returns false if the thread is interrupted, which then stays so. */
  private boolean pause(long seen) {
    lock.lock();
    try {
      if (arrivals == seen) {
        arrived.awaitNanos(MAX_PAUSE_NANOS);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Returns what the validator finds in the telemetry so far. */
  public final List<Finding> findings() {
    flushed(List.of());
    return validator.findings();
  }

  /** Fails if the validator has findings that are this bad or worse. */
  public final void assertNoFindings(Severity severity) {
    List<Finding> bad =
        findings().stream().filter(finding -> finding.severity().isAtLeast(severity)).toList();
    if (!bad.isEmpty()) {
      throw new AssertionError(
          "the telemetry has "
              + bad.size()
              + (bad.size() == 1 ? " finding:\n" : " findings:\n")
              + bad.stream().map(Finding::toString).collect(Collectors.joining("\n")));
    }
  }

  /** Forgets what has come in, also what is recorded and not yet on the way. */
  public void clear() {
    flush();
    lock.lock();
    try {
      spans.clear();
      logs.clear();
      metrics.clear();
      validator.clear();
      undecodable = null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public abstract void close();
}
