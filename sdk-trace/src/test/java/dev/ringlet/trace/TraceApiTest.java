// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span.Event;
import io.opentelemetry.proto.trace.v1.Status;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The API of spans, one feature of the specification after the other, as a receiver sees it. */
@SuppressWarnings("try") // scopes that are only to be closed
class TraceApiTest {
  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN_ID = "b7ad6b7169203331";

  private final SpanSink sink = new SpanSink(true);
  private final Tracer tracer = sink.provider().build().get("test");

  private static SpanContext remote(TraceFlags flags) {
    TraceState state = TraceState.builder().put("vendor", "1").build();
    return SpanContext.createFromRemoteParent(TRACE_ID, SPAN_ID, flags, state);
  }

  private static Context in(SpanContext span) {
    return Context.root().with(Span.wrap(span));
  }

  private static Map<String, AnyValue> attributes(List<KeyValue> attributes) {
    return attributes.stream().collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
  }

  private static String hex(com.google.protobuf.ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  @Test
  void theActiveSpanIsThatOfTheInnermostScope() {
    Span outer = tracer.spanBuilder("outer").startSpan();
    Span inner = tracer.spanBuilder("inner").startSpan();
    assertThat(Span.current().getSpanContext().isValid()).isFalse();
    try (Scope first = outer.makeCurrent()) {
      assertThat(Span.current()).isSameAs(outer);
      try (Scope second = Context.current().with(inner).makeCurrent()) {
        assertThat(Span.current()).isSameAs(inner);
      }
      assertThat(Span.current()).isSameAs(outer);
    }
    assertThat(Span.current().getSpanContext().isValid()).isFalse();
  }

  @Test
  void aSpanWithoutParentIsARoot() {
    try (Scope scope = in(remote(TraceFlags.getSampled())).makeCurrent()) {
      tracer.spanBuilder("root").setNoParent().startSpan().end();
    }
    assertThat(sink.span().getParentSpanId().isEmpty()).isTrue();
    assertThat(hex(sink.span().getTraceId())).isNotEqualTo(TRACE_ID);
  }

  @Test
  void theParentIsTheActiveSpan() {
    Span parent = tracer.spanBuilder("parent").startSpan();
    try (Scope scope = parent.makeCurrent()) {
      tracer.spanBuilder("child").startSpan().end();
    }
    assertThat(hex(sink.span().getParentSpanId())).isEqualTo(parent.getSpanContext().getSpanId());
    assertThat(hex(sink.span().getTraceId())).isEqualTo(parent.getSpanContext().getTraceId());
  }

  @Test
  void theParentIsThatOfTheContextThatIsGiven() {
    Span active = tracer.spanBuilder("active").startSpan();
    try (Scope scope = active.makeCurrent()) {
      tracer.spanBuilder("span").setParent(in(remote(TraceFlags.getSampled()))).startSpan().end();
    }
    assertThat(hex(sink.span().getParentSpanId())).isEqualTo(SPAN_ID);
    assertThat(hex(sink.span().getTraceId())).isEqualTo(TRACE_ID);
    assertThat(sink.span().getTraceState()).isEqualTo("vendor=1");
  }

  @Test
  void aParentIsAlwaysAContext() {
    SpanBuilder builder = tracer.spanBuilder("span");
    List<List<Class<?>>> parameters =
        Arrays.stream(builder.getClass().getMethods())
            .filter(method -> method.getName().equals("setParent") && !method.isBridge())
            .map(Method::getParameterTypes)
            .map(List::of)
            .toList();
    assertThat(parameters).containsExactly(List.of(Context.class));
  }

  @Test
  void theContextOfASpanIsValidAndLocalAndThatOfItsParentMayBeRemote() {
    List<ReadableSpan> seen = new ArrayList<>();
    SpanProcessor processor =
        new SpanProcessor() {
          @Override
          public void onEnd(ReadableSpan span) {
            seen.add(span);
          }
        };
    Tracer seenTracer = sink.provider().addSpanProcessor(processor).build().get("test");
    Span span =
        seenTracer.spanBuilder("span").setParent(in(remote(TraceFlags.getSampled()))).startSpan();
    span.end();
    assertThat(span.getSpanContext().isValid()).isTrue();
    assertThat(span.getSpanContext().isRemote()).isFalse();
    assertThat(span.getSpanContext().getTraceId()).isEqualTo(TRACE_ID);
    assertThat(span.getSpanContext().getSpanId()).matches("[0-9a-f]{16}").isNotEqualTo(SPAN_ID);
    assertThat(span.getSpanContext().getTraceState().get("vendor")).isEqualTo("1");
    assertThat(seen.get(0).getParentSpanContext().isRemote()).isTrue();
    assertThat(seen.get(0).getParentSpanContext().getSpanId()).isEqualTo(SPAN_ID);
  }

  /** The second flag of W3C Trace Context Level 2. */
  @Test
  void theRandomFlagIsSetOnRootsAndPassedOn() {
    Span root = tracer.spanBuilder("root").setNoParent().startSpan();
    assertThat(root.getSpanContext().getTraceFlags().asHex()).isEqualTo("03");
    Span ofRandom =
        tracer.spanBuilder("a").setParent(in(remote(TraceFlags.fromByte((byte) 3)))).startSpan();
    Span ofOther =
        tracer.spanBuilder("b").setParent(in(remote(TraceFlags.getSampled()))).startSpan();
    assertThat(ofRandom.getSpanContext().getTraceFlags().asHex()).isEqualTo("03");
    assertThat(ofOther.getSpanContext().getTraceFlags().asHex()).isEqualTo("01");
  }

  @Test
  void aProcessorGetsTheParentContext() {
    ContextKey<String> key = ContextKey.named("key");
    List<Context> seen = new ArrayList<>();
    SpanProcessor processor =
        new SpanProcessor() {
          @Override
          public void onStart(Context parentContext, ReadWriteSpan span) {
            seen.add(parentContext);
          }
        };
    Context context = Context.root().with(key, "value");
    sink.provider()
        .addSpanProcessor(processor)
        .build()
        .get("test")
        .spanBuilder("span")
        .setParent(context)
        .startSpan();
    assertThat(seen).singleElement().isSameAs(context);
  }

  @Test
  void aSamplerGetsTheParentContext() {
    ContextKey<String> key = ContextKey.named("key");
    List<String> seen = new ArrayList<>();
    Sampler sampler =
        new Sampler() {
          @Override
          public SamplingDecision shouldSample(SamplingRequest request) {
            seen.add(request.getParentContext().get(key));
            return SamplingDecision.DROP;
          }

          @Override
          public String getDescription() {
            return "test";
          }
        };
    Context context = in(remote(TraceFlags.getSampled())).with(key, "value");
    sink.provider()
        .setSampler(sampler)
        .build()
        .get("test")
        .spanBuilder("span")
        .setParent(context)
        .startSpan();
    assertThat(seen).containsExactly("value");
  }

  @Test
  void nameKindAndTimesAreThoseOfTheApplication() {
    Span span =
        tracer
            .spanBuilder("before")
            .setSpanKind(SpanKind.CLIENT)
            .setStartTimestamp(5, TimeUnit.SECONDS)
            .startSpan();
    span.updateName("after");
    span.end(6, TimeUnit.SECONDS);
    assertThat(sink.span().getName()).isEqualTo("after");
    assertThat(sink.span().getKind())
        .isEqualTo(io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_CLIENT);
    assertThat(sink.span().getStartTimeUnixNano()).isEqualTo(TimeUnit.SECONDS.toNanos(5));
    assertThat(sink.span().getEndTimeUnixNano()).isEqualTo(TimeUnit.SECONDS.toNanos(6));
  }

  @Test
  void aSpanRecordsUntilItsEnd() {
    long before = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    Span span = tracer.spanBuilder("span").startSpan();
    assertThat(span.isRecording()).isTrue();
    assertThat(sink.spans()).isEmpty();
    span.end();
    assertThat(span.isRecording()).isFalse();
    span.setAttribute("late", 1).updateName("late").addEvent("late").setStatus(StatusCode.ERROR);
    span.end();
    assertThat(sink.span().getName()).isEqualTo("span");
    assertThat(sink.span().getAttributesCount() + sink.span().getEventsCount()).isZero();
    assertThat(sink.span().getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
    assertThat(sink.span().getStartTimeUnixNano()).isGreaterThanOrEqualTo(before);
    assertThat(sink.span().getEndTimeUnixNano())
        .isGreaterThanOrEqualTo(sink.span().getStartTimeUnixNano());
  }

  @Test
  void statusOkIsFinalAndOnlyAnErrorHasADescription() {
    tracer.spanBuilder("unset").startSpan().setStatus(StatusCode.UNSET, "ignored").end();
    tracer.spanBuilder("error").startSpan().setStatus(StatusCode.ERROR, "why").end();
    tracer
        .spanBuilder("ok")
        .startSpan()
        .setStatus(StatusCode.ERROR, "why")
        .setStatus(StatusCode.OK, "ignored")
        .setStatus(StatusCode.ERROR, "too late")
        .end();
    assertThat(sink.spans())
        .extracting(s -> s.getStatus().getCode() + s.getStatus().getMessage())
        .containsExactly("STATUS_CODE_UNSET", "STATUS_CODE_ERRORwhy", "STATUS_CODE_OK");
  }

  @Test
  void attributesHaveAllTypesAndTheLastValueOfANameWins() {
    Span span = tracer.spanBuilder("span").setAttribute("s", "first").startSpan();
    span.setAttribute("s", "naïve 名 \uD83D\uDE00")
        .setAttribute("schlüssel", "ü")
        .setAttribute("b", true)
        .setAttribute("d", 0.1)
        .setAttribute("l", Long.MIN_VALUE)
        .setAttribute(AttributeKey.stringArrayKey("ss"), List.of("a", "b"))
        .setAttribute(AttributeKey.booleanArrayKey("bb"), List.of(true, false))
        .setAttribute(AttributeKey.doubleArrayKey("dd"), List.of(0.5))
        .setAttribute(AttributeKey.longArrayKey("ll"), List.of(1L, 2L, 3L))
        .end();
    Map<String, AnyValue> sent = attributes(sink.span().getAttributesList());
    assertThat(sent).hasSize(9);
    assertThat(sent.get("s").getStringValue()).isEqualTo("naïve 名 \uD83D\uDE00");
    assertThat(sent.get("schlüssel").getStringValue()).isEqualTo("ü");
    assertThat(sent.get("b").getBoolValue()).isTrue();
    assertThat(sent.get("d").getDoubleValue()).isEqualTo(0.1);
    assertThat(sent.get("l").getIntValue()).isEqualTo(Long.MIN_VALUE);
    assertThat(sent.get("ss").getArrayValue().getValuesList())
        .extracting(AnyValue::getStringValue)
        .containsExactly("a", "b");
    assertThat(sent.get("bb").getArrayValue().getValuesList())
        .extracting(AnyValue::getBoolValue)
        .containsExactly(true, false);
    assertThat(sent.get("dd").getArrayValue().getValues(0).getDoubleValue()).isEqualTo(0.5);
    assertThat(sent.get("ll").getArrayValue().getValuesList())
        .extracting(AnyValue::getIntValue)
        .containsExactly(1L, 2L, 3L);
  }

  /** The Javadoc of the API says that null is ignored. */
  @Test
  void nullIsNoValue() {
    Span span = tracer.spanBuilder("span").setAttribute("kept", "value").startSpan();
    span.setAttribute("kept", (String) null);
    span.setAttribute(AttributeKey.longKey("never"), (Long) null);
    span.end();
    assertThat(attributes(sink.span().getAttributesList())).containsOnlyKeys("kept");
    assertThat(sink.span().getAttributes(0).getValue().getStringValue()).isEqualTo("value");
  }

  @Test
  void linksKeepTheirOrderFromBeforeAndAfterTheStart() {
    SpanBuilder builder = tracer.spanBuilder("span");
    for (int i = 1; i <= 3; i++) {
      builder.addLink(link(i), Attributes.of(AttributeKey.longKey("n"), (long) i));
    }
    Span span = builder.startSpan();
    span.addLink(link(4));
    span.addLink(link(5), Attributes.of(AttributeKey.longKey("n"), 5L));
    span.end();
    assertThat(sink.span().getLinksList())
        .extracting(one -> hex(one.getSpanId()))
        .containsExactly(
            "0000000000000001",
            "0000000000000002",
            "0000000000000003",
            "0000000000000004",
            "0000000000000005");
    assertThat(sink.span().getLinks(1).getAttributes(0).getValue().getIntValue()).isEqualTo(2);
    assertThat(sink.span().getLinks(3).getAttributesCount()).isZero();
  }

  private static SpanContext link(int number) {
    return SpanContext.create(
        TRACE_ID, "000000000000000" + number, TraceFlags.getSampled(), TraceState.getDefault());
  }

  @Test
  void eventsKeepTheirOrderTimesAndAttributes() {
    Span span = tracer.spanBuilder("span").startSpan();
    span.addEvent("second by time", 9, TimeUnit.NANOSECONDS);
    span.addEvent(
        "first by time", Attributes.of(AttributeKey.stringKey("k"), "v"), 5, TimeUnit.NANOSECONDS);
    span.addEvent("now");
    span.end();
    assertThat(sink.span().getEventsList())
        .extracting(Event::getName)
        .containsExactly("second by time", "first by time", "now");
    assertThat(sink.span().getEvents(0).getTimeUnixNano()).isEqualTo(9);
    assertThat(sink.span().getEvents(1).getTimeUnixNano()).isEqualTo(5);
    assertThat(attributes(sink.span().getEvents(1).getAttributesList()).get("k").getStringValue())
        .isEqualTo("v");
    assertThat(sink.span().getEvents(2).getTimeUnixNano())
        .isBetween(sink.span().getStartTimeUnixNano(), sink.span().getEndTimeUnixNano());
  }

  @Test
  void anExceptionIsAnEventWithThreeAttributesAndThoseOfTheApplication() {
    Span span = tracer.spanBuilder("span").startSpan();
    span.recordException(new IllegalStateException("text"));
    span.recordException(
        new IllegalStateException("text"),
        Attributes.of(
            AttributeKey.stringKey("exception.message"),
            "other",
            AttributeKey.booleanKey("retried"),
            true));
    span.end();
    Map<String, AnyValue> plain = attributes(sink.span().getEvents(0).getAttributesList());
    Map<String, AnyValue> more = attributes(sink.span().getEvents(1).getAttributesList());
    assertThat(sink.span().getEventsList())
        .extracting(Event::getName)
        .containsExactly("exception", "exception");
    assertThat(plain)
        .containsOnlyKeys("exception.type", "exception.message", "exception.stacktrace");
    assertThat(plain.get("exception.type").getStringValue())
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(plain.get("exception.message").getStringValue()).isEqualTo("text");
    assertThat(plain.get("exception.stacktrace").getStringValue())
        .startsWith("java.lang.IllegalStateException: text")
        .contains("TraceApiTest");
    assertThat(more.get("exception.message").getStringValue()).isEqualTo("other");
    assertThat(more.get("retried").getBoolValue()).isTrue();
  }

  @Test
  void anUnsampledSpanHasAnIdOfItsOwn() {
    Tracer dropping = sink.provider().setSampler(Samplers.alwaysOff()).build().get("test");
    Span span =
        dropping.spanBuilder("span").setParent(in(remote(TraceFlags.getSampled()))).startSpan();
    Span other =
        dropping.spanBuilder("span").setParent(in(remote(TraceFlags.getSampled()))).startSpan();
    assertThat(span.isRecording()).isFalse();
    assertThat(span.getSpanContext().isValid()).isTrue();
    assertThat(span.getSpanContext().getTraceId()).isEqualTo(TRACE_ID);
    assertThat(span.getSpanContext().getSpanId())
        .isNotEqualTo(SPAN_ID)
        .isNotEqualTo(other.getSpanContext().getSpanId());
  }

  @Test
  void idsAreThoseOfTheGenerator() {
    IdGenerator generator =
        new IdGenerator() {
          private long next = 1;

          @Override
          public long nextSpanId() {
            return next++;
          }

          @Override
          public long nextTraceIdHigh() {
            return 0xa;
          }

          @Override
          public long nextTraceIdLow() {
            return 0xb;
          }
        };
    Tracer own = sink.provider().setIdGenerator(generator).build().get("test");
    own.spanBuilder("span").setNoParent().startSpan().end();
    own.spanBuilder("span").setNoParent().startSpan().end();
    assertThat(sink.spans())
        .extracting(s -> hex(s.getTraceId()) + " " + hex(s.getSpanId()))
        .containsExactly(
            "000000000000000a000000000000000b 0000000000000001",
            "000000000000000a000000000000000b 0000000000000002");
  }

  @Test
  void limitsDropAndCutAndCount() {
    SpanLimits limits =
        SpanLimits.builder()
            .setMaxNumberOfAttributes(2)
            .setMaxNumberOfEvents(1)
            .setMaxNumberOfLinks(1)
            .setMaxNumberOfAttributesPerEvent(1)
            .setMaxNumberOfAttributesPerLink(1)
            .setMaxAttributeValueLength(3)
            .build();
    Attributes two =
        Attributes.of(AttributeKey.stringKey("a"), "12345", AttributeKey.longKey("b"), 12345L);
    sink.provider()
        .setSpanLimits(limits)
        .build()
        .get("test")
        .spanBuilder("longer than three")
        .addLink(link(1), two)
        .addLink(link(2))
        .startSpan()
        .setAttribute("s", "12345")
        .setAttribute(AttributeKey.stringArrayKey("ss"), List.of("12345", "1"))
        .setAttribute("third", 1)
        .setAttribute("s", "54321")
        .addEvent("event", two)
        .addEvent("second")
        .end();
    io.opentelemetry.proto.trace.v1.Span sent = sink.span();
    Map<String, AnyValue> kept = attributes(sent.getAttributesList());
    assertThat(sent.getName()).isEqualTo("longer than three");
    assertThat(kept).containsOnlyKeys("s", "ss");
    assertThat(kept.get("s").getStringValue()).isEqualTo("543");
    assertThat(kept.get("ss").getArrayValue().getValues(0).getStringValue()).isEqualTo("123");
    assertThat(sent.getDroppedAttributesCount()).isOne();
    assertThat(sent.getEventsList()).extracting(Event::getName).containsExactly("event");
    assertThat(sent.getDroppedEventsCount()).isOne();
    assertThat(sent.getEvents(0).getAttributesCount()).isOne();
    assertThat(sent.getEvents(0).getDroppedAttributesCount()).isOne();
    assertThat(sent.getEvents(0).getAttributes(0).getValue().getStringValue()).isEqualTo("123");
    assertThat(sent.getLinksCount()).isOne();
    assertThat(sent.getDroppedLinksCount()).isOne();
    assertThat(sent.getLinks(0).getDroppedAttributesCount()).isOne();
  }
}
