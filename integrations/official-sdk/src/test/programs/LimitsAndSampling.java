import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;

public class LimitsAndSampling {
  public static void run(String endpoint) {
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(1.0)))
            .setSpanLimits(
                SpanLimits.builder()
                    .setMaxNumberOfAttributes(2)
                    .setMaxNumberOfEvents(1)
                    .setMaxAttributeValueLength(4)
                    .build())
            .addSpanProcessor(
                SimpleSpanProcessor.create(
                    OtlpHttpSpanExporter.builder().setEndpoint(endpoint + "/v1/traces").build()))
            .build();
    Tracer tracer = provider.get("limits");
    Span span = tracer.spanBuilder("limited").startSpan();
    span.setAttribute("a", "abcdefgh").setAttribute("b", 1).setAttribute("c", 2);
    span.addEvent("one").addEvent("two");
    Span child = tracer.spanBuilder("child").setParent(Context.root().with(span)).startSpan();
    child.updateName("renamed").end();
    span.end();
    provider.shutdown().join(10, java.util.concurrent.TimeUnit.SECONDS);
  }
}
