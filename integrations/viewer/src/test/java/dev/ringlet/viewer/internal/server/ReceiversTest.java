// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.RingletSdk;
import dev.ringlet.viewer.internal.check.Checks;
import dev.ringlet.viewer.internal.query.Api;
import dev.ringlet.viewer.internal.query.LogQueries;
import dev.ringlet.viewer.internal.query.MetricQueries;
import dev.ringlet.viewer.internal.query.TraceQueries;
import dev.ringlet.viewer.internal.store.Limits;
import dev.ringlet.viewer.internal.store.TelemetryStore;
import dev.ringlet.viewer.internal.store.TraceId;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What SDKs send arrives, by each protocol, on one port. */
class ReceiversTest {
  private final TelemetryStore store = new TelemetryStore(new Limits(64 << 20, 1_000));
  private final Checks checks = new Checks(store, System::currentTimeMillis);
  private final Api api = new Api(store, checks);
  private final ViewerServer server =
      new ViewerServer(api, new OtlpIntake(store, checks), "localhost", 0, null);

  @AfterEach
  void stop() {
    server.close();
  }

  private String url() {
    return "http://localhost:" + server.port();
  }

  @SuppressWarnings("try") // the scope is only to be closed
  private static void produce(OpenTelemetry sdk) {
    Span span = sdk.getTracer("scope").spanBuilder("order").startSpan();
    try (Scope scope = span.makeCurrent()) {
      span.setAttribute("item", "grinder");
      span.addEvent("packed");
      sdk.getLogsBridge()
          .get("scope")
          .logRecordBuilder()
          .setSeverity(Severity.WARN)
          .setBody("slow")
          .emit();
      sdk.getMeter("scope").histogramBuilder("latency").build().record(0.2);
      sdk.getMeter("scope").counterBuilder("orders").build().add(3);
    }
    span.end();
  }

  private void check() {
    TraceQueries.Rows traces = (TraceQueries.Rows) api.answer("traces", name -> "");
    assertThat(traces.rows()).hasSize(1);
    TraceQueries.Row trace = traces.rows().get(0);
    assertThat(trace.name()).isEqualTo("order");
    assertThat(trace.service()).isEqualTo("shop");
    TraceQueries traceQueries = new TraceQueries(store);
    TraceId id = TraceId.of(trace.id());
    String spanId = traceQueries.waterfall(id).bars().get(0).id();
    TraceQueries.Detail span = traceQueries.span(id, TraceId.spanId(spanId));
    assertThat(span.attributes())
        .anySatisfy(
            attribute -> {
              assertThat(attribute.key()).isEqualTo("item");
              assertThat(attribute.value()).isEqualTo("grinder");
            });
    assertThat(span.events()).extracting(TraceQueries.Event::name).containsExactly("packed");
    assertThat(span.logs()).extracting(LogQueries.Row::body).containsExactly("slow");
    assertThat(span.logs().get(0).severity()).isEqualTo("WARN");
    assertThat(new MetricQueries(store).list())
        .extracting(MetricQueries.Row::name)
        .contains("latency", "orders");
  }

  @ParameterizedTest
  @CsvSource({
    "http/protobuf, none",
    "http/protobuf, gzip",
    "http/json, none",
    "http/json, gzip",
    "grpc, none",
    "grpc, gzip"
  })
  void takesWhatRingletSends(String protocol, String compression) {
    try (RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.service.name", "shop")
            .property("otel.exporter.otlp.endpoint", url())
            .property("otel.exporter.otlp.protocol", protocol)
            .property("otel.exporter.otlp.compression", compression)
            .build()) {
      produce(sdk);
      assertThat(sdk.flush(Duration.ofSeconds(30))).isTrue();
    }

    check();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "grpc"})
  void takesWhatTheOfficialSdkSends(String protocol) {
    boolean grpc = protocol.equals("grpc");
    SpanExporter spans =
        grpc
            ? OtlpGrpcSpanExporter.builder().setEndpoint(url()).setCompression("gzip").build()
            : OtlpHttpSpanExporter.builder().setEndpoint(url() + "/v1/traces").build();
    MetricExporter metrics =
        grpc
            ? OtlpGrpcMetricExporter.builder().setEndpoint(url()).build()
            : OtlpHttpMetricExporter.builder().setEndpoint(url() + "/v1/metrics").build();
    LogRecordExporter logs =
        grpc
            ? OtlpGrpcLogRecordExporter.builder().setEndpoint(url()).build()
            : OtlpHttpLogRecordExporter.builder().setEndpoint(url() + "/v1/logs").build();
    Resource shop = Resource.builder().put("service.name", "shop").build();
    try (OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .setResource(shop)
                    .addSpanProcessor(BatchSpanProcessor.builder(spans).build())
                    .build())
            .setMeterProvider(
                SdkMeterProvider.builder()
                    .setResource(shop)
                    .registerMetricReader(PeriodicMetricReader.builder(metrics).build())
                    .build())
            .setLoggerProvider(
                SdkLoggerProvider.builder()
                    .setResource(shop)
                    .addLogRecordProcessor(BatchLogRecordProcessor.builder(logs).build())
                    .build())
            .build()) {
      produce(sdk);
      assertThat(
              sdk.getSdkTracerProvider().forceFlush().join(30, TimeUnit.SECONDS).isSuccess()
                  && sdk.getSdkMeterProvider().forceFlush().join(30, TimeUnit.SECONDS).isSuccess()
                  && sdk.getSdkLoggerProvider().forceFlush().join(30, TimeUnit.SECONDS).isSuccess())
          .isTrue();
    }

    check();
  }
}
