// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.internal.record.AttributeBuffer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What applications do to spans in the field: large texts, odd times, objects of their own. */
class SpanFaultsTest {
  private static final String LARGE = "large text ".repeat(300_000);

  private final SpanSink sink = new SpanSink(true);
  private final RingletTracerProvider provider = sink.provider().build();
  private final Tracer tracer = provider.get("test");

  private static Map<String, String> texts(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(Collectors.toMap(KeyValue::getKey, one -> one.getValue().getStringValue()));
  }

  private static void isCut(String text) {
    assertThat(text)
        .startsWith("large text large")
        .endsWith(AttributeBuffer.CUT_MARK + LARGE.length() + "]");
    assertThat(text.length()).isGreaterThan(10_000);
  }

  @Test
  void aNameThatIsTooLargeIsCut() {
    tracer.spanBuilder(LARGE).setAttribute("kept", "yes").startSpan().end();
    isCut(sink.span().getName());
    assertThat(texts(sink.span().getAttributesList())).containsEntry("kept", "yes");
  }

  @Test
  void aStatusThatIsTooLargeIsCut() {
    tracer.spanBuilder("span").startSpan().setStatus(StatusCode.ERROR, LARGE).end();
    isCut(sink.span().getStatus().getMessage());
    assertThat(sink.span().getStatus().getCodeValue()).isEqualTo(2);
  }

  @Test
  void everyTextIsTooLarge() {
    Span span = tracer.spanBuilder(LARGE).setAttribute("builder", LARGE).startSpan();
    span.setAttribute("span", LARGE).setStatus(StatusCode.ERROR, LARGE);
    span.addEvent(LARGE, Attributes.of(AttributeKey.stringKey("event"), LARGE));
    span.addLink(span.getSpanContext(), Attributes.of(AttributeKey.stringKey("link"), LARGE));
    span.recordException(new IllegalStateException(LARGE));
    span.setAttribute("after", "kept");
    span.end();
    var sent = sink.span();
    assertThat(sent.getSerializedSize()).isLessThanOrEqualTo(sink.maxRecordBytes());
    assertThat(texts(sent.getAttributesList()).keySet())
        .containsExactlyInAnyOrder("builder", "span", "after");
    assertThat(sent.getName()).startsWith("large text").contains(AttributeBuffer.CUT_MARK);
    assertThat(sent.getStatus().getMessage()).contains(AttributeBuffer.CUT_MARK);
    assertThat(sent.getEventsCount() + sent.getDroppedEventsCount()).isEqualTo(2);
    assertThat(sent.getLinksCount() + sent.getDroppedLinksCount()).isEqualTo(1);
  }

  @Test
  void anExceptionThatIsTooLargeKeepsItsTypeItsMessageAndTheStartOfItsStack() {
    Span span = tracer.spanBuilder("span").startSpan();
    span.recordException(new IllegalStateException("x".repeat(1_150_000)));
    span.setAttribute("after", "kept").end();
    Map<String, String> exception = texts(sink.span().getEvents(0).getAttributesList());
    assertThat(exception)
        .containsEntry("exception.type", IllegalStateException.class.getName())
        .hasEntrySatisfying(
            "exception.message", text -> assertThat(text).contains(AttributeBuffer.CUT_MARK))
        .hasEntrySatisfying(
            "exception.stacktrace",
            text -> assertThat(text).startsWith(IllegalStateException.class.getName() + ": xxx"));
    assertThat(texts(sink.span().getAttributesList())).containsEntry("after", "kept");
  }

