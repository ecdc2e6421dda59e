// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.config.ConfigException;
import dev.ringlet.export.DropCause;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanFilterTest {
  private final SpanSink sink = new SpanSink(true);

  private Tracer tracer(String rules) {
    SpanFilter filter = SpanFilter.parse("ringlet.traces.filter", rules);
    return sink.provider().addSpanProcessor(filter).build().get("scope");
  }

  private static void end(Span span, long millis) {
    span.end(((ReadableSpan) span).getStartEpochNanos() + millis * 1_000_000, TimeUnit.NANOSECONDS);
  }

  /** A server span of 20 ms with an error. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "drop | 1",
        "drop if name=health* | 1",
        "drop if name=health* and status!=error | 0",
        "drop if status=ok | 0",
        "drop if duration<10ms | 0",
        "drop if duration>=20ms and kind=server | 1",
        "drop if http.response.status_code>=500 | 1",
        "drop if scope=scope | 1",
        "keep if status=error; drop | 0",
        "drop if absent=x | 0",
      })
  void spansAreDroppedByRules(String rules, int dropped) {
    Span span = tracer(rules).spanBuilder("healthz").setSpanKind(SpanKind.SERVER).startSpan();
    span.setAttribute("http.response.status_code", 503).setStatus(StatusCode.ERROR);
    end(span, 20);
    assertThat(sink.spans()).hasSize(1 - dropped);
    assertThat(sink.sender().counters().dropped(DropCause.FILTERED)).isEqualTo(dropped);
  }

  @Test
  void spansAreChangedByRules() {
    Span span =
        tracer(
                "redact user.* ; remove url.query secret*; rename 'GET /users/{id}' if"
                    + " name='GET /users/*'")
            .spanBuilder("GET /users/7")
            .startSpan();
    span.setAttribute("user.name", "alice").setAttribute("user.id", 7);
    span.setAttribute("url.query", "q").setAttribute("secret.a", 1).setAttribute("kept", "yes");
    span.end();
    assertThat(sink.span().getName()).isEqualTo("GET /users/{id}");
    assertThat(attributes(sink.span()))
        .containsExactly("user.name=[redacted]", "user.id=[redacted]", "kept=yes");
  }

  private static List<String> attributes(io.opentelemetry.proto.trace.v1.Span span) {
    return span.getAttributesList().stream()
        .map(a -> a.getKey() + "=" + a.getValue().getStringValue())
        .toList();
  }

  /** It is written as a question mark. */
  @ParameterizedTest
  @ValueSource(strings = {"redact user.*", "remove user.*", "remove user.?"})
  void anAttributeWhoseNameHasAnUnpairedSurrogateIsChangedByRules(String rules) {
    Span span = tracer(rules).spanBuilder("span").startSpan();
    span.setAttribute("user.\uD800", "alice").setAttribute("kept", "yes").end();
    if (rules.startsWith("redact")) {
      assertThat(attributes(sink.span())).containsExactly("user.?=[redacted]", "kept=yes");
    } else {
      assertThat(attributes(sink.span())).containsExactly("kept=yes");
    }
  }

  /** What is written in place of a value has at most its room then; a shorter value is gone. */
  @Test
  void aFullSpanKeepsNoRedactedValue() {
    SpanFilter filter = SpanFilter.parse("ringlet.traces.filter", "redact user.*");
    SpanLimits limits = SpanLimits.builder().setMaxNumberOfEvents(Integer.MAX_VALUE).build();
    Tracer tracer =
        sink.provider().setSpanLimits(limits).addSpanProcessor(filter).build().get("scope");
    Span span = tracer.spanBuilder("full").startSpan();
    span.setAttribute("user.email", "alice@example.com").setAttribute("user.id", 7);
    span.setAttribute("kept", "yes");
    while (((ReadableSpan) span).getDroppedEvents() == 0) {
      for (int i = 0; i < 1_000; i++) {
        span.addEvent("event");
      }
    }
    span.end();
    assertThat(attributes(sink.span())).containsExactly("user.email=[redacted]", "kept=yes");
    assertThat(sink.span().getDroppedAttributesCount()).isOne();
    assertThat(sink.span().getSerializedSize()).isLessThanOrEqualTo(sink.maxRecordBytes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "drop; delete x | position 7",
        "drop x | position 1",
        "redact | position 1",
        "rename | position 1",
        "drop if status=bad | position 16",
      })
  void errorsNameKeyAndPosition(String rules, String expected) {
    assertThatThrownBy(() -> SpanFilter.parse("ringlet.traces.filter", rules))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("ringlet.traces.filter: expected ")
        .hasMessageEndingWith(expected);
  }
}
