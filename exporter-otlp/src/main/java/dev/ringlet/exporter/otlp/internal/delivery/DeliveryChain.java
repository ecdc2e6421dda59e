// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.Pause;
import dev.ringlet.exporter.otlp.internal.RetryingExporter;
import dev.ringlet.exporter.otlp.internal.spool.SignalSpool;
import dev.ringlet.exporter.otlp.internal.spool.Spool;
import dev.ringlet.exporter.otlp.settings.RetryPolicy;
import dev.ringlet.internal.context.Suppression;
import dev.ringlet.internal.delivery.AccountableExporter;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.internal.threads.Workers;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Everything that stands between a batch worker and the transports of one signal: splitting, then
 * the spool if there is one, then retry, then fail-over to a lane with its breaker. Never throws.
 * Thread-safe.
 */
public final class DeliveryChain implements AccountableExporter {
  private static final long MIN_MARGIN_NANOS = 100_000_000L;
  private static final long MAX_MARGIN_NANOS = 1_000_000_000L;

  private final Signal signal;
  private final FailoverExporter failover;
  private final RetryingExporter retrying;
  private final SignalSpool line; // null without a spool
  private final SpoolingExporter spooling; // likewise
  private final SplittingExporter chain;
  private final Pause untilClosed = new Pause();

  /**
   * Builds the chain over routes, the primary first, which are closed with it.
   *
   * @param timeoutNanos what one export may take with all attempts and waits
   * @param maxRequestBytes the largest message that is sent, before compression
   * @param spool where to store what cannot be delivered, or null; its sending has one of the
   *     requests that the routes allow at the same time for itself
   */
  public DeliveryChain(
      Signal signal,
      List<Route> routes,
      RetryPolicy retryPolicy,
      long timeoutNanos,
      int maxRequestBytes,
      Spool spool) {
    this.signal = signal;
    failover = new FailoverExporter(signal, routes);
    retrying = new RetryingExporter(failover, retryPolicy, timeoutNanos);
    if (spool == null) {
      line = null;
      spooling = null;
      chain = new SplittingExporter(retrying, maxRequestBytes);
    } else {
      String label = signal.key() + ' ' + routes.get(0).endpoint();
      line = spool.register(signal, label, failover, timeoutNanos);
      spooling = new SpoolingExporter(retrying, line);
      retrying.setRelief(line::isAvailable, failover::isOpen);
      chain = new SplittingExporter(spooling, maxRequestBytes);
    }
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
    if (line != null) {
      line.reportTo(counters);
    }
    retrying.reportTo(counters);
    chain.reportTo(counters);
  }

  @Override
  public void closeBy(long deadlineNanos) {
    retrying.hurry();
    if (spooling != null) {
      spooling.closeBy(deadlineNanos);
      long left = deadlineNanos - System.nanoTime();
      long margin = Math.max(MIN_MARGIN_NANOS, Math.min(MAX_MARGIN_NANOS, left / 4));
      Workers.newThread(() -> cutShort(left - margin), "ringlet-" + signal.key() + "-cut").start();
    }
  }

  /**
   * Ends all sending when the time is nearly up, so that the rest is stored while there is some.
   */
  private void cutShort(long nanos) {
    if (untilClosed.await(nanos)) {
      retrying.close();
    }
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
    int allowed = chain.maxConcurrentExports();
    return spooling == null ? allowed : Math.max(1, allowed - 1);
  }

  @Override
  public void close() {
    untilClosed.close();
    chain.close();
    if (line != null) {
      line.close();
    }
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
