// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.ringlet.export.DropCause;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpanRecorderTest {
  private final SpanSink sink = new SpanSink(true);
  private final RingletTracerProvider provider = sink.provider().build();
  private final SpanRecorder recorder = provider.tracerBuilder("test").buildRecorder();

  @Test
  void recordsWhatATracerWouldRecord() {
    long parent = recorder.start("parent", SpanKind.SERVER);
    long child = recorder.startChild(parent, "child", SpanKind.CLIENT);
    recorder.put(child, "s", "text");
    recorder.put(child, "l", 5L);
    recorder.put(child, "d", 0.25);
    recorder.put(child, "b", true);
    recorder.put(child, "s", "again");
    recorder.addEvent(child, "event");
    recorder.setStatus(child, StatusCode.ERROR, "broken");
    SpanContext context = recorder.getSpanContext(child);
    recorder.end(child);
    recorder.end(parent);

    List<Span> spans = sink.spans();
    Span first = spans.get(0);
    Span second = spans.get(1);
    assertThat(first.getName()).isEqualTo("child");
    assertThat(first.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
    assertThat(first.getParentSpanId()).isEqualTo(second.getSpanId());
    assertThat(first.getTraceId()).isEqualTo(second.getTraceId());
    assertThat(ByteString.copyFrom(context.getSpanIdBytes())).isEqualTo(first.getSpanId());
    assertThat(first.getAttributesList())
        .extracting(a -> a.getKey() + "=" + a.getValue().toString().trim())
        .containsExactly(
            "s=string_value: \"again\"",
            "l=int_value: 5",
            "d=double_value: 0.25",
            "b=bool_value: true");
    assertThat(first.getEvents(0).getName()).isEqualTo("event");
    assertThat(first.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    assertThat(first.getStatus().getMessage()).isEqualTo("broken");
    assertThat(first.getStartTimeUnixNano()).isLessThanOrEqualTo(first.getEndTimeUnixNano());
    assertThat(second.getStartTimeUnixNano()).isLessThanOrEqualTo(first.getStartTimeUnixNano());
    assertThat(first.getFlags()).isEqualTo(0x103);
  }

  @Test
  void followsTheSpanThatIsCurrent() {
    io.opentelemetry.api.trace.Span outer = provider.get("api").spanBuilder("outer").startSpan();
    long inner = recorder.start("inner", SpanKind.INTERNAL, Context.root().with(outer));
    recorder.end(inner);
    assertThat(sink.span().getParentSpanId())
        .isEqualTo(ByteString.copyFrom(outer.getSpanContext().getSpanIdBytes()));
  }

  @Test
  void aNameThatIsOverDoesNothing() {
    long old = recorder.start("old", SpanKind.INTERNAL);
    recorder.end(old);
    long young = recorder.start("young", SpanKind.INTERNAL);
    assertThat((int) young).as("the same place").isEqualTo((int) old);
    recorder.put(old, "stray", "x");
    recorder.setStatus(old, StatusCode.ERROR, "x");
    recorder.addEvent(old, "x");
    recorder.end(old);
    assertThat(recorder.isRecording(old)).isFalse();
    assertThat(recorder.isRecording(young)).isTrue();
    assertThat(recorder.getSpanContext(old).isValid()).isFalse();
    recorder.end(young);
    assertThat(sink.spans()).hasSize(2);
    assertThat(sink.spans().get(1).getAttributesCount()).isZero();
    assertThat(sink.spans().get(1).getEventsCount()).isZero();
  }

  @Test
  void foreignNumbersDoNothing() {
    for (long token : new long[] {0, -1, 1, Long.MAX_VALUE, Long.MIN_VALUE, 4097, 1L << 32}) {
      recorder.put(token, "k", "v");
      recorder.put(token, "k", 1L);
      recorder.addEvent(token, "e");
      recorder.setStatus(token, StatusCode.OK, null);
      recorder.end(token);
      assertThat(recorder.isRecording(token)).isFalse();
    }
    assertThat(sink.spans()).isEmpty();
  }

  @Test
  void oneSpanTooManyIsCounted() {
    Set<Long> open = new HashSet<>();
    for (int i = 0; i < SpanRecorder.MAX_SPANS; i++) {
      open.add(recorder.start("open", SpanKind.INTERNAL));
    }
    assertThat(open).hasSize(SpanRecorder.MAX_SPANS).doesNotContain(0L);
    assertThat(recorder.start("more", SpanKind.INTERNAL)).isZero();
    assertThat(sink.counters().dropped(DropCause.QUEUE_FULL)).isEqualTo(1);
    open.forEach(recorder::end);
    assertThat(recorder.start("again", SpanKind.INTERNAL)).isNotZero();
  }

  @Test
  void childrenOfAnUnsampledSpanAreNotSampledEither() {
    SpanRecorder off =
        sink.provider()
            .setSampler(Samplers.parentBased(Samplers.alwaysOff()))
            .build()
            .tracerBuilder("off")
            .buildRecorder();
    long parent = off.start("parent", SpanKind.INTERNAL);
    long child = off.startChild(parent, "child", SpanKind.INTERNAL);
    assertThat(off.isRecording(child)).isFalse();
    assertThat(off.getSpanContext(child).getTraceId())
        .isEqualTo(off.getSpanContext(parent).getTraceId());
    off.end(child);
    off.end(parent);
    assertThat(sink.spans()).isEmpty();
  }
}
