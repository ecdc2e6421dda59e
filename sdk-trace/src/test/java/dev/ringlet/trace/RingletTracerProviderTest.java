// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.testing.Await;
import dev.ringlet.testing.BlockedExporter;
import dev.ringlet.testing.CapturingExporter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The builder of a provider as a user has it, without the wiring of the SDK. */
class RingletTracerProviderTest {

  private static List<ScopeSpans> scopes(CapturingExporter exporter) {
    return exporter
        .requests(ExportTraceServiceRequest::parseFrom)
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .toList();
  }

  private static List<String> names(CapturingExporter exporter) {
    return scopes(exporter).stream()
        .flatMap(scope -> scope.getSpansList().stream())
        .map(span -> span.getName())
        .toList();
  }

  @Test
  void exportsByItself() {
    CapturingExporter exporter = new CapturingExporter();
    try (RingletTracerProvider provider =
        RingletTracerProvider.builder().addExporter(exporter).build()) {
      provider.get("test").spanBuilder("first").startSpan().end();
      assertThat(provider.flush(LONG)).isTrue();
      assertThat(names(exporter)).containsExactly("first");
      provider.get("test").spanBuilder("second").startSpan().end();
    }
    assertThat(names(exporter)).containsExactly("first", "second");
  }

  @Test
  void aTracerHasItsScope() {
    CapturingExporter exporter = new CapturingExporter();
    try (RingletTracerProvider provider =
        RingletTracerProvider.builder().addExporter(exporter).build()) {
      provider
          .tracerBuilder("library")
          .setInstrumentationVersion("1.2")
          .setSchemaUrl("https://example.com/schema")
          .setInstrumentationAttributes(Attributes.of(AttributeKey.stringKey("k"), "v"))
          .build()
          .spanBuilder("span")
          .startSpan()
          .end();
      assertThat(provider.flush(LONG)).isTrue();
    }
    ScopeSpans sent = scopes(exporter).get(0);
    assertThat(sent.getScope().getName()).isEqualTo("library");
    assertThat(sent.getScope().getVersion()).isEqualTo("1.2");
    assertThat(sent.getSchemaUrl()).isEqualTo("https://example.com/schema");
    assertThat(sent.getScope().getAttributesList())
        .singleElement()
        .matches(one -> one.getKey().equals("k") && one.getValue().getStringValue().equals("v"));
    assertThat(sent.getSpansList()).extracting(span -> span.getName()).containsExactly("span");
  }

  @Test
  void manyThreadsGetTracers() throws Exception {
    CapturingExporter exporter = new CapturingExporter();
    try (RingletTracerProvider provider =
        RingletTracerProvider.builder().addExporter(exporter).build()) {
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        Thread thread =
            new Thread(
                () -> {
                  for (int i = 0; i < 100; i++) {
                    provider.get("library " + i).spanBuilder("span").startSpan().end();
                  }
                });
        threads.add(thread);
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    Map<String, Integer> spans = new TreeMap<>();
    scopes(exporter)
        .forEach(
            scope -> spans.merge(scope.getScope().getName(), scope.getSpansCount(), Integer::sum));
    assertThat(spans).hasSize(100);
    assertThat(spans.values()).containsOnly(4);
  }

  @Test
  void anExporterThatHangsDelaysNoOther() {
    BlockedExporter hanging = new BlockedExporter();
    CapturingExporter live = new CapturingExporter();
    try (RingletTracerProvider provider =
        RingletTracerProvider.builder().addExporter(hanging).addExporter(live).build()) {
      provider.get("test").spanBuilder("span").startSpan().end();
      assertThat(provider.flush(Duration.ofMillis(1))).isFalse();
      Await.until("the live exporter has the span", () -> names(live).contains("span"));
      assertThat(names(hanging)).isEmpty();
      hanging.open();
      assertThat(provider.flush(LONG)).isTrue();
    }
    assertThat(names(hanging)).containsExactly("span");
    assertThat(names(live)).containsExactly("span");
  }

  @Test
  void processorsRunInTheOrderOfTheBuilder() {
    List<String> order = new ArrayList<>();
    try (RingletTracerProvider provider =
        RingletTracerProvider.builder()
            .addSpanProcessor(named("second", order))
            .addSpanProcessor(named("third", order))
            .addSpanProcessorFirst(named("first", order))
            .build()) {
      provider.get("test").spanBuilder("span").startSpan().end();
    }
    assertThat(order).containsExactly("first", "second", "third");
  }

  private static SpanProcessor named(String name, List<String> order) {
    return new SpanProcessor() {
      @Override
      public void onStart(Context parentContext, ReadWriteSpan span) {
        order.add(name);
      }
    };
  }

  @Test
  void nullIsRefusedByName() {
    RingletTracerProvider.Builder builder = RingletTracerProvider.builder();
    assertThatThrownBy(() -> builder.setSampler(null)).hasMessage("sampler");
    assertThatThrownBy(() -> builder.setClock(null)).hasMessage("clock");
    assertThatThrownBy(() -> builder.addExporter(null)).hasMessage("exporter");
    assertThatThrownBy(() -> builder.setResource(null)).hasMessage("resource");
    assertThatThrownBy(() -> builder.setSpanLimits(null)).hasMessage("limits");
    assertThatThrownBy(() -> builder.setIdGenerator(null)).hasMessage("idGenerator");
    assertThatThrownBy(() -> builder.addSpanProcessor(null)).hasMessage("processor");
    assertThatThrownBy(() -> builder.addSpanProcessorFirst(null)).hasMessage("processor");
    assertThatThrownBy(() -> builder.setTracerConfigurator(null)).hasMessage("configurator");
  }

  @Test
  void limitsHaveTheGettersOfTheOfficialOnes() {
    SpanLimits limits =
        SpanLimits.builder()
            .setMaxNumberOfAttributes(1)
            .setMaxNumberOfEvents(2)
            .setMaxNumberOfLinks(3)
            .setMaxNumberOfAttributesPerEvent(4)
            .setMaxNumberOfAttributesPerLink(5)
            .setMaxAttributeValueLength(6)
            .build();
    assertThat(limits.getMaxNumberOfAttributes()).isEqualTo(1);
    assertThat(limits.getMaxNumberOfEvents()).isEqualTo(2);
    assertThat(limits.getMaxNumberOfLinks()).isEqualTo(3);
    assertThat(limits.getMaxNumberOfAttributesPerEvent()).isEqualTo(4);
    assertThat(limits.getMaxNumberOfAttributesPerLink()).isEqualTo(5);
    assertThat(limits.getMaxAttributeValueLength()).isEqualTo(6);
    assertThatThrownBy(() -> SpanLimits.builder().setMaxNumberOfLinks(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void afterCloseSpansRecordNothing() {
    RingletTracerProvider provider = RingletTracerProvider.builder().build();
    var tracer = provider.get("test");
    provider.close();
    Span span = tracer.spanBuilder("late").startSpan();
    assertThat(span.isRecording()).isFalse();
    assertThat(provider.isClosed()).isTrue();
  }
}
