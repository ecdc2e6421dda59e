import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.metrics.ExemplarFilter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableGaugeData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableLongPointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.concurrent.TimeUnit;

public class ProvidersByHand {
  private static final AttributeKey<String> ORDER = AttributeKey.stringKey("order");
  private static final AttributeKey<String> TEAM = AttributeKey.stringKey("team");

  /** Appends its name to those that ran before. */
  record Mark(String name) implements SpanProcessor, LogRecordProcessor {
    public void onStart(Context parent, ReadWriteSpan span) {
      String before = span.getAttribute(ORDER);
      span.setAttribute(ORDER, before == null ? name : before + name);
    }

    public boolean isStartRequired() {
      return true;
    }

    public void onEnd(ReadableSpan span) {}

    public boolean isEndRequired() {
      return false;
    }

    public void onEmit(Context context, ReadWriteLogRecord log) {
      String before = log.toLogRecordData().getAttributes().get(ORDER);
      log.setAttribute(ORDER, before == null ? name : before + name);
    }

    public CompletableResultCode forceFlush() {
      return CompletableResultCode.ofSuccess();
    }

    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }

    public void close() {}
  }

  static class Still implements Clock {
    public long now() {
      return 1_000_000_000L;
    }

    public long nanoTime() {
      return 5;
    }
  }

  private static Resource team(String name) {
    return Resource.create(Attributes.of(TEAM, name));
  }

  public static void run(String endpoint) {
    SdkTracerProvider traces =
        SdkTracerProvider.builder()
            .setResource(team("red"))
            .addResource(Resource.create(Attributes.of(ORDER, "added")))
            .setSpanLimits(() -> SpanLimits.builder().setMaxNumberOfAttributes(2).build())
            .addSpanProcessor(new Mark("b"))
            .addSpanProcessorFirst(new Mark("a"))
            .addSpanProcessor(
                SimpleSpanProcessor.create(
                    OtlpHttpSpanExporter.builder().setEndpoint(endpoint + "/v1/traces").build()))
            .build();
    SdkMeterProvider metrics =
        SdkMeterProvider.builder()
            .setResource(team("green"))
            .addResource(team("blue"))
            .setClock(new Still())
            .setExemplarFilter(ExemplarFilter.alwaysOff())
            .registerMetricProducer(
                resource ->
                    List.of(
                        ImmutableMetricData.createLongGauge(
                            resource,
                            InstrumentationScopeInfo.create("bridge"),
                            "produced",
                            "",
                            "",
                            ImmutableGaugeData.create(
                                List.of(
                                    ImmutableLongPointData.create(
                                        1,
                                        2,
                                        Attributes.of(TEAM, resource.getAttribute(TEAM)),
                                        3))))))
            .registerMetricReader(
                PeriodicMetricReader.create(
                    OtlpHttpMetricExporter.builder().setEndpoint(endpoint + "/v1/metrics").build()))
            .build();
    SdkLoggerProvider logs =
        SdkLoggerProvider.builder()
            .setResource(team("red"))
            .addResource(team("white"))
            .setClock(new Still())
            .addLogRecordProcessor(new Mark("b"))
            .addLogRecordProcessorFirst(new Mark("a"))
            .addLogRecordProcessor(
                SimpleLogRecordProcessor.create(
                    OtlpHttpLogRecordExporter.builder().setEndpoint(endpoint + "/v1/logs").build()))
            .build();
    try (OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(traces)
            .setMeterProvider(metrics)
            .setLoggerProvider(logs)
            .build()) {
      var span =
          sdk.getTracerProvider()
              .tracerBuilder("hand")
              .setInstrumentationVersion("1")
              .setSchemaUrl("urn:hand")
              .build()
              .spanBuilder("span")
              .startSpan();
      span.setAttribute("one", 1).setAttribute("two", 2).setAttribute("three", 3).end();
      sdk.getTracerProvider().get("hand", "2").spanBuilder("other version").startSpan().end();
      sdk.getMeterProvider().get("hand").counterBuilder("count").build().add(4);
      sdk.getLogsBridge()
          .loggerBuilder("hand")
          .setInstrumentationVersion("3")
          .build()
          .logRecordBuilder()
          .setBody("line")
          .emit();
      if (!traces.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()
          || !metrics.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()
          || !logs.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()) {
        throw new IllegalStateException("not flushed");
      }
    }
    if (!traces.shutdown().join(10, TimeUnit.SECONDS).isSuccess()
        || !metrics.shutdown().join(10, TimeUnit.SECONDS).isDone()
        || !logs.shutdown().join(10, TimeUnit.SECONDS).isSuccess()) {
      throw new IllegalStateException("not shut down");
    }
    traces.get("hand").spanBuilder("late").startSpan().end();
  }
}
