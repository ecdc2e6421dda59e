// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.RingletSdk;
import dev.ringlet.config.ConfigException;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageEntryMetadata;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each value of otel.propagators does on both SDKs the same to contexts and to odd headers. */
@SuppressWarnings("deprecation") // of the getter, which older versions of the API need
class PropagatorTableTest {
  private static final String TRACE = "0123456789abcdef0123456789abcdef";
  private static final String SPAN = "0123456789abcdef";

  private static final List<Map<String, String>> HEADERS =
      List.of(
          Map.of(),
          Map.of("traceparent", "00-" + TRACE + "-" + SPAN + "-01", "tracestate", "a=1,b=2"),
          Map.of("traceparent", "00-" + TRACE + "-" + SPAN + "-03", "tracestate", "a=1,a=1"),
          Map.of("traceparent", "cc-" + TRACE + "-" + SPAN + "-01-what", "tracestate", " "),
          Map.of("traceparent", "00-" + TRACE.toUpperCase(Locale.ROOT) + "-" + SPAN + "-01"),
          Map.of("baggage", "k=v%20w;m=1, l = 2 ,bad,=x,k=last"),
          Map.of("baggage", "%41=1,\u00e9=2"),
          Map.of("b3", TRACE + "-" + SPAN + "-1"),
          Map.of("b3", TRACE + "-" + SPAN + "-d-" + SPAN),
          Map.of("b3", TRACE.substring(16) + "-" + SPAN + "-0"),
          Map.of("b3", "0"),
          Map.of("b3", TRACE + "-" + SPAN),
          Map.of("b3", "-" + SPAN + "-1"),
          Map.of("b3", TRACE + "-" + SPAN + "-1", "X-B3-TraceId", "00000000000000ff"),
          Map.of("X-B3-TraceId", TRACE, "X-B3-SpanId", SPAN, "X-B3-Sampled", "1"),
          Map.of("X-B3-TraceId", TRACE, "X-B3-SpanId", SPAN, "X-B3-Sampled", "true"),
          Map.of("X-B3-TraceId", TRACE, "X-B3-SpanId", SPAN, "X-B3-Flags", "1"),
          Map.of("X-B3-TraceId", "zz", "X-B3-SpanId", SPAN),
          Map.of("uber-trace-id", TRACE + ":" + SPAN + ":0:1", "uberctx-user", "an%20na"),
          Map.of("uber-trace-id", TRACE + "%3A" + SPAN + "%3A0%3A3"),
          Map.of("uber-trace-id", "1:2:0:1", "jaeger-baggage", "a=1, b=2,bad"),
          Map.of("uber-trace-id", "1:2:3"),
          Map.of("ot-tracer-traceid", SPAN, "ot-tracer-spanid", SPAN, "ot-tracer-sampled", "true"),
          Map.of("ot-tracer-traceid", TRACE, "ot-tracer-spanid", SPAN, "ot-baggage-k", "v"),
          Map.of("ot-tracer-traceid", "0", "ot-tracer-spanid", SPAN, "ot-baggage-k", "v"),
          Map.of(
              "traceparent",
              "00-" + TRACE + "-" + SPAN + "-01",
              "b3",
              "00000000000000ff-00000000000000fe-1",
              "uber-trace-id",
              "a:b:0:1"));

  private static final TextMapGetter<Map<String, String>> GETTER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
          return carrier.keySet();
        }

        @Override
        public String get(Map<String, String> carrier, String key) {
          for (Map.Entry<String, String> header : carrier.entrySet()) {
            if (header.getKey().equalsIgnoreCase(key)) {
              return header.getValue();
            }
          }
          return null;
        }
      };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tracecontext",
        "baggage",
        "tracecontext,baggage",
        "baggage,tracecontext",
        "b3",
        "b3multi",
        "b3,b3multi",
        "b3multi,b3",
        "jaeger",
        "ottrace",
        "tracecontext,b3,jaeger,ottrace,baggage",
        "ottrace,jaeger,b3multi,b3,baggage,tracecontext",
        " jaeger ,\tb3\n, jaeger,,b3",
        "none",
        "header",
        "tracecontext,header",
      })
  void doTheSame(String names) {
    TextMapPropagator official = official(names);
    assertAlike(ringlet(names), official);
    if (!names.contains("header")) { // a name of others is taken as it is written
      assertAlike(ringlet(names.toUpperCase(Locale.ROOT)), official);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none,b3", "b3,none", "unheard-of", "tracecontext,unheard-of"})
  void refuseTheSame(String names) {
    assertThatThrownBy(() -> official(names)).isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> ringlet(names))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("otel.propagators");
  }

  private static void assertAlike(TextMapPropagator ringlet, TextMapPropagator official) {
    assertThat(ringlet.fields()).containsExactlyInAnyOrderElementsOf(official.fields());
    for (Context context : contexts()) {
      assertThat(injected(ringlet, context)).isEqualTo(injected(official, context));
    }
    for (Map<String, String> headers : HEADERS) {
      for (Context before : List.of(Context.root(), contexts().get(1))) {
        assertThat(describe(ringlet.extract(before, headers, GETTER)))
            .as("%s", headers)
            .isEqualTo(describe(official.extract(before, headers, GETTER)));
      }
    }
  }

  private static List<Context> contexts() {
    List<Context> contexts = new ArrayList<>();
    contexts.add(Context.root());
    Baggage baggage =
        Baggage.builder()
            .put("user", "anna b;,=\u00e9")
            .put("with", "metadata", BaggageEntryMetadata.create("m=1"))
            .build();
    for (int flags = 0; flags < 4; flags++) {
      SpanContext span =
          SpanContext.create(
              TRACE,
              SPAN,
              TraceFlags.fromByte((byte) flags),
              TraceState.builder().put("a", "1").put("b", "2").build());
      contexts.add(Context.root().with(Span.wrap(span)));
      contexts.add(Context.root().with(Span.wrap(span)).with(baggage));
    }
    contexts.add(Context.root().with(baggage));
    return contexts;
  }

  private static Map<String, String> injected(TextMapPropagator propagator, Context context) {
    Map<String, String> headers = new TreeMap<>();
    propagator.inject(context, headers, Map::put);
    return headers;
  }

  private static String describe(Context context) {
    SpanContext span = Span.fromContext(context).getSpanContext();
    return span + " remote " + span.isRemote() + " " + Baggage.fromContext(context).asMap();
  }

  private static Map<String, String> settings(String names) {
    Map<String, String> settings = new HashMap<>();
    for (String signal : List.of("traces", "metrics", "logs")) {
      settings.put("otel." + signal + ".exporter", "none");
    }
    settings.put("otel.propagators", names);
    return settings;
  }

  private static TextMapPropagator official(String names) {
    OpenTelemetry sdk =
        AutoConfiguredOpenTelemetrySdk.builder()
            .disableShutdownHook()
            .addPropertiesSupplier(() -> settings(names))
            .build()
            .getOpenTelemetrySdk();
    return sdk.getPropagators().getTextMapPropagator();
  }

  private static TextMapPropagator ringlet(String names) {
    RingletSdk.Builder builder = RingletSdk.builder();
    settings(names).forEach(builder::property);
    try (RingletSdk sdk = builder.build()) {
      return sdk.getPropagators().getTextMapPropagator();
    }
  }
}
