// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp;

import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.delivery.Route;
import dev.ringlet.exporter.otlp.internal.spool.Spool;
import dev.ringlet.exporter.otlp.internal.target.SignalPaths;
import dev.ringlet.exporter.otlp.settings.Compression;
import java.time.Duration;
import java.util.List;

/** The exporters that {@link OtlpExporters} makes of settings, over a given spool. */
public final class SpooledExporters {
  private SpooledExporters() {}

  /** Returns the exporter of one signal to one endpoint. */
  public static Exporter of(
      Signal signal, String endpoint, Duration timeout, boolean gzip, Spool spool) {
    OtlpExporterBuilder builder =
        OtlpExporter.builder(signal)
            .setEndpoint(endpoint + SignalPaths.of(signal))
            .setTimeout(timeout)
            .setCompression(gzip ? Compression.GZIP : Compression.NONE)
            .setMaxConcurrentExports(2); // one of them for the spool
    return new Route(
        signal,
        List.of(OtlpExporter.destination(builder)),
        builder.retryPolicy,
        builder.timeoutNanos,
        builder.maxRequestBytes,
        spool);
  }
}
