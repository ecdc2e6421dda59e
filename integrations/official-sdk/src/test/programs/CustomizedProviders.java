import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.Map;

public class CustomizedProviders {
  static class Tag implements SpanProcessor {
    public void onStart(Context parent, ReadWriteSpan span) {
      span.setAttribute("tag", "t");
    }

    public boolean isStartRequired() {
      return true;
    }

    public void onEnd(ReadableSpan span) {}

    public boolean isEndRequired() {
      return false;
    }
  }

  /** Lets only long names through. */
  record Names(SpanProcessor delegate) implements SpanProcessor {
    public void onStart(Context parent, ReadWriteSpan span) {
      delegate.onStart(parent, span);
    }

    public boolean isStartRequired() {
      return delegate.isStartRequired();
    }

    public void onEnd(ReadableSpan span) {
      if (span.getName().length() > 3) {
        delegate.onEnd(span);
      }
    }

    public boolean isEndRequired() {
      return true;
    }

    public io.opentelemetry.sdk.common.CompletableResultCode forceFlush() {
      return delegate.forceFlush();
    }

    public io.opentelemetry.sdk.common.CompletableResultCode shutdown() {
      return delegate.shutdown();
    }
  }

  public static void run(String endpoint) {
    var sdk =
        AutoConfiguredOpenTelemetrySdk.builder()
            .addPropertiesSupplier(
                () ->
                    Map.of(
                        "otel.exporter.otlp.endpoint", endpoint,
                        "otel.exporter.otlp.protocol", "http/protobuf",
                        "otel.logs.exporter", "none"))
            .addTracerProviderCustomizer(
                (provider, config) ->
                    provider
                        .addSpanProcessor(new Tag())
                        .setSpanLimits(SpanLimits.builder().setMaxAttributeValueLength(3).build()))
            .addMeterProviderCustomizer(
                (provider, config) ->
                    provider.registerView(
                        InstrumentSelector.builder().setName("old").build(),
                        View.builder().setName("new").build()))
            .addSpanProcessorCustomizer((processor, config) -> new Names(processor))
            .build()
            .getOpenTelemetrySdk();
    sdk.getTracer("c").spanBuilder("long name").setAttribute("a", "abcdef").startSpan().end();
    sdk.getTracer("c").spanBuilder("no").startSpan().end();
    sdk.getMeter("c").counterBuilder("old").build().add(1);
    sdk.close();
  }
}
