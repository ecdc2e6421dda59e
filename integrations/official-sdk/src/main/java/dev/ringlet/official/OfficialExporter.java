// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.metrics.Aggregation;
import dev.ringlet.metrics.InstrumentType;
import dev.ringlet.official.data.Requests;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Adapts an exporter of the official SDK to Ringlet's interface. */
class OfficialExporter implements Exporter {
  private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);

  /** Decodes a request and passes its records on. */
  private interface Export {
    CompletableResultCode export(Payload request);
  }

  private final Object exporter;
  private final Export export;
  private final Supplier<CompletableResultCode> flush;
  private final Supplier<CompletableResultCode> shutdown;
  private final AtomicBoolean closed = new AtomicBoolean();

  private OfficialExporter(
      Object exporter,
      Export export,
      Supplier<CompletableResultCode> flush,
      Supplier<CompletableResultCode> shutdown) {
    this.exporter = exporter;
    this.export = export;
    this.flush = flush;
    this.shutdown = shutdown;
  }

  static Exporter of(SpanExporter exporter) {
    return new OfficialExporter(
        exporter,
        request -> exporter.export(Requests.spans(request)),
        exporter::flush,
        exporter::shutdown);
  }

  static Exporter of(LogRecordExporter exporter) {
    return new OfficialExporter(
        exporter,
        request -> exporter.export(Requests.logRecords(request)),
        exporter::flush,
        exporter::shutdown);
  }

  static dev.ringlet.metrics.MetricExporter of(MetricExporter exporter) {
    return new OfMetrics(exporter);
  }

  /** The exporter of the official SDK. */
  Object unwrap() {
    return exporter;
  }

  @Override
  public ExportResult export(Payload payload) {
    if (closed.get()) {
      return ExportResult.permanent(FailureCause.CLOSED, "the exporter is closed");
    }
    return Results.of(export.export(payload), payload.deadlineNanos());
  }

  @Override
  public boolean flush(Duration timeout) {
    return Results.await(flush.get(), timeout);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      Results.await(shutdown.get(), SHUTDOWN_TIMEOUT);
    }
  }

  @Override
  public String toString() {
    return exporter.toString();
  }

  private static final class OfMetrics extends OfficialExporter
      implements dev.ringlet.metrics.MetricExporter {
    private final MetricExporter exporter;

    OfMetrics(MetricExporter exporter) {
      super(
          exporter,
          request -> exporter.export(Requests.metrics(request)),
          exporter::flush,
          exporter::shutdown);
      this.exporter = exporter;
    }

    @Override
    public boolean isDelta(InstrumentType type) {
      return exporter.getAggregationTemporality(MetricTypes.official(type))
          == AggregationTemporality.DELTA;
    }

    @Override
    public Aggregation defaultAggregation(InstrumentType type) {
      return MetricTypes.ringlet(exporter.getDefaultAggregation(MetricTypes.official(type)));
    }
  }
}
