// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanProcessorTest {
  private final SpanSink sink = new SpanSink(true);

  @Test
  void seesAndChangesTheSpanAtEachStation() throws Exception {
    List<String> calls = new ArrayList<>();
    List<ReadableSpan> kept = new ArrayList<>();
    SpanProcessor processor =
        new SpanProcessor() {
          @Override
          public void onStart(Context parentContext, ReadWriteSpan span) {
            calls.add("start " + span.getName() + " " + span.hasEnded() + parentContext);
            span.setAttribute("by.start", 1);
          }

          @Override
          public void onEnding(ReadWriteSpan span) {
            calls.add("ending " + span.hasEnded() + " " + (span.getEndEpochNanos() != 0));
            span.setAttribute("by.ending", 2);
            span.end();
          }

          @Override
          public void onEnd(ReadableSpan span) {
            calls.add("end " + span.hasEnded());
            ((Span) span).setAttribute("too.late", 3);
            kept.add(span);
          }
        };
    Tracer tracer = sink.provider().addSpanProcessor(processor).build().get("scope");
    Context context = Context.root();
    Span span =
        tracer.spanBuilder("name").setParent(context).setSpanKind(SpanKind.PRODUCER).startSpan();
    span.setStatus(StatusCode.ERROR, "why");
    span.end();
    span.end();
    tracer.spanBuilder("another").startSpan().end();

    assertThat(calls.subList(0, 3))
        .containsExactly("start name false" + context, "ending false true", "end true");
    io.opentelemetry.proto.trace.v1.Span sent = sink.spans().get(0);
    assertThat(sent.getAttributesList())
        .extracting(a -> a.getKey())
        .containsExactly("by.start", "by.ending");
    ReadableSpan view = kept.get(0);
    assertThat(io.opentelemetry.proto.trace.v1.Span.parseFrom(view.toOtlp())).isEqualTo(sent);
    assertThat(view.getAttributes().asMap())
        .containsOnly(entry(longKey("by.start"), 1L), entry(longKey("by.ending"), 2L));
    assertThat(view.getAttribute(longKey("by.start"))).isEqualTo(1);
    assertThat(view.getAttribute(stringKey("by.start"))).isNull();
    assertThat(view.getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(view.getStatusDescription()).isEqualTo("why");
    assertThat(view.getKind()).isEqualTo(SpanKind.PRODUCER);
    assertThat(view.getInstrumentationScope().getName()).isEqualTo("scope");
    assertThat(view.getParentSpanContext().isValid()).isFalse();
    assertThat(view.getLatencyNanos())
        .isEqualTo(view.getEndEpochNanos() - view.getStartEpochNanos());
  }

  @Test
  void whatProcessorsThrowGoesNoFurther() {
    SpanProcessor bad =
        new SpanProcessor() {
          @Override
          public void onStart(Context parentContext, ReadWriteSpan span) {
            throw new IllegalStateException("start");
          }

          @Override
          public void onEnding(ReadWriteSpan span) {
            throw new StackOverflowError();
          }

          @Override
          public void onEnd(ReadableSpan span) {
            throw new AssertionError("end");
          }
        };
    RingletTracerProvider provider = sink.provider().addSpanProcessor(bad).build();
    provider.get("test").spanBuilder("span").startSpan().end();
    assertThat(sink.spans()).hasSize(1);
    assertThat(provider.caughtErrors()).isEqualTo(3);
  }

  @Test
  void onlyTheEndingThreadMayChangeASpanThatIsEnding() throws Exception {
    SpanProcessor processor =
        new SpanProcessor() {
          @Override
          public void onEnding(ReadWriteSpan span) {
            Thread other = new Thread(() -> span.setAttribute("other", true));
            other.start();
            try {
              other.join();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            span.setAttribute("own", true);
          }
        };
    sink.provider()
        .addSpanProcessor(processor)
        .build()
        .get("test")
        .spanBuilder("span")
        .startSpan()
        .end();
    assertThat(sink.span().getAttributesList()).extracting(a -> a.getKey()).containsExactly("own");
  }

  @Test
  void recordedButUnsampledSpansAreSeenAndNotSent() {
    List<String> seen = new ArrayList<>();
    SpanProcessor processor =
        new SpanProcessor() {
          @Override
          public void onEnd(ReadableSpan span) {
            seen.add(span.getName());
          }
        };
    Sampler recordOnly =
        new Sampler() {
          @Override
          public SamplingDecision shouldSample(SamplingRequest request) {
            return SamplingDecision.RECORD_ONLY;
          }

          @Override
          public String getDescription() {
            return "record only";
          }
        };
    Tracer tracer =
        sink.provider().setSampler(recordOnly).addSpanProcessor(processor).build().get("test");
    Span span = tracer.spanBuilder("quiet").startSpan();
    assertThat(span.isRecording()).isTrue();
    assertThat(span.getSpanContext().isSampled()).isFalse();
    span.end();
    assertThat(seen).containsExactly("quiet");
    assertThat(sink.spans()).isEmpty();
  }
}
