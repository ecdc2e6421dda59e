// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.pipeline;

import dev.ringlet.export.Signal;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The official SDK with counters around its exporters of spans and log records. It uses the JDK's
 * HTTP client, with which it needs the least CPU time.
 */
final class OfficialSetup extends Setup {
  private final LongAdder spans = new LongAdder();
  private final LongAdder logs = new LongAdder();
  private final OpenTelemetrySdk sdk;

  static {
    System.setProperty(
        "io.opentelemetry.sdk.common.export.HttpSenderProvider",
        "io.opentelemetry.exporter.sender.jdk.internal.JdkHttpSenderProvider");
  }

  OfficialSetup(String base, int queue, int batch, boolean metrics, String compression) {
    Resource resource = Resource.create(Attributes.builder().put("service.name", SERVICE).build());
    SdkMeterProviderBuilder meters = SdkMeterProvider.builder().setResource(resource);
    if (metrics) {
      meters.registerMetricReader(
          PeriodicMetricReader.create(
              OtlpHttpMetricExporter.builder()
                  .setEndpoint(base + "/v1/metrics")
                  .setMemoryMode(MemoryMode.REUSABLE_DATA)
                  .build()));
    }
    sdk =
        OpenTelemetrySdk.builder()
            .setMeterProvider(meters.build())
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .setResource(resource)
                    .addSpanProcessor(
                        BatchSpanProcessor.builder(new Spans(base, compression, spans))
                            .setMaxQueueSize(queue)
                            .setMaxExportBatchSize(batch)
                            .build())
                    .build())
            .setLoggerProvider(
                SdkLoggerProvider.builder()
                    .setResource(resource)
                    .addLogRecordProcessor(
                        BatchLogRecordProcessor.builder(new Logs(base, compression, logs))
                            .setMaxQueueSize(queue)
                            .setMaxExportBatchSize(batch)
                            .build())
                    .build())
            .build();
  }

  @Override
  public OpenTelemetry openTelemetry() {
    return sdk;
  }

  @Override
  public long flushAndCountExported(Signal signal) {
    boolean isLogs = signal == Signal.LOGS;
    CompletableResultCode flush =
        isLogs ? sdk.getSdkLoggerProvider().forceFlush() : sdk.getSdkTracerProvider().forceFlush();
    flush.join(20, TimeUnit.SECONDS);
    return (isLogs ? logs : spans).sum();
  }

  @Override
  public void close() {
    sdk.close();
  }

  private static CompletableResultCode count(
      CompletableResultCode result, int size, LongAdder delivered) {
    return result.whenComplete(() -> delivered.add(result.isSuccess() ? size : 0));
  }

  private static final class Spans implements SpanExporter {
    private final SpanExporter exporter;
    private final LongAdder delivered;

    Spans(String base, String compression, LongAdder delivered) {
      this.delivered = delivered;
      exporter =
          OtlpHttpSpanExporter.builder()
              .setEndpoint(base + "/v1/traces")
              .setCompression(compression)
              .setMemoryMode(MemoryMode.REUSABLE_DATA)
              .build();
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> batch) {
      int size = batch.size();
      return count(exporter.export(batch), size, delivered);
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
  }

  private static final class Logs implements LogRecordExporter {
    private final LogRecordExporter exporter;
    private final LongAdder delivered;

    Logs(String base, String compression, LongAdder delivered) {
      this.delivered = delivered;
      exporter =
          OtlpHttpLogRecordExporter.builder()
              .setEndpoint(base + "/v1/logs")
              .setCompression(compression)
              .setMemoryMode(MemoryMode.REUSABLE_DATA)
              .build();
    }

    @Override
    public CompletableResultCode export(Collection<LogRecordData> batch) {
      int size = batch.size();
      return count(exporter.export(batch), size, delivered);
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
  }
}
