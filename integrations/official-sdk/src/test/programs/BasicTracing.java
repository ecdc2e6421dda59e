import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.util.concurrent.TimeUnit;

public class BasicTracing {
  public static void run(String endpoint) {
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.getDefault()
                    .merge(
                        Resource.create(
                            Attributes.of(AttributeKey.stringKey("service.name"), "shop"))))
            .addSpanProcessor(
                BatchSpanProcessor.builder(
                        OtlpHttpSpanExporter.builder().setEndpoint(endpoint + "/v1/traces").build())
                    .setScheduleDelay(100, TimeUnit.MILLISECONDS)
                    .build())
            .build();
    OpenTelemetrySdk sdk = OpenTelemetrySdk.builder().setTracerProvider(provider).build();
    Tracer tracer = sdk.getTracer("shop", "1.0");
    Span order = tracer.spanBuilder("order").setSpanKind(SpanKind.SERVER).startSpan();
    try (Scope scope = order.makeCurrent()) {
      Span pay =
          tracer.spanBuilder("pay").setAttribute("amount", 12.5).setAttribute("n", 3).startSpan();
      pay.addEvent("asked", Attributes.of(AttributeKey.booleanKey("twice"), true));
      pay.recordException(new IllegalArgumentException("no money"));
      pay.setStatus(StatusCode.ERROR, "refused");
      pay.end();
    }
    order.end();
    provider.forceFlush().join(10, TimeUnit.SECONDS);
    sdk.close();
  }
}
