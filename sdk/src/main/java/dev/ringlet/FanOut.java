// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.internal.delivery.AccountableExporter;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.internal.threads.Workers;
import java.time.Duration;
import java.util.List;

/**
 * Gives every payload to several exporters, one after the other; the worst result counts. What one
 * of them stored on disk counts as delivered here, for its further fate is that exporter's alone.
 */
final class FanOut implements AccountableExporter {
  private final Exporter[] exporters;

  private FanOut(List<Exporter> exporters) {
    this.exporters = exporters.toArray(new Exporter[0]);
  }

  static Exporter of(List<Exporter> exporters) {
    return exporters.size() == 1 ? exporters.get(0) : new FanOut(exporters);
  }

  @Override
  public ExportResult export(Payload payload) {
    ExportResult worst = ExportResult.delivered();
    for (Exporter exporter : exporters) {
      ExportResult result;
      try {
        result = exporter.export(payload);
      } catch (Throwable t) {
        result = ExportResult.permanent(FailureCause.INTERNAL, t.getClass().getName());
      }
      if (result == null || rank(result) > rank(worst)) {
        worst =
            result == null
                ? ExportResult.permanent(FailureCause.INTERNAL, "exporter returned null")
                : result;
      }
    }
    return worst.kind() == ExportResult.Kind.STORED ? ExportResult.delivered() : worst;
  }

  private static int rank(ExportResult result) {
    switch (result.kind()) {
      case DELIVERED:
        return 0;
      case STORED:
        return 1;
      case PARTIAL:
        return 2;
      case RETRY:
        return 3;
      default:
        return 4;
    }
  }

  /** What each of them counts beside its results is not what became of the records. */
  @Override
  public void reportTo(DeliveryCounters counters) {}

  @Override
  public void closeBy(long deadlineNanos) {
    for (Exporter exporter : exporters) {
      if (exporter instanceof AccountableExporter) {
        ((AccountableExporter) exporter).closeBy(deadlineNanos);
      }
    }
  }

  @Override
  public boolean flush(Duration timeout) {
    long deadline = Workers.deadlineAfter(Workers.nanos(timeout));
    boolean done = true;
    for (Exporter exporter : exporters) {
      done &= exporter.flush(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }
    return done;
  }

  @Override
  public int maxConcurrentExports() {
    int least = Integer.MAX_VALUE;
    for (Exporter exporter : exporters) {
      least = Math.min(least, exporter.maxConcurrentExports());
    }
    return least;
  }

  @Override
  public void close() {
    for (Exporter exporter : exporters) {
      try {
        exporter.close();
      } catch (RuntimeException e) {
        // the others must be closed too
      }
    }
  }
}
