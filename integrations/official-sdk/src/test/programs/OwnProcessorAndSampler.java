import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

public class OwnProcessorAndSampler {
  static class BaggageProcessor implements SpanProcessor {
    public void onStart(Context parent, ReadWriteSpan span) {
      Baggage.fromContext(parent)
          .forEach((key, entry) -> span.setAttribute(key, entry.getValue()));
      span.setAttribute("scope", span.getInstrumentationScopeInfo().getName());
      span.setAttribute("root", !span.getParentSpanContext().isValid());
    }

    public boolean isStartRequired() {
      return true;
    }

    public void onEnd(ReadableSpan span) {
      if (!span.hasEnded() || span.toSpanData().getEndEpochNanos() == 0) {
        throw new IllegalStateException();
      }
    }

    public boolean isEndRequired() {
      return true;
    }
  }

  static class NameSampler implements Sampler {
    public SamplingResult shouldSample(
        Context parent,
        String traceId,
        String name,
        SpanKind kind,
        Attributes attributes,
        List<LinkData> links) {
      if (name.startsWith("drop")) {
        return SamplingResult.drop();
      }
      Attributes added =
          Attributes.of(
              AttributeKey.longKey("links"), (long) links.size(),
              AttributeKey.longKey("attributes"), (long) attributes.size());
      return new SamplingResult() {
        public SamplingDecision getDecision() {
          return SamplingDecision.RECORD_AND_SAMPLE;
        }

        public Attributes getAttributes() {
          return added;
        }

        public TraceState getUpdatedTraceState(TraceState state) {
          return state.toBuilder().put("sampler", "name").build();
        }
      };
    }

    public String getDescription() {
      return "NameSampler";
    }
  }

  public static void run(String endpoint) {
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setSampler(new NameSampler())
            .addSpanProcessor(new BaggageProcessor())
            .addSpanProcessor(
                BatchSpanProcessor.builder(
                        OtlpHttpSpanExporter.builder().setEndpoint(endpoint + "/v1/traces").build())
                    .build())
            .build();
    var tracer = provider.get("own");
    var first = tracer.spanBuilder("first").setAttribute("x", 1).startSpan();
    Context context =
        Context.root().with(Baggage.builder().put("user", "u1").build()).with(first);
    tracer
        .spanBuilder("second")
        .setParent(context)
        .addLink(first.getSpanContext())
        .startSpan()
        .end();
    tracer.spanBuilder("dropped").startSpan().end();
    first.end();
    provider.close();
  }
}
