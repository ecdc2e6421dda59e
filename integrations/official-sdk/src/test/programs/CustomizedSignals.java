import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.LogLimits;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableGaugeData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableLongPointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

public class CustomizedSignals {
  static class Health implements Sampler {
    public SamplingResult shouldSample(
        Context parent,
        String traceId,
        String name,
        SpanKind kind,
        Attributes attributes,
        List<LinkData> links) {
      return name.equals("health") ? SamplingResult.drop() : SamplingResult.recordAndSample();
    }

    public String getDescription() {
      return "health";
    }
  }

  static class Counting implements IdGenerator {
    final AtomicLong ids = new AtomicLong();

    public String generateSpanId() {
      return String.format("%016x", ids.incrementAndGet());
    }

    public String generateTraceId() {
      return String.format("%032x", ids.incrementAndGet());
    }
  }

  static class Tag implements LogRecordProcessor {
    public void onEmit(Context context, ReadWriteLogRecord log) {
      log.setAttribute(AttributeKey.stringKey("tag"), "abcdef");
    }
  }

  /** Holds back what has no body. */
  record WithBody(LogRecordProcessor delegate) implements LogRecordProcessor {
    public void onEmit(Context context, ReadWriteLogRecord log) {
      if (log.toLogRecordData().getBodyValue() != null) {
        delegate.onEmit(context, log);
      }
    }

    public CompletableResultCode forceFlush() {
      return delegate.forceFlush();
    }

    public CompletableResultCode shutdown() {
      return delegate.shutdown();
    }
  }

  record Logs(LogRecordExporter delegate) implements LogRecordExporter {
    public CompletableResultCode export(Collection<LogRecordData> logs) {
      return delegate.export(
          logs.stream().filter(log -> !log.getBodyValue().asString().equals("secret")).toList());
    }

    public CompletableResultCode flush() {
      return delegate.flush();
    }

    public CompletableResultCode shutdown() {
      return delegate.shutdown();
    }
  }

  record Metrics(MetricExporter delegate) implements MetricExporter {
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
      return AggregationTemporality.DELTA;
    }

    public CompletableResultCode export(Collection<MetricData> metrics) {
      return delegate.export(
          metrics.stream().filter(metric -> !metric.getName().equals("hidden")).toList());
    }

    public CompletableResultCode flush() {
      return delegate.flush();
    }

    public CompletableResultCode shutdown() {
      return delegate.shutdown();
    }
  }

  /** A metric of another library, with the name of the service that it is given. */
  static List<MetricData> produced(Resource resource) {
    String service = String.valueOf(resource.getAttribute(AttributeKey.stringKey("service.name")));
    return List.of(
        ImmutableMetricData.createLongGauge(
            resource,
            InstrumentationScopeInfo.create("bridge"),
            "produced",
            "of another library",
            "1",
            ImmutableGaugeData.create(
                List.of(
                    ImmutableLongPointData.create(
                        1, 2, Attributes.of(AttributeKey.stringKey("service"), service), 7)))));
  }

  public static void run(String endpoint) {
    try {
      AutoConfiguredOpenTelemetrySdk.builder()
          .addPropertiesSupplier(
              () ->
                  Map.of(
                      "otel.exporter.otlp.endpoint", endpoint,
                      "otel.exporter.otlp.protocol", "http/protobuf",
                      "otel.service.name", "customized"))
          .addTracerProviderCustomizer(
              (provider, config) ->
                  provider
                      .setSampler(new Health())
                      .setIdGenerator(new Counting()))
          .addLoggerProviderCustomizer(
              (provider, config) ->
                  provider
                      .addLogRecordProcessor(new Tag())
                      .setLogLimits(
                          () -> LogLimits.builder().setMaxAttributeValueLength(3).build()))
          .addLogRecordProcessorCustomizer((processor, config) -> new WithBody(processor))
          .addLogRecordExporterCustomizer((exporter, config) -> new Logs(exporter))
          .addMeterProviderCustomizer(
              (provider, config) ->
                  provider.registerMetricProducer(CustomizedSignals::produced))
          .addMetricExporterCustomizer((exporter, config) -> new Metrics(exporter))
          .disableShutdownHook()
          .setServiceClassLoader(CustomizedSignals.class.getClassLoader())
          .setResultAsGlobal()
          .build();
      OpenTelemetry global = GlobalOpenTelemetry.get();
      global.getTracer("c").spanBuilder("health").startSpan().end();
      var span = global.getTracer("c").spanBuilder("work").startSpan();
      span.setAttribute("trace", span.getSpanContext().getTraceId().startsWith("0000000000"));
      span.end();
      global.getMeter("c").counterBuilder("hidden").build().add(1);
      global.getMeter("c").counterBuilder("shown").build().add(2);
      global.getLogsBridge().get("c").logRecordBuilder().setBody("secret").emit();
      global.getLogsBridge().get("c").logRecordBuilder().setBody("public").emit();
      global.getLogsBridge().get("c").logRecordBuilder().setEventName("no body").emit();
      close(global);
    } finally {
      GlobalOpenTelemetry.resetForTest();
    }
  }

  /** What is global is wrapped, so that its providers are closed by the SDK under it. */
  private static void close(OpenTelemetry global) {
    try {
      var field = global.getClass().getDeclaredField("delegate");
      field.setAccessible(true);
      ((java.io.Closeable) field.get(global)).close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
