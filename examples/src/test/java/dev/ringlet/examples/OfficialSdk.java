// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.util.concurrent.TimeUnit;

/**
 * The official SDK as a sender that owes nothing to the code under test. Its providers stand side
 * by side here: with the logging appenders comes a jar of the incubator that is older than this
 * SDK, and {@code OpenTelemetrySdk} does not start beside it.
 */
final class OfficialSdk implements OpenTelemetry, AutoCloseable {
  private static final int TIMEOUT_SECONDS = 30;

  private final SdkTracerProvider tracerProvider;
  private final SdkMeterProvider meterProvider;
  private final SdkLoggerProvider loggerProvider;

  private OfficialSdk(
      SdkTracerProvider tracerProvider,
      SdkMeterProvider meterProvider,
      SdkLoggerProvider loggerProvider) {
    this.tracerProvider = tracerProvider;
    this.meterProvider = meterProvider;
    this.loggerProvider = loggerProvider;
  }

  /** An SDK for all signals that sends to a receiver with this compression, gzip or none. */
  static OfficialSdk sendingTo(OtlpReceiver receiver, String compression) {
    Resource resource = Resource.create(Attributes.builder().put("service.name", "shop").build());
    OtlpHttpSpanExporter spans =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(receiver.endpoint() + "/v1/traces")
            .setCompression(compression)
            .build();
    OtlpHttpMetricExporter metrics =
        OtlpHttpMetricExporter.builder()
            .setEndpoint(receiver.endpoint() + "/v1/metrics")
            .setCompression(compression)
            .build();
    OtlpHttpLogRecordExporter logs =
        OtlpHttpLogRecordExporter.builder()
            .setEndpoint(receiver.endpoint() + "/v1/logs")
            .setCompression(compression)
            .build();
    return new OfficialSdk(
        SdkTracerProvider.builder()
            .setResource(resource)
            .addSpanProcessor(BatchSpanProcessor.builder(spans).build())
            .build(),
        SdkMeterProvider.builder()
            .setResource(resource)
            .registerMetricReader(PeriodicMetricReader.create(metrics))
            .build(),
        SdkLoggerProvider.builder()
            .setResource(resource)
            .addLogRecordProcessor(BatchLogRecordProcessor.builder(logs).build())
            .build());
  }

  @Override
  public TracerProvider getTracerProvider() {
    return tracerProvider;
  }

  @Override
  public MeterProvider getMeterProvider() {
    return meterProvider;
  }

  @Override
  public LoggerProvider getLogsBridge() {
    return loggerProvider;
  }

  @Override
  public ContextPropagators getPropagators() {
    return ContextPropagators.create(W3CTraceContextPropagator.getInstance());
  }

  /** Sends all that is waiting and returns when it was answered. */
  void flush() {
    tracerProvider.forceFlush().join(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    meterProvider.forceFlush().join(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    loggerProvider.forceFlush().join(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    tracerProvider.close();
    meterProvider.close();
    loggerProvider.close();
  }
}
