// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.internal.delivery.BuiltInExporter;
import dev.ringlet.internal.threads.Together;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes every payload of profiles to several exporters at the same time, each on a thread of its
 * own; the worst result counts. Profiles are one request in many seconds, so threads for each
 * request cost little.
 */
final class FanOut implements BuiltInExporter {
  private final List<Exporter> exporters;

  private FanOut(List<Exporter> exporters) {
    this.exporters = List.copyOf(exporters);
  }

  static Exporter of(List<Exporter> exporters) {
    return exporters.size() == 1 ? exporters.get(0) : new FanOut(exporters);
  }

  @Override
  public ExportResult export(Payload payload) {
    Map<Exporter, ExportResult> results = new ConcurrentHashMap<>();
    Together.all(
        "ringlet-profiles-export",
        exporters,
        exporter -> {
          results.put(exporter, exportTo(exporter, payload));
          return true;
        });
    ExportResult worst = ExportResult.delivered();
    for (ExportResult result : results.values()) {
      worst = result.kind().compareTo(worst.kind()) > 0 ? result : worst;
    }
    // What one exporter stored is counted by that exporter, and as delivered here.
    return worst.kind() == ExportResult.Kind.STORED ? ExportResult.delivered() : worst;
  }

  private static ExportResult exportTo(Exporter exporter, Payload payload) {
    try {
      boolean own = exporter instanceof BuiltInExporter;
      ExportResult result = exporter.export(own ? payload : payload.copy());
      if (result != null) {
        return result;
      }
    } catch (Throwable t) {
      return ExportResult.permanent(FailureCause.INTERNAL, t.getClass().getName());
    }
    return ExportResult.permanent(FailureCause.INTERNAL, "exporter returned null");
  }

  @Override
  public void closeBy(long deadlineNanos) {
    for (Exporter exporter : exporters) {
      if (exporter instanceof BuiltInExporter own) {
        own.closeBy(deadlineNanos);
      }
    }
  }

  @Override
  public boolean flush(Duration timeout) {
    return Together.all("ringlet-profiles-flush", exporters, exporter -> exporter.flush(timeout));
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
