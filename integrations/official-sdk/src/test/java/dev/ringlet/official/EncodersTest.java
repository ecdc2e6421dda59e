// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.OtlpCapture;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.SummaryData;
import io.opentelemetry.sdk.metrics.data.SummaryPointData;
import io.opentelemetry.sdk.metrics.data.ValueAtQuantile;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same data through the official exporters and through Ringlet's give the same messages. */
class EncodersTest {
  private final OtlpCapture official = OtlpCapture.start();
  private final OtlpCapture ringlet = OtlpCapture.start();

  @AfterEach
  void stop() {
    official.close();
    ringlet.close();
  }

  private static void await(CompletableResultCode result) {
    assertThat(result.join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
  }

  @Test
  void spans() {
    List<SpanData> all = new ArrayList<>();
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(Memory.spans(all)))
            .build();
    OddTelemetry.spans(OpenTelemetrySdk.builder().setTracerProvider(provider).build());
    SdkTracerProvider other =
        SdkTracerProvider.builder()
            .setResource(Resource.getDefault().toBuilder().setSchemaUrl("https://r").build())
            .addSpanProcessor(SimpleSpanProcessor.create(Memory.spans(all)))
            .build();
    OddTelemetry.spans(OpenTelemetrySdk.builder().setTracerProvider(other).build());
    assertThat(all).hasSize(8);

    try (OtlpHttpSpanExporter theirs =
            OtlpHttpSpanExporter.builder().setEndpoint(official.endpoint() + "/v1/traces").build();
        RingletSpanExporter ours =
            RingletSpanExporter.builder()
                .property("otel.exporter.otlp.endpoint", ringlet.endpoint())
                .build()) {
      await(theirs.export(all));
      await(ours.export(all));
      await(ours.export(all)); // the memory of the first one is used again
    }
    assertThat(Canonical.spans(ringlet.traces().get(0)))
        .isEqualTo(Canonical.spans(official.traces().get(0)));
    assertThat(ringlet.traces().get(1)).isEqualTo(ringlet.traces().get(0));
  }

  @Test
  void logRecords() {
    List<LogRecordData> all = new ArrayList<>();
    SdkLoggerProvider provider =
        SdkLoggerProvider.builder()
            .addLogRecordProcessor(SimpleLogRecordProcessor.create(Memory.logRecords(all)))
            .build();
    OddTelemetry.logs(OpenTelemetrySdk.builder().setLoggerProvider(provider).build());
    assertThat(all).hasSize(7);

    try (OtlpHttpLogRecordExporter theirs =
            OtlpHttpLogRecordExporter.builder()
                .setEndpoint(official.endpoint() + "/v1/logs")
                .build();
        RingletLogRecordExporter ours =
            RingletLogRecordExporter.builder()
                .property("otel.exporter.otlp.endpoint", ringlet.endpoint())
                .build()) {
      await(theirs.export(all));
      await(ours.export(all));
    }
    assertThat(Canonical.logRecords(ringlet.logs().get(0)))
        .isEqualTo(Canonical.logRecords(official.logs().get(0)));
  }

  @Test
  void metrics() {
    Memory.Metrics memory = new Memory.Metrics();
    SdkMeterProvider provider =
        SdkMeterProvider.builder()
            .registerView(
                InstrumentSelector.builder().setName("spread").build(),
                View.builder()
                    .setAggregation(Aggregation.base2ExponentialBucketHistogram())
                    .build())
            .registerMetricReader(memory)
            .build();
    OddTelemetry.metrics(OpenTelemetrySdk.builder().setMeterProvider(provider).build());
    List<MetricData> all = new ArrayList<>(memory.collect());
    assertThat(all).hasSize(11);
    all.add(
        ImmutableMetricData.createDoubleSummary(
            Resource.getDefault(),
            InstrumentationScopeInfo.create("summaries"),
            "summary",
            "",
            "",
            SummaryData.create(
                List.of(
                    SummaryPointData.create(
                        1,
                        2,
                        io.opentelemetry.api.common.Attributes.empty(),
                        3,
                        4.5,
                        List.of(ValueAtQuantile.create(0.5, 1.5)))))));

    try (OtlpHttpMetricExporter theirs =
            OtlpHttpMetricExporter.builder()
                .setEndpoint(official.endpoint() + "/v1/metrics")
                .build();
        RingletMetricExporter ours =
            RingletMetricExporter.builder()
                .property("otel.exporter.otlp.endpoint", ringlet.endpoint())
                .build()) {
      await(theirs.export(all));
      await(ours.export(all));
    }
    assertThat(Canonical.metrics(ringlet.metrics().get(0)))
        .isEqualTo(Canonical.metrics(official.metrics().get(0)));
  }
}
