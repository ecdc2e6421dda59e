// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.FreshProcess;
import dev.ringlet.testing.StackEnd;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stack that is full must not leave a span busy, for the next thread would wait for ever. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpanStackOverflowTest {
  private static final int ROUNDS = 12;

  private static final SpanProcessor READER =
      new SpanProcessor() {
        @Override
        public void onEnding(ReadWriteSpan span) {
          span.setAttribute("name", span.getName());
        }

        @Override
        public void onEnd(ReadableSpan span) {
          span.toOtlp();
        }
      };

  private static final List<Consumer<Span>> OPERATIONS =
      List.of(
          span -> span.setAttribute("string", "value"),
          span -> span.setAttribute("long", 1),
          span -> span.setAttribute("double", 1.5),
          span -> span.setAttribute("boolean", true),
          span -> span.setAttribute(AttributeKey.longArrayKey("list"), List.of(1L, 2L)),
          span -> span.addEvent("event", Attributes.of(AttributeKey.stringKey("k"), "v")),
          span -> span.addLink(span.getSpanContext()),
          span -> span.setStatus(StatusCode.ERROR, "description"),
          span -> span.updateName("name"),
          SpanStackOverflowTest::read);

  private static void read(Span span) {
    if (span instanceof ReadableSpan readable) {
      readable.toOtlp();
      readable.getStatusDescription();
    }
  }

  private static void spansStayUsable(SpanSink sink, Tracer tracer) throws InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      for (Consumer<Span> operation : OPERATIONS) {
        Span span = tracer.spanBuilder("span").startSpan();
        StackEnd.reach(round, () -> operation.accept(span));
        OPERATIONS.forEach(any -> any.accept(span));
        span.updateName("afterwards");
        span.end();
        assertThat(span.isRecording()).isFalse();
      }
    }
    assertThat(sink.spans())
        .hasSize(ROUNDS * OPERATIONS.size())
        .allSatisfy(span -> assertThat(span.getName()).isEqualTo("afterwards"));
  }

  @Test
  void aFullStackLeavesSpansUsable() throws InterruptedException {
    SpanSink sink = new SpanSink(true);
    spansStayUsable(sink, sink.provider().build().get("test"));
  }

  @Test
  void aFullStackLeavesSpansThatProcessorsSeeUsable() throws InterruptedException {
    SpanSink sink = new SpanSink(true);
    spansStayUsable(sink, sink.provider().addSpanProcessor(READER).build().get("test"));
  }

  @Test
  void whereverAStackIsFullSpansEnd() throws InterruptedException {
    SpanSink sink = new SpanSink(true);
    for (RingletTracerProvider provider :
        List.of(sink.provider().build(), sink.provider().addSpanProcessor(READER).build())) {
      Tracer tracer = provider.get("test");
      for (int round = 0; round < ROUNDS; round++) {
        Span[] last = {tracer.spanBuilder("first").startSpan()};
        StackEnd.reach(
            round,
            () -> {
              last[0] = tracer.spanBuilder("span").startSpan();
              last[0].end();
            });
        last[0].setAttribute("late", 1);
        last[0].end();
        assertThat(last[0].isRecording()).isFalse();
      }
    }
    assertThat(sink.spans()).isNotEmpty();
  }

  @Test
  void aFullStackLeavesARecorderUsable() throws InterruptedException {
    SpanSink sink = new SpanSink(true);
    SpanRecorder recorder = sink.provider().build().tracerBuilder("test").buildRecorder();
    List<LongConsumer> operations =
        List.of(
            span -> recorder.put(span, "string", "value"),
            span -> recorder.put(span, "long", 1),
            span -> recorder.put(span, "double", 1.5),
            span -> recorder.put(span, "boolean", true),
            span -> recorder.addEvent(span, "event"),
            span -> recorder.setStatus(span, StatusCode.ERROR, "description"),
            recorder::isRecording,
            recorder::getSpanContext,
            span -> recorder.end(recorder.startChild(span, "child", SpanKind.INTERNAL)));
    for (int round = 0; round < ROUNDS; round++) {
      for (LongConsumer operation : operations) {
        long span = recorder.start("span", SpanKind.SERVER);
        StackEnd.reach(round, () -> operation.accept(span));
        operations.forEach(any -> any.accept(span));
        assertThat(recorder.isRecording(span)).isTrue();
        recorder.end(span);
        assertThat(recorder.isRecording(span)).isFalse();
      }
    }
    assertThat(sink.spans().stream().filter(span -> span.getName().equals("span")))
        .hasSize(ROUNDS * operations.size());
  }

  @Test
  void whatIsUsedFirstWhereTheStackIsFullWorksAfterwards() {
    assertThat(FreshProcess.output(SpanFirstUseMain.class).trim())
        .isEqualTo("after attributes 3 events 1 links 1");
  }
}
