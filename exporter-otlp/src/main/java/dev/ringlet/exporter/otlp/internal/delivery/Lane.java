// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.DeliveryLog;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** A route with its breaker, and with what a person reads about it. Thread-safe. */
final class Lane {
  private final Route route;
  private final DeliveryLog log;
  private final LongSupplier nanoTime;
  final CircuitBreaker breaker;

  Lane(Signal signal, Route route, LongSupplier nanoTime, DoubleSupplier random) {
    this.route = route;
    this.nanoTime = nanoTime;
    log =
        new DeliveryLog(
            route.transport(), signal, route.protocol(), route.endpoint(), DeliveryChain.class);
    breaker = new CircuitBreaker(nanoTime, random);
  }

  /** Sends a payload, or answers null if the breaker does not let it through. */
  ExportResult tryExport(Payload payload) {
    if (payload.deadlineNanos() - nanoTime.getAsLong() <= 0) {
      return ExportResult.retry(FailureCause.TIMEOUT, -1, "no time left to send");
    }
    if (!breaker.tryPass()) {
      return null;
    }
    ExportResult result = null;
    try {
      result = log.export(payload);
    } finally {
      breaker.settle(
          result == null ? ExportResult.permanent(FailureCause.INTERNAL, "it threw") : result);
    }
    return result;
  }

  int maxConcurrentExports() {
    return log.maxConcurrentExports();
  }

  Route route() {
    return route;
  }

  void close() {
    log.close();
  }
}
