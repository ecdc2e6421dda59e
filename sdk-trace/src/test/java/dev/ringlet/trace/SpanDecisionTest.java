// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SpanDecisionTest {
  private final SpanSink sink = new SpanSink(true);
  private final List<ReadableSpan> ended = new ArrayList<>();

  private SpanProcessor deciding(Function<ReadableSpan, ExportDecision> decide) {
    return new SpanProcessor() {
      @Override
      public ExportDecision decide(ReadableSpan span) {
        return decide.apply(span);
      }

      @Override
      public void onEnd(ReadableSpan span) {
        ended.add(span);
      }
    };
  }

  private Tracer tracer(Sampler sampler, SpanProcessor... processors) {
    var provider = sink.provider().setSampler(sampler);
    for (SpanProcessor processor : processors) {
      provider.addSpanProcessor(processor);
    }
    return provider.build().get("test");
  }

  private List<String> sent() {
    return sink.spans().stream().map(io.opentelemetry.proto.trace.v1.Span::getName).toList();
  }

  @Test
  void aProcessorDropsSpans() {
    SpanProcessor health =
        deciding(
            span ->
                span.getName().equals("health") && span.hasEnded()
                    ? ExportDecision.DROP
                    : ExportDecision.DEFAULT);
    Tracer tracer = tracer(Samplers.alwaysOn(), health);
    tracer.spanBuilder("health").startSpan().end();
    tracer.spanBuilder("users").startSpan().end();
    assertThat(sent()).containsExactly("users");
    assertThat(sink.sender().counters().dropped(DropCause.FILTERED)).isOne();
    assertThat(ended).hasSize(2);
  }

  @Test
  void aProcessorKeepsSpansThatAreRecordedOnly() {
    Sampler recordOnly = Samplers.alwaysRecord(Samplers.alwaysOff());
    Tracer tracer =
        tracer(
            recordOnly,
            deciding(
                span ->
                    span.getName().equals("slow") ? ExportDecision.KEEP : ExportDecision.DEFAULT));
    tracer.spanBuilder("slow").startSpan().end();
    tracer.spanBuilder("fast").startSpan().end();
    assertThat(sent()).containsExactly("slow");
    // It was not to be exported, so nothing has been filtered.
    assertThat(sink.sender().counters().dropped(DropCause.FILTERED)).isZero();
  }

  @Test
  void dropBeatsHoldAndHoldBeatsKeep() {
    List<String> asked = new ArrayList<>();
    Tracer tracer =
        tracer(
            Samplers.alwaysOn(),
            deciding(span -> ExportDecision.HOLD),
            deciding(span -> ExportDecision.KEEP),
            deciding(
                span -> span.getName().equals("a") ? ExportDecision.DROP : ExportDecision.DEFAULT),
            deciding(
                span -> {
                  asked.add(span.getName());
                  return null;
                }),
            deciding(
                span -> {
                  throw new IllegalStateException();
                }));
    tracer.spanBuilder("a").startSpan().end();
    tracer.spanBuilder("b").startSpan().end();
    assertThat(sink.sender().counters().dropped(DropCause.FILTERED)).isOne();
    assertThat(asked).containsExactly("b");
    assertThat(ended.get(0).export()).isFalse();
    assertThat(ended.get(5).export()).isTrue();
    assertThat(sent()).containsExactly("b");
  }

  @Test
  void aHeldSpanIsExportedOrDiscardedOnce() throws Exception {
    Tracer tracer = tracer(Samplers.alwaysOn(), deciding(span -> ExportDecision.HOLD));
    Span open = tracer.spanBuilder("a").setAttribute("k", "v").startSpan();
    assertThat(((ReadableSpan) open).export()).isFalse();
    open.end();
    tracer.spanBuilder("b").startSpan().end();
    assertThat(ended.get(0).export()).isTrue();
    assertThat(ended.get(0).export()).isFalse();
    assertThat(ended.get(0).discard()).isFalse();
    assertThat(ended.get(1).discard()).isTrue();
    assertThat(ended.get(1).export()).isFalse();
    assertThat(sink.span().getName()).isEqualTo("a");
    assertThat(sink.span())
        .isEqualTo(io.opentelemetry.proto.trace.v1.Span.parseFrom(ended.get(0).toOtlp()));
    assertThat(sink.sender().counters().dropped(DropCause.FILTERED)).isOne();
  }

  @Test
  void aProcessorRedactsAndRenames() {
    SpanProcessor redacting =
        new SpanProcessor() {
          @Override
          public void onEnding(ReadWriteSpan span) {
            span.removeAttributes(name -> name.startsWith("secret"));
            span.setAttribute("user", "***");
            span.updateName("renamed");
          }

          @Override
          public void onEnd(ReadableSpan span) {
            ((ReadWriteSpan) span).removeAttributes(name -> true);
          }
        };
    Span span = tracer(Samplers.alwaysOn(), redacting).spanBuilder("name").startSpan();
    for (int i = 0; i < 60; i++) {
      span.setAttribute("secret" + i, i).setAttribute("n" + i, i);
    }
    span.setAttribute("user", "alice").addEvent("event").end();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      names.add("n" + i);
    }
    names.add("user");
    var sent = sink.span();
    assertThat(sent.getName()).isEqualTo("renamed");
    assertThat(sent.getAttributesList())
        .extracting(io.opentelemetry.proto.common.v1.KeyValue::getKey)
        .containsExactlyElementsOf(names);
    assertThat(sent.getAttributes(60).getValue().getStringValue()).isEqualTo("***");
    assertThat(sent.getDroppedAttributesCount()).isZero();
    assertThat(sent.getEventsCount()).isOne();
  }

  @Test
  void eventsAndLinksCanBeRead() {
    SpanContext to =
        SpanContext.createFromRemoteParent(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            TraceFlags.getSampled(),
            TraceState.builder().put("k", "v").build());
    Attributes attributes =
        Attributes.of(AttributeKey.stringKey("s"), "x", AttributeKey.longKey("l"), 1L);
    var provider =
        sink.provider()
            .setSpanLimits(
                SpanLimits.builder().setMaxNumberOfEvents(2).setMaxNumberOfLinks(1).build())
            .addSpanProcessor(deciding(span -> ExportDecision.DEFAULT));
    Span span = provider.build().get("test").spanBuilder("name").startSpan();
    span.addEvent("short", 5, TimeUnit.NANOSECONDS);
    span.addEvent("long", attributes, 6, TimeUnit.NANOSECONDS);
    span.addEvent("third");
    span.addLink(to, attributes);
    span.addLink(to);
    ReadableSpan readable = (ReadableSpan) span;
    for (int i = 0; i < 2; i++) { // open, then ended
      assertThat(readable.getEvents())
          .containsExactly(
              new SpanEvent("short", 5, Attributes.empty(), 0),
              new SpanEvent("long", 6, attributes, 0));
      assertThat(readable.getLinks()).containsExactly(new SpanLink(to, attributes, 0));
      assertThat(readable.getDroppedEvents()).isOne();
      assertThat(readable.getDroppedLinks()).isOne();
      assertThat(readable.getDroppedAttributes()).isZero();
      span.end();
    }
  }
}
