// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.metrics.InstrumentSelector;
import dev.ringlet.metrics.View;
import dev.ringlet.testing.OtlpCapture;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the specification asks of an SDK as a whole: global providers, contexts, propagators. */
@SuppressWarnings({
  "try",
  "deprecation"
}) // scopes only to be closed; what old versions of the API need
class SdkApiTest {
  private static final String SCHEMA = "https://example.com/";

  /** Of headers with names in any case; it remembers which names it was asked for. */
  private static final class Headers implements TextMapGetter<Map<String, String>> {
    private final List<String> asked = new ArrayList<>();

    @Override
    public Iterable<String> keys(Map<String, String> carrier) {
      asked.add("keys");
      return carrier.keySet();
    }

    @Override
    public String get(Map<String, String> carrier, String key) {
      asked.add(key);
      return carrier.get(key.toLowerCase(Locale.ROOT));
    }
  }

  @AfterEach
  void resetGlobal() {
    GlobalOpenTelemetry.resetForTest();
  }

  private static RingletSdk.Builder quiet() {
    return RingletSdk.builder()
        .property("otel.traces.exporter", "none")
        .property("otel.metrics.exporter", "none")
        .property("otel.logs.exporter", "none")
        .property("ringlet.shutdown.hook", "false");
  }

  @Test
  void theGlobalProvidersAndPropagatorsAreThoseOfTheSdk() {
    try (RingletSdk sdk = quiet().buildAndRegisterGlobal();
        RingletSdk another = quiet().build()) {
      assertThat(GlobalOpenTelemetry.getTracerProvider()).isSameAs(sdk.getTracerProvider());
      assertThat(GlobalOpenTelemetry.getMeterProvider()).isSameAs(sdk.getMeterProvider());
      assertThat(GlobalOpenTelemetry.get().getLogsBridge()).isSameAs(sdk.getLogsBridge());
      assertThat(GlobalOpenTelemetry.getPropagators()).isSameAs(sdk.getPropagators());
      assertThat(another.getPropagators()).isNotSameAs(sdk.getPropagators());
    }
  }

  @Test
  void metersAndLoggersWithoutExporterAreThoseOfTheApi() {
    try (RingletSdk sdk = quiet().build()) {
      assertThat(sdk.getMeterProvider()).isSameAs(MeterProvider.noop());
      assertThat(sdk.getLogsBridge()).isSameAs(LoggerProvider.noop());
      assertThat(sdk.getTracer("t").spanBuilder("s").startSpan().getSpanContext().isValid())
          .as("contexts are propagated without an exporter")
          .isTrue();
    }
  }

  @Test
  void whatIsAddedInCodeRecordsWithoutExporter() {
    List<String> bodies = new ArrayList<>();
    RingletSdk.Builder builder =
        quiet()
            .addView(InstrumentSelector.builder().build(), View.builder().build())
            .addLogRecordProcessor((context, record) -> bodies.add(record.getBody().asString()));
    try (RingletSdk sdk = builder.build()) {
      assertThat(sdk.getMeterProvider()).isNotSameAs(MeterProvider.noop());
      sdk.getLogsBridge().get("l").logRecordBuilder().setBody("seen").emit();
    }
    assertThat(bodies).containsExactly("seen");
  }

  @Test
  void settingsOfASignalWithoutExporterAreChecked() {
    assertThatThrownBy(quiet().property("otel.metrics.exemplar.filter", "sometimes")::build)
        .hasMessageContaining("otel.metrics.exemplar.filter");
    assertThatThrownBy(quiet().property("otel.logrecord.attribute.count.limit", "many")::build)
        .hasMessageContaining("otel.logrecord.attribute.count.limit");
    assertThatThrownBy(quiet().property("ringlet.logs.filter", "keep everything")::build)
        .hasMessageContaining("ringlet.logs.filter");
  }

  @Test
  void contextsHoldValuesAndAreAttachedAndDetached() {
    ContextKey<String> key = ContextKey.named("key");
    ContextKey<String> sameName = ContextKey.named("key");
    Context outer = Context.current();
    Context with = outer.with(key, "value");
    assertThat(outer.get(key)).isNull();
    assertThat(with.get(key)).isEqualTo("value");
    assertThat(with.get(sameName)).as("keys of one name are different").isNull();
    try (Scope scope = with.makeCurrent()) {
      assertThat(Context.current()).isSameAs(with);
    }
    assertThat(Context.current()).isSameAs(outer);
  }

