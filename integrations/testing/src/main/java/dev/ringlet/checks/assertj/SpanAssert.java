// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.assertj;

import dev.ringlet.checks.data.CapturedSpan;
import dev.ringlet.common.Resource;
import dev.ringlet.trace.SpanLink;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Assertions of a span. */
public final class SpanAssert extends TelemetryAssert<SpanAssert, CapturedSpan> {
  private static final AttributeKey<String> EXCEPTION_TYPE =
      AttributeKey.stringKey("exception.type");
  private static final AttributeKey<String> EXCEPTION_MESSAGE =
      AttributeKey.stringKey("exception.message");

  SpanAssert(CapturedSpan actual) {
    super(actual, SpanAssert.class, owner(actual), actual.getAttributes());
  }

  private static String owner(CapturedSpan span) {
    return "span \"" + span.getName() + '"';
  }

  /** Fails unless it has this name. */
  public SpanAssert hasName(String name) {
    return isEqual("name", actual.getName(), name);
  }

  /** Fails unless it is of this kind. */
  public SpanAssert hasKind(SpanKind kind) {
    return isEqual("kind", actual.getKind(), kind);
  }

  /** Fails unless it has this trace id, in hexadecimal digits. */
  public SpanAssert hasTraceId(String traceId) {
    return isEqual("trace id", actual.getTraceId(), traceId);
  }

  /** Fails unless it has this span id, in hexadecimal digits. */
  public SpanAssert hasSpanId(String spanId) {
    return isEqual("span id", actual.getSpanId(), spanId);
  }

  /** Fails unless its parent has this span id. */
  public SpanAssert hasParentSpanId(String spanId) {
    return isEqual("parent span id", actual.getParentSpanId(), spanId);
  }

  /** Fails unless it is a child of this span. */
  public SpanAssert hasParent(CapturedSpan parent) {
    hasTraceId(parent.getTraceId());
    return check(
        () -> {
          if (!actual.getParentSpanId().equals(parent.getSpanId())) {
            throw new AssertionError(
                owner(actual)
                    + " is no child of "
                    + owner(parent)
                    + " "
                    + parent.getSpanId()
                    + ", but of "
                    + actual.getParentSpanId());
          }
        });
  }

  /** Fails if it has a parent. */
  public SpanAssert hasNoParent() {
    return isEqual("parent span id", actual.getParentSpanId(), "");
  }

  /** Fails unless its flags say that it is sampled. */
  public SpanAssert isSampled() {
    return isEqual("sampled flag", actual.getSpanContext().isSampled(), true);
  }

  /** Fails unless the trace state has this value for a key. */
  public SpanAssert hasTraceStateEntry(String key, String value) {
    String found = actual.getSpanContext().getTraceState().get(key);
    return isEqual("trace state " + key, found == null ? "" : found, value);
  }

  /** Fails unless it has this status, with any description. */
  public SpanAssert hasStatus(StatusCode code) {
    return isEqual("status", actual.getStatusCode(), code);
  }

  /** Fails unless it has this status and this description. */
  public SpanAssert hasStatus(StatusCode code, String description) {
    return hasStatus(code)
        .isEqual("description of the status", actual.getStatusDescription(), description);
  }

  /** Fails unless it starts at this time. */
  public SpanAssert startsAt(long epochNanos) {
    return isEqual("start", actual.getStartEpochNanos(), epochNanos);
  }

  /** Fails unless it starts at this time. */
  public SpanAssert startsAt(Instant time) {
    return startsAt(epochNanos(time));
  }

  /** Fails unless it ends at this time. */
  public SpanAssert endsAt(long epochNanos) {
    return isEqual("end", actual.getEndEpochNanos(), epochNanos);
  }

  /** Fails unless it ends at this time. */
  public SpanAssert endsAt(Instant time) {
    return endsAt(epochNanos(time));
  }

  private static long epochNanos(Instant time) {
    return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
  }

