// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The official SDK as a sender that owes nothing to the code under test. */
final class OfficialSdk {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Only a flush sends, so that the number of requests does not depend on the time. */
  private static final Duration NEVER = Duration.ofHours(1);

  private OfficialSdk() {}

  /** An SDK for all signals that sends to an address with this compression, gzip or none. */
  static OpenTelemetrySdk sendingTo(String endpoint, String compression) {
    Resource resource = Resource.create(Attributes.builder().put("service.name", "shop").build());
    OtlpHttpSpanExporter spans =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(endpoint + "/v1/traces")
            .setCompression(compression)
            .setTimeout(PATIENCE)
            .build();
    OtlpHttpMetricExporter metrics =
        OtlpHttpMetricExporter.builder()
            .setEndpoint(endpoint + "/v1/metrics")
            .setCompression(compression)
            .setTimeout(PATIENCE)
            .build();
    OtlpHttpLogRecordExporter logs =
        OtlpHttpLogRecordExporter.builder()
            .setEndpoint(endpoint + "/v1/logs")
            .setCompression(compression)
            .setTimeout(PATIENCE)
            .build();
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .setResource(resource)
                .addSpanProcessor(
                    BatchSpanProcessor.builder(spans)
                        .setScheduleDelay(NEVER)
                        .setExporterTimeout(PATIENCE)
                        .build())
                .build())
        .setMeterProvider(
            SdkMeterProvider.builder()
                .setResource(resource)
                .registerMetricReader(PeriodicMetricReader.create(metrics))
                .build())
        .setLoggerProvider(
            SdkLoggerProvider.builder()
                .setResource(resource)
                .addLogRecordProcessor(
                    BatchLogRecordProcessor.builder(logs)
                        .setScheduleDelay(NEVER)
                        .setExporterTimeout(PATIENCE)
                        .build())
                .build())
        .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
        .build();
  }

  /** Sends all that is waiting and returns when it was answered. */
  static void flush(OpenTelemetrySdk sdk) {
    sdk.getSdkTracerProvider().forceFlush().join(60, TimeUnit.SECONDS);
    sdk.getSdkMeterProvider().forceFlush().join(60, TimeUnit.SECONDS);
    sdk.getSdkLoggerProvider().forceFlush().join(60, TimeUnit.SECONDS);
  }
}