  /** An exception of the application each of whose methods throws. */
  private static final class HostileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("getMessage");
    }

    @Override
    public String toString() {
      throw new IllegalStateException("toString");
    }

    @Override
    public synchronized Throwable getCause() {
      throw new IllegalStateException("getCause");
    }

    @Override
    public void printStackTrace(java.io.PrintWriter writer) {
      throw new IllegalStateException("printStackTrace");
    }
  }

  @Test
  void anExceptionOfWhichNothingCanBeReadKeepsItsType() {
    Span span = tracer.spanBuilder("span").startSpan();
    span.recordException(new HostileException());
    Throwable chain = new RuntimeException("innermost");
    for (int i = 0; i < 5_000; i++) {
      chain = new RuntimeException("cause " + i, chain);
    }
    span.recordException(chain);
    span.recordException(new RuntimeException() {});
    span.end();
    List<String> types =
        sink.span().getEventsList().stream()
            .map(event -> texts(event.getAttributesList()).get("exception.type"))
            .toList();
    assertThat(types.get(0)).isEqualTo(HostileException.class.getCanonicalName());
    assertThat(types.get(1)).isEqualTo("java.lang.RuntimeException");
    assertThat(types.get(2)).isEqualTo(getClass().getName() + "$1");
    assertThat(texts(sink.span().getEvents(1).getAttributesList()).get("exception.stacktrace"))
        .startsWith("java.lang.RuntimeException: cause 4999")
        .contains("cause 4998");
  }

  @Test
  void noSpanEndsBeforeItStarts() {
    long before = System.currentTimeMillis();
    for (int i = 0; i < 200; i++) {
      tracer
          .spanBuilder("span")
          .startSpan()
          .addEvent("event", -5, TimeUnit.DAYS)
          .end(System.currentTimeMillis(), TimeUnit.MILLISECONDS);
    }
    tracer.spanBuilder("negative").startSpan().end(-1, TimeUnit.SECONDS);
    tracer.spanBuilder("ancient").startSpan().end(Instant.MIN);
    tracer.spanBuilder("far").startSpan().addEvent("e", Instant.MAX).end(Instant.MAX);
    tracer.spanBuilder("future").setStartTimestamp(Instant.MAX).startSpan().end();
    assertThat(sink.spans()).hasSize(204);
    for (var span : sink.spans()) {
      assertThat(span.getEndTimeUnixNano())
          .as(span.getName())
          .isGreaterThanOrEqualTo(span.getStartTimeUnixNano());
      assertThat(span.getStartTimeUnixNano())
          .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(before) - 1_000_000_000L);
      span.getEventsList()
          .forEach(event -> assertThat(event.getTimeUnixNano()).isGreaterThanOrEqualTo(0));
    }
  }

  @Test
  void aSpanWithoutAnExporterHasValidIdsAndIsSampled() {
    RingletTracerProvider none =
        RingletTracerProvider.builder().setSampler(Samplers.alwaysOn()).build();
    Span span = none.get("test").spanBuilder("span").startSpan();
    assertThat(span.getSpanContext().isValid()).isTrue();
    assertThat(span.getSpanContext().isSampled()).isTrue();
    Span child =
        none.get("test").spanBuilder("child").setParent(Context.root().with(span)).startSpan();
    assertThat(child.getSpanContext().getTraceId()).isEqualTo(span.getSpanContext().getTraceId());
    child.end();
    span.end();
    none.close();
  }

  /** A key of the application's own, of which one method is odd. */
  @SuppressWarnings("unchecked")
  private static AttributeKey<String> key(String odd, boolean throwing) {
    return (AttributeKey<String>)
        Proxy.newProxyInstance(
            SpanFaultsTest.class.getClassLoader(),
            new Class<?>[] {AttributeKey.class},
            (proxy, method, args) -> {
              if (method.getName().equals(odd)) {
                if (throwing) {
                  throw new IllegalStateException(odd);
                }
                return null;
              }
              return method.getName().equals("getKey") ? "key" : AttributeType.STRING;
            });
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"})
  void keysOfTheApplicationThatFailCostTheirAttribute() {
    SpanRecorder recorder = provider.tracerBuilder("test").buildRecorder();
    long handle = recorder.start("recorded", null);
    SpanBuilder builder = tracer.spanBuilder("span");
    Span span = tracer.spanBuilder("other").startSpan();
    for (boolean throwing : new boolean[] {true, false}) {
      for (String odd : List.of("getKey", "getType")) {
        AttributeKey<String> key = key(odd, throwing);
        builder.setAttribute(key, "value").setAttribute((AttributeKey) key, 7);
        span.setAttribute(key, "value").setAttribute((AttributeKey) key, 7);
        span.addEvent("event", attributes(key));
        span.setAllAttributes(attributes(key));
        builder.setAllAttributes(attributes(key));
        recorder.put(handle, key, "value");
      }
    }
    builder.startSpan().setAttribute("after", "kept").end();
    span.setAttribute("after", "kept").end();
    recorder.put(handle, "after", "kept");
    recorder.end(handle);
    assertThat(sink.spans())
        .hasSize(3)
        .allSatisfy(
            sent ->
                assertThat(sent.getAttributesList())
                    .contains(
                        KeyValue.newBuilder()
                            .setKey("after")
                            .setValue(AnyValue.newBuilder().setStringValue("kept"))
                            .build()));
    assertThat(provider.caughtErrors()).isPositive();
  }

  /** Attributes of the application's own, which hold one attribute and then throw. */
  private static Attributes attributes(AttributeKey<?> key) {
    return (Attributes)
        Proxy.newProxyInstance(
            SpanFaultsTest.class.getClassLoader(),
            new Class<?>[] {Attributes.class},
            (proxy, method, args) -> {
              if (method.getName().equals("forEach")) {
                @SuppressWarnings("unchecked")
                var consumer = (java.util.function.BiConsumer<AttributeKey<?>, Object>) args[0];
                consumer.accept(AttributeKey.stringKey("before"), "kept");
                consumer.accept(key, "value");
              }
              throw new IllegalStateException(method.getName());
            });
  }

  @Test
  void attributesOfTheApplicationThatFailKeepWhatCameBefore() {
    Attributes odd = attributes(AttributeKey.stringKey("key"));
    Span span = tracer.spanBuilder("span").setAllAttributes(odd).startSpan();
    span.addEvent("event", odd).addLink(span.getSpanContext(), odd);
    span.recordException(new IllegalStateException("text"), odd);
    span.end();
    var sent = sink.span();
    assertThat(texts(sent.getAttributesList())).containsEntry("before", "kept");
    assertThat(sent.getEventsList())
        .hasSize(2)
        .allSatisfy(
            event -> assertThat(texts(event.getAttributesList())).containsEntry("before", "kept"));
    assertThat(texts(sent.getLinks(0).getAttributesList())).containsEntry("before", "kept");
  }

  /** A context of the application's own, of which one method is odd. */
  private static SpanContext context(String odd, boolean throwing) {
    SpanContext real =
        SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            TraceFlags.getSampled(),
            TraceState.getDefault());
    return (SpanContext)
        Proxy.newProxyInstance(
            SpanFaultsTest.class.getClassLoader(),
            new Class<?>[] {SpanContext.class},
            (proxy, method, args) -> {
              if (method.getName().equals(odd)) {
                if (throwing) {
                  throw new IllegalStateException(odd);
                }
                return null;
              }
              return method.invoke(real, args);
            });
  }

  @Test
  void contextsOfTheApplicationThatFailCostNoSpan() {
    SpanRecorder recorder = provider.tracerBuilder("test").buildRecorder();
    int spans = 0;
    for (String odd : List.of("getTraceId", "getSpanId", "getTraceState", "getTraceFlags")) {
      for (boolean throwing : new boolean[] {true, false}) {
        SpanContext context = context(odd, throwing);
        Context parent = Context.root().with(Span.wrap(context));
        Span span = tracer.spanBuilder("span").setParent(parent).addLink(context).startSpan();
        span.addLink(context).end();
        recorder.end(recorder.start("recorded", null, parent));
        spans += 2;
      }
    }
    for (String odd : List.of("isValid", "isRemote")) {
      SpanContext context = context(odd, true);
      Context parent = Context.root().with(Span.wrap(context));
      tracer.spanBuilder("span").setParent(parent).addLink(context).startSpan().end();
      spans++;
    }
    assertThat(sink.spans())
        .hasSize(spans)
        .allSatisfy(span -> assertThat(span.getTraceId().size()).isEqualTo(16));
  }

  @Test
  void aTraceStateOfTheApplicationIsCopiedInItsOrder() {
    TraceState known = TraceState.builder().put("b", "2").put("a", "1").build();
    TraceState foreign =
        (TraceState)
            Proxy.newProxyInstance(
                SpanFaultsTest.class.getClassLoader(),
                new Class<?>[] {TraceState.class},
                (proxy, method, args) -> method.invoke(known, args));
    SpanContext parent =
        SpanContext.createFromRemoteParent(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            TraceFlags.getSampled(),
            foreign);
    Span span =
        tracer.spanBuilder("span").setParent(Context.root().with(Span.wrap(parent))).startSpan();
    assertThat(span.getSpanContext().getTraceState()).isEqualTo(known);
    span.end();
    assertThat(sink.span().getTraceState()).isEqualTo("a=1,b=2");
  }

  @Test
  void aConfiguratorMayAskForTracers() {
    RingletTracerProvider[] self = new RingletTracerProvider[1];
    self[0] =
        sink.provider()
            .setTracerConfigurator(
                scope -> {
                  self[0].get("other").spanBuilder("inside").startSpan().end();
                  self[0].get(scope.getName());
                  return scope.getName().equals("off")
                      ? TracerConfig.disabled()
                      : TracerConfig.enabled();
                })
            .build();
    self[0].get("off").spanBuilder("off").startSpan().end();
    self[0].get("on").spanBuilder("on").startSpan().end();
    assertThat(sink.spans())
        .extracting(span -> span.getName())
        .contains("on", "inside")
        .doesNotContain("off");
    assertThat(self[0].caughtErrors()).isZero();
  }
}