  @Test
  void propagatorsWriteAndReadHeadersTogether() {
    try (OtlpCapture collector = OtlpCapture.start();
        RingletSdk sdk =
            RingletSdk.builder()
                .property("otel.exporter.otlp.endpoint", collector.endpoint())
                .build()) {
      TextMapPropagator propagator = sdk.getPropagators().getTextMapPropagator();
      assertThat(propagator.fields())
          .containsExactlyInAnyOrder("traceparent", "tracestate", "baggage");
      Span span = sdk.getTracer("test").spanBuilder("span").startSpan();
      SpanContext local = span.getSpanContext();
      Context context =
          Context.root().with(span).with(Baggage.builder().put("user", "anna b").build());
      Map<String, String> headers = new TreeMap<>();
      propagator.inject(context, headers, (carrier, name, value) -> carrier.put(name, value));
      assertThat(headers)
          .containsEntry(
              "traceparent", "00-" + local.getTraceId() + "-" + local.getSpanId() + "-03")
          .containsEntry("baggage", "user=anna%20b")
          .hasSize(2);
      headers.put("tracestate", "vendor=1");
      Headers getter = new Headers();
      Context read = propagator.extract(Context.root(), headers, getter);
      SpanContext remote = Span.fromContext(read).getSpanContext();
      assertThat(remote.isRemote()).isTrue();
      assertThat(remote.isSampled()).isTrue();
      assertThat(remote.getTraceId()).isEqualTo(local.getTraceId());
      assertThat(remote.getSpanId()).isEqualTo(local.getSpanId());
      assertThat(remote.getTraceState().get("vendor")).isEqualTo("1");
      assertThat(Baggage.fromContext(read).getEntryValue("user")).isEqualTo("anna b");
      assertThat(getter.asked).contains("traceparent", "tracestate", "baggage");
    }
  }

  /** It reads names that begin with a prefix, so it needs them all. */
  @Test
  void aPropagatorOfTheApplicationSeesTheNamesOfAllHeaders() {
    List<String> seen = new ArrayList<>();
    TextMapPropagator listing =
        new TextMapPropagator() {
          @Override
          public List<String> fields() {
            return List.of();
          }

          @Override
          public <C> void inject(
              Context context,
              C carrier,
              io.opentelemetry.context.propagation.TextMapSetter<C> setter) {
            setter.set(carrier, "x-own", "1");
          }

          @Override
          public <C> Context extract(Context context, C carrier, TextMapGetter<C> getter) {
            getter.keys(carrier).forEach(seen::add);
            return context;
          }
        };
    try (RingletSdk sdk =
        quiet()
            .addPropagator("listing", listing)
            .property("otel.propagators", "tracecontext,listing")
            .build()) {
      TextMapPropagator propagator = sdk.getPropagators().getTextMapPropagator();
      Map<String, String> headers = new TreeMap<>();
      propagator.inject(Context.root(), headers, Map::put);
      assertThat(headers).containsExactly(Map.entry("x-own", "1"));
      propagator.extract(Context.root(), Map.of("uberctx-a", "1"), new Headers());
      assertThat(seen).containsExactly("uberctx-a");
    }
  }

  @Test
  void everySignalHasTheSchemaOfItsResourceAndItsScope() {
    try (OtlpCapture collector = OtlpCapture.start();
        RingletSdk sdk =
            RingletSdk.builder()
                .property("otel.exporter.otlp.endpoint", collector.endpoint())
                .build()) {
      sdk.getTracerProvider()
          .tracerBuilder("test")
          .setSchemaUrl(SCHEMA + "scope")
          .build()
          .spanBuilder("span")
          .startSpan()
          .end();
      sdk.getMeterProvider()
          .meterBuilder("test")
          .setSchemaUrl(SCHEMA + "scope")
          .build()
          .counterBuilder("counter")
          .build()
          .add(1);
      sdk.getLogsBridge()
          .loggerBuilder("test")
          .setSchemaUrl(SCHEMA + "scope")
          .build()
          .logRecordBuilder()
          .emit();
      assertThat(sdk.flush(LONG)).isTrue();
      var spans = collector.traces().get(0).getResourceSpans(0);
      var metrics = collector.metrics().get(0).getResourceMetrics(0);
      var logs = collector.logs().get(0).getResourceLogs(0);
      assertThat(List.of(spans.getSchemaUrl(), metrics.getSchemaUrl(), logs.getSchemaUrl()))
          .hasSize(3)
          .allMatch(url -> url.startsWith("https://opentelemetry.io/schemas/"));
      assertThat(
              List.of(
                  spans.getScopeSpans(0).getSchemaUrl(),
                  metrics.getScopeMetrics(0).getSchemaUrl(),
                  logs.getScopeLogs(0).getSchemaUrl()))
          .containsOnly(SCHEMA + "scope");
    }
  }

  @Test
  void logRecordsMayBeSentOneByOne() {
    try (OtlpCapture collector = OtlpCapture.start();
        RingletSdk sdk =
            RingletSdk.builder()
                .property("otel.exporter.otlp.endpoint", collector.endpoint())
                .property("ringlet.logs.processor", "simple")
                .build()) {
      for (int i = 1; i <= 3; i++) {
        sdk.getLogsBridge().get("test").logRecordBuilder().setBody("line " + i).emit();
        assertThat(collector.logs()).hasSize(i);
      }
    }
  }
}