  /** Fails unless it takes this time; for a clock that a test moves. */
  public SpanAssert hasDuration(Duration duration) {
    long nanos = actual.getEndEpochNanos() - actual.getStartEpochNanos();
    return isEqual("duration", Duration.ofNanos(nanos), duration);
  }

  /** Fails unless the scope of its tracer has this name. */
  public SpanAssert hasInstrumentationScopeName(String name) {
    return isEqual("scope", actual.getInstrumentationScope().getName(), name);
  }

  /** Fails unless its resource satisfies what is asserted. */
  public SpanAssert hasResourceSatisfying(Consumer<Resource> assertion) {
    return check(() -> assertion.accept(actual.getResource()));
  }

  /** Fails unless it has this many attributes. */
  public SpanAssert hasTotalAttributeCount(int count) {
    return isEqual("number of attributes", actual.getAttributes().size(), count);
  }

  /** Fails unless there is an event with this name. */
  public SpanAssert hasEvent(String name) {
    return hasEventsSatisfying(event -> event.hasName(name));
  }

  /** Fails unless there are as many events, each of which satisfies the assertion in its place. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final SpanAssert hasEventsSatisfyingExactly(Consumer<EventAssert>... assertions) {
    List<Consumer<EventAssert>> all = List.of(assertions);
    return check(() -> Each.inOrder("event", actual.getEvents(), EventAssert::new, all));
  }

  /** Fails unless each assertion is satisfied by some event. */
  @SafeVarargs
  public final SpanAssert hasEventsSatisfying(Consumer<EventAssert>... assertions) {
    for (Consumer<EventAssert> assertion : assertions) {
      check(() -> Each.any("event", actual.getEvents(), EventAssert::new, assertion));
    }
    return this;
  }

  /** Fails if there are events. */
  public SpanAssert hasNoEvents() {
    return hasEventsSatisfyingExactly();
  }

  /** Fails unless an exception of the class and message of this one is recorded. */
  public SpanAssert hasException(Throwable exception) {
    String message = exception.getMessage();
    SpanAssert itself = hasException(exception.getClass());
    return message == null
        ? itself
        : hasEventsSatisfying(
            event ->
                event
                    .hasName("exception")
                    .hasAttribute(EXCEPTION_TYPE, exception.getClass().getName())
                    .hasAttribute(EXCEPTION_MESSAGE, message));
  }

  /** Fails unless an exception of this class is recorded. */
  public SpanAssert hasException(Class<? extends Throwable> type) {
    return hasEventsSatisfying(
        event -> event.hasName("exception").hasAttribute(EXCEPTION_TYPE, type.getName()));
  }

  /** Fails if an exception is recorded. */
  public SpanAssert hasNoException() {
    long number =
        actual.getEvents().stream().filter(event -> event.name().equals("exception")).count();
    return isEqual("number of exceptions", number, 0L);
  }

  /** Fails unless the links lead to these spans, in their order, with any attributes. */
  public SpanAssert hasLinksTo(SpanContext... contexts) {
    List<String> expected = Arrays.stream(contexts).map(SpanAssert::ids).toList();
    List<String> found =
        actual.getLinks().stream().map(SpanLink::spanContext).map(SpanAssert::ids).toList();
    return isEqual("links", found, expected);
  }

  private static String ids(SpanContext context) {
    return context.getTraceId() + "-" + context.getSpanId();
  }

  /** Fails unless there are as many links, each of which satisfies the assertion in its place. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final SpanAssert hasLinksSatisfyingExactly(Consumer<LinkAssert>... assertions) {
    List<Consumer<LinkAssert>> all = List.of(assertions);
    return check(() -> Each.inOrder("link", actual.getLinks(), LinkAssert::new, all));
  }

  /** Fails if there are links. */
  public SpanAssert hasNoLinks() {
    return hasLinksSatisfyingExactly();
  }

  /** Fails if there are attributes. */
  public SpanAssert hasNoAttributes() {
    return hasAttributes(Attributes.empty());
  }
}
