// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.RetryPolicy;
import dev.ringlet.exporter.otlp.internal.RetryingExporter;
import dev.ringlet.internal.batch.AccountableExporter;
import dev.ringlet.internal.batch.DeliveryCounters;
import dev.ringlet.internal.export.Suppression;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Everything that stands between a batch worker and the transports of one signal: splitting, then
 * retry, then fail-over to a lane with its breaker. Never throws. Thread-safe.
 */
public final class DeliveryChain implements AccountableExporter {
  private final Signal signal;
  private final FailoverExporter failover;
  private final RetryingExporter retrying;
  private final SplittingExporter chain;

  /**
   * Builds the chain over routes, the primary first, which are closed with it.
   *
   * @param timeoutNanos what one export may take with all attempts and waits
   * @param maxRequestBytes the largest message that is sent, before compression
   */
  public DeliveryChain(
      Signal signal,
      List<Route> routes,
      RetryPolicy retryPolicy,
      long timeoutNanos,
      int maxRequestBytes) {
    this.signal = signal;
    failover = new FailoverExporter(signal, routes);
    retrying = new RetryingExporter(failover, retryPolicy, timeoutNanos);
    chain = new SplittingExporter(retrying, maxRequestBytes);
  }

  @Override
  public ExportResult export(Payload payload) {
    if (payload.signal() != signal) {
      return ExportResult.permanent(
          FailureCause.INTERNAL,
          "an exporter of " + signal.key() + " got " + payload.signal().key());
    }
    Scope suppressed = Suppression.open();
    try {
      return chain.export(payload);
    } catch (Throwable thrown) {
      return ExportResult.permanent(FailureCause.INTERNAL, thrown.getClass().getName());
    } finally {
      suppressed.close();
    }
  }

  @Override
  public void reportTo(DeliveryCounters counters) {
    retrying.reportTo(counters);
    chain.reportTo(counters);
  }

  @Override
  public void closeBy(long deadlineNanos) {
    retrying.hurry();
  }

  /** How many times a request was sent again so far. */
  public long retries() {
    return retrying.retries();
  }

  /** How each endpoint does, the primary first. */
  public List<LaneStatus> status() {
    return failover.status();
  }

  @Override
  public boolean flush(Duration timeout) {
    return chain.flush(timeout);
  }

  @Override
  public int maxConcurrentExports() {
    return chain.maxConcurrentExports();
  }

  @Override
  public void close() {
    chain.close();
  }

  /** Names signal, protocols and addresses. */
  @Override
  public String toString() {
    String routes =
        status().stream()
            .map(lane -> lane.protocol().key() + " " + lane.endpoint())
            .collect(Collectors.joining(", "));
    return "OtlpExporter{" + signal.key() + " -> " + routes + "}";
  }
}
