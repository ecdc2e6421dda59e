import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.metrics.ExemplarFilter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.util.HashMap;
import java.util.Map;

public class EverySignal {
  public static void run(String endpoint) {
    OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .addSpanProcessor(
                        BatchSpanProcessor.builder(
                                OtlpHttpSpanExporter.builder()
                                    .setEndpoint(endpoint + "/v1/traces")
                                    .build())
                            .build())
                    .build())
            .setMeterProvider(
                SdkMeterProvider.builder()
                    .setExemplarFilter(ExemplarFilter.alwaysOn())
                    .registerMetricReader(
                        PeriodicMetricReader.create(
                            OtlpHttpMetricExporter.builder()
                                .setEndpoint(endpoint + "/v1/metrics")
                                .build()))
                    .build())
            .setLoggerProvider(
                SdkLoggerProvider.builder()
                    .addLogRecordProcessor(
                        SimpleLogRecordProcessor.create(
                            OtlpHttpLogRecordExporter.builder()
                                .setEndpoint(endpoint + "/v1/logs")
                                .build()))
                    .build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .buildAndRegisterGlobal();
    OpenTelemetry global = GlobalOpenTelemetry.get();
    Span client = global.getTracer("g").spanBuilder("client").startSpan();
    Map<String, String> headers = new HashMap<>();
    try (Scope scope = client.makeCurrent()) {
      global.getMeter("g").counterBuilder("calls").build().add(1);
      global.getLogsBridge().get("g").logRecordBuilder().setBody("calling").emit();
      global
          .getPropagators()
          .getTextMapPropagator()
          .inject(Context.current(), headers, Map::put);
    }
    Context remote =
        global
            .getPropagators()
            .getTextMapPropagator()
            .extract(
                Context.root(),
                headers,
                new TextMapGetter<Map<String, String>>() {
                  public Iterable<String> keys(Map<String, String> carrier) {
                    return carrier.keySet();
                  }

                  public String get(Map<String, String> carrier, String key) {
                    return carrier.get(key);
                  }
                });
    global.getTracer("g").spanBuilder("server").setParent(remote).startSpan().end();
    client.end();
    sdk.shutdown().join(10, java.util.concurrent.TimeUnit.SECONDS);
    GlobalOpenTelemetry.resetForTest();
  }
}
