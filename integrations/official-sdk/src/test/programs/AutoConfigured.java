import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Collection;
import java.util.Map;

public class AutoConfigured {
  /** Leaves health checks out. */
  record Filter(SpanExporter delegate) implements SpanExporter {
    public CompletableResultCode export(Collection<SpanData> spans) {
      return delegate.export(
          spans.stream().filter(span -> !span.getName().equals("health")).toList());
    }

    public CompletableResultCode flush() {
      return delegate.flush();
    }

    public CompletableResultCode shutdown() {
      return delegate.shutdown();
    }
  }

  public static void run(String endpoint) {
    OpenTelemetrySdk sdk =
        AutoConfiguredOpenTelemetrySdk.builder()
            .addPropertiesSupplier(
                () ->
                    Map.of(
                        "otel.exporter.otlp.endpoint", endpoint,
                        "otel.exporter.otlp.protocol", "http/protobuf",
                        "otel.metrics.exporter", "none",
                        "otel.service.name", "auto"))
            .addPropertiesCustomizer(config -> Map.of("otel.bsp.schedule.delay", "50"))
            .addResourceCustomizer(
                (resource, config) ->
                    resource.merge(
                        Resource.create(
                            Attributes.of(AttributeKey.stringKey("team"), "blue"))))
            .addSamplerCustomizer((sampler, config) -> Sampler.parentBased(sampler))
            .addSpanExporterCustomizer((exporter, config) -> new Filter(exporter))
            .disableShutdownHook()
            .build()
            .getOpenTelemetrySdk();
    Span span = sdk.getTracer("auto").spanBuilder("work").startSpan();
    span.setAttribute("n", 1).end();
    sdk.getTracer("auto").spanBuilder("health").startSpan().end();
    sdk.getLogsBridge().get("auto").logRecordBuilder().setBody("done").emit();
    sdk.close();
  }
}
