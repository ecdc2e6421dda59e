import io.opentelemetry.api.trace.Span;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.concurrent.atomic.AtomicLong;

public class OwnIdsAndClock {
  public static void run(String endpoint) {
    AtomicLong ids = new AtomicLong();
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setIdGenerator(
                new IdGenerator() {
                  public String generateSpanId() {
                    return String.format("%016x", ids.incrementAndGet());
                  }

                  public String generateTraceId() {
                    return String.format("%032x", ids.incrementAndGet());
                  }
                })
            .setClock(
                new Clock() {
                  public long now() {
                    return 1_000_000_000L;
                  }

                  public long nanoTime() {
                    return 5;
                  }
                })
            .addSpanProcessor(
                SimpleSpanProcessor.create(
                    OtlpHttpSpanExporter.builder().setEndpoint(endpoint + "/v1/traces").build()))
            .build();
    Span span = provider.get("ids").spanBuilder("with ids").startSpan();
    span.setAttribute("traceIdLength", span.getSpanContext().getTraceId().length());
    span.end();
    provider.close();
  }
}
