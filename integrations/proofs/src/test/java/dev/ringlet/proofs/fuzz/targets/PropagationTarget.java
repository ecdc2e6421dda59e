// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fuzz.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.RingletSdk;
import dev.ringlet.proofs.fuzz.FuzzBytes;
import dev.ringlet.proofs.fuzz.FuzzTarget;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The W3C headers of a request through both SDKs: the child span that starts of them hands on the
 * same headers, its own id excepted.
 */
public final class PropagationTarget implements FuzzTarget {
  private static final TextMapGetter<Map<String, String>> GETTER =
      new TextMapGetter<>() {
        @Override
        @SuppressWarnings("deprecation") // for older versions of the API
        public Iterable<String> keys(Map<String, String> carrier) {
          return carrier.keySet();
        }

        @Override
        public String get(Map<String, String> carrier, String key) {
          return Objects.requireNonNull(carrier).get(key);
        }
      };

  /** Without one, spans are not recorded. */
  private static final SpanProcessor PROCESSOR =
      new SpanProcessor() {
        @Override
        public void onStart(Context parentContext, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
          return true;
        }

        @Override
        public void onEnd(ReadableSpan span) {}

        @Override
        public boolean isEndRequired() {
          return false;
        }
      };

  private static final Logger LOG = Logger.getLogger("io.opentelemetry.api");

  static {
    LOG.setLevel(Level.OFF); // of malformed headers
  }

  private final OpenTelemetry ours =
      RingletSdk.builder()
          .property("otel.traces.exporter", "none")
          .property("otel.metrics.exporter", "none")
          .property("otel.logs.exporter", "none")
          .build();

  private final OpenTelemetry official =
      OpenTelemetrySdk.builder()
          .setTracerProvider(SdkTracerProvider.builder().addSpanProcessor(PROCESSOR).build())
          .setPropagators(
              ContextPropagators.create(
                  TextMapPropagator.composite(
                      W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance())))
          .build();

  @Override
  public void run(byte[] input) {
    FuzzBytes in = new FuzzBytes(input);
    Map<String, String> headers = new TreeMap<>();
    headers.put("traceparent", in.line());
    headers.put("tracestate", in.line());
    headers.put("baggage", new String(in.rest(), StandardCharsets.UTF_8));
    Map<String, String> expected = handedOn(official, headers);
    Map<String, String> actual = handedOn(ours, headers);
    assertThat(actual).isEqualTo(expected);
  }

  private static Map<String, String> handedOn(OpenTelemetry sdk, Map<String, String> headers) {
    TextMapPropagator propagator = sdk.getPropagators().getTextMapPropagator();
    Context context = propagator.extract(Context.root(), headers, GETTER);
    boolean hasParent = Span.fromContext(context).getSpanContext().isValid();
    Span span = sdk.getTracer("fuzz").spanBuilder("child").setParent(context).startSpan();
    Map<String, String> out = new TreeMap<>();
    propagator.inject(context.with(span), out, Map::put);
    span.end();
    String parent = out.getOrDefault("traceparent", "");
    assertThat(parent).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    String masked = parent.substring(0, 36) + "*" + parent.substring(52);
    out.put("traceparent", hasParent ? masked : "a root");
    return out;
  }

  @Override
  public List<byte[]> seeds() {
    return FuzzTarget.texts(
        ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\nvendor=a:b,x@y=1\n"
            + "userId=alice%20a,isProduction=false;prop=1"),
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00-x\n\n");
  }

  @Override
  public List<String> covered() {
    return List.of("dev.ringlet.trace.", "dev.ringlet.internal.ids.");
  }

  @Override
  public int maxBytes() {
    return 1024;
  }
}
