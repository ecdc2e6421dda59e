// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import static dev.ringlet.trace.differential.Cases.builder;
import static dev.ringlet.trace.differential.Cases.span;

import dev.ringlet.testing.differential.Quote;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One program or more for each rule of the tracing SDK that users rely on. */
@SuppressWarnings("try") // a scope is there to be closed
final class RuleCases {
  static final List<String> NAMES = Arrays.asList(null, "", " ", "\t", "a", "😀");

  private RuleCases() {}

  /** Returns all rules by topic. */
  static Map<String, List<Program>> byTopic() {
    Map<String, List<Program>> topics = new LinkedHashMap<>();
    topics.put("nulls", nulls());
    topics.put("names", names());
    topics.put("attributes", attributes());
    topics.put("status", status());
    topics.put("end", end());
    topics.put("times", times());
    topics.put("parents", StructureCases.parents());
    topics.put("flags", StructureCases.flags());
    topics.put("tracers", StructureCases.tracers());
    topics.put("builders", StructureCases.builders());
    topics.put("current span", StructureCases.current());
    topics.put("threads", StructureCases.threads());
    topics.put("propagators", PropagatorCases.all());
    return topics;
  }

  private static List<Program> nulls() {
    return List.of(
        builder(
            "nulls on a builder",
            b -> b.setAttribute((String) null, "v"),
            b -> b.setAttribute("k", (String) null),
            b -> b.setAttribute((String) null, 1L),
            b -> b.setAttribute((String) null, 1.0),
            b -> b.setAttribute((String) null, true),
            b -> b.setAttribute((AttributeKey<String>) null, "v"),
            b -> b.setAttribute((AttributeKey<Long>) null, 1),
            b -> b.setAttribute(AttributeKey.stringKey("k2"), null),
            b -> b.setAttribute(AttributeKey.stringKey(null), "v"),
            b -> b.setAttribute(AttributeKey.longKey(null), 1),
            b -> b.setAllAttributes(null),
            b -> b.addLink(null),
            b -> b.addLink(null, null),
            b -> b.addLink(null, Attributes.empty()),
            b -> b.addLink(SpanContext.getInvalid()),
            b -> b.setParent(null),
            b -> b.setSpanKind(null),
            b -> b.setStartTimestamp(1, null),
            b -> b.setStartTimestamp(-1, TimeUnit.NANOSECONDS),
            b -> b.setStartTimestamp(null)),
        span(
            "nulls on a span",
            s -> s.setAttribute((String) null, "v"),
            s -> s.setAttribute("k", (String) null),
            s -> s.setAttribute((String) null, 1L),
            s -> s.setAttribute((String) null, 1.0),
            s -> s.setAttribute((String) null, true),
            s -> s.setAttribute((String) null, Value.of(1)),
            s -> s.setAttribute("k", (Value<?>) null),
            s -> s.setAttribute((AttributeKey<String>) null, "v"),
            s -> s.setAttribute((AttributeKey<Long>) null, 1),
            s -> s.setAttribute(AttributeKey.stringKey("k2"), null),
            s -> s.setAttribute(AttributeKey.stringKey(null), "v"),
            s -> s.setAttribute("", "v"),
            s -> s.setAllAttributes(null),
            s -> s.setStatus(null),
            s -> s.setStatus(null, "description"),
            s -> s.setStatus(StatusCode.ERROR, null),
            s -> s.updateName(null),
            s -> s.recordException(null),
            s -> s.recordException(null, null)),
        span(
            "null events and links",
            s -> s.addEvent(null),
            s -> s.addEvent(null, Attributes.empty()),
            s -> s.addEvent("null attributes", (Attributes) null),
            s -> s.addEvent("null unit", 1, null),
            s -> s.addEvent(null, 1, TimeUnit.SECONDS),
            s -> s.addEvent("null instant", (Instant) null),
            s -> s.addEvent(null, Instant.EPOCH),
            s -> s.addEvent("both null", null, null),
            s -> s.addEvent("all null", null, 1, null),
            s -> s.addEvent(null, null, 1, null),
            s -> s.addEvent(""),
            s -> s.addLink(null),
            s -> s.addLink(null, null),
            s -> s.addLink(s.getSpanContext(), null),
            s -> s.addLink(SpanContext.getInvalid(), Attributes.empty()),
            s -> s.recordException(new SilentException(), null),
            s -> s.end((Instant) null),
            s -> s.end(1, null)),
        span("end with a null unit alone", s -> s.end(5, null)),
        span("end with a null instant alone", s -> s.end(null)));
  }

  private static List<Program> names() {
    return NAMES.stream()
        .flatMap(
            name ->
                Stream.of(
                    Program.of(
                        "span named " + Quote.of(name),
                        run -> run.start(run.tracer(0).spanBuilder(name)).end()),
                    span("renamed to " + Quote.of(name), s -> s.updateName(name)),
                    span("event named " + Quote.of(name), s -> s.addEvent(name)),
                    span(
                        "described by " + Quote.of(name), s -> s.setStatus(StatusCode.ERROR, name)),
                    span(
                        "attribute named " + Quote.of(name),
                        s -> s.setAttribute(name, 1),
                        s -> s.addEvent("e", Attributes.builder().put(name, 1).build()))))
        .toList();
  }

  private static List<Program> attributes() {
    AttributeKey<String> text = AttributeKey.stringKey("k");
    return List.of(
        span(
            "same name, other types",
            s -> s.setAttribute("k", 1),
            s -> s.setAttribute("other", 1),
            s -> s.setAttribute("k", "text"),
            s -> s.setAttribute("k", true),
            s -> s.setAttribute(AttributeKey.longArrayKey("k"), List.of(1L, 2L))),
        span(
            "null after a value",
            s -> s.setAttribute("k", "text"),
            s -> s.setAttribute("k", (String) null),
            s -> s.setAttribute(AttributeKey.longKey("k"), null)),
        builder(
            "same name on the builder",
            b -> b.setAttribute("k", 1),
            b -> b.setAttribute("z", 1),
            b -> b.setAttribute(text, "text"),
            b -> b.setAllAttributes(Attributes.builder().put("k", 2.0).put("a", 1).build())),
        Program.of(
            "same name on builder and span",
            run -> {
              Span span = run.start(run.tracer(0).spanBuilder("s").setAttribute("k", 1));
              span.setAttribute("a", 1).setAttribute("k", "text").end();
            }),
        span(
            "empty values",
            s -> s.setAttribute("text", ""),
            s -> s.setAttribute(AttributeKey.stringArrayKey("texts"), List.of()),
            s -> s.setAttribute(AttributeKey.stringArrayKey("empty texts"), List.of("", "")),
            s -> s.setAttribute(AttributeKey.booleanArrayKey("booleans"), List.of()),
            s -> s.setAttribute(AttributeKey.longArrayKey("longs"), List.of()),
            s -> s.setAttribute(AttributeKey.doubleArrayKey("doubles"), List.of()),
            s -> s.setAttribute("value", Value.empty()),
            s -> s.setAttribute("bytes", Value.of(new byte[0])),
            s -> s.setAttribute("list", Value.of(List.of())),
            s -> s.setAttribute("map", Value.of(Map.of())),
            s -> s.setAttribute("empty text", Value.of("")),
            s -> s.setAttribute("zero", Value.of(0)),
            s -> s.setAttribute("false", Value.of(false)),
            s -> s.setAttribute("empties", Value.of(Value.empty(), Value.of(""), Value.of(0.0)))),
        span(
            "value key against its narrowed type",
            s -> s.setAttribute(AttributeKey.valueKey("text"), Value.of("x")),
            s ->
                s.setAllAttributes(
                    Attributes.builder()
                        .put(AttributeKey.valueKey("longs"), Value.of(Value.of(1), Value.of(2)))
                        .put(AttributeKey.valueKey("mixed"), Value.of(Value.of(1), Value.of("2")))
                        .build())),
        span("int overload", s -> s.setAttribute(AttributeKey.longKey("k"), Integer.MIN_VALUE)));
  }

  private static List<Program> status() {
    List<Program> programs = new ArrayList<>();
    for (int i = 0; i < 343; i++) {
      int[] calls = {i % 7, i / 7 % 7, i / 49};
      programs.add(
          span(
              "status " + calls[0] + calls[1] + calls[2],
              s -> setStatus(s, calls[0]),
              s -> setStatus(s, calls[1]),
              s -> setStatus(s, calls[2])));
    }
    return programs;
  }

  private static void setStatus(Span span, int kind) {
    switch (kind) {
      case 0 -> span.setStatus(StatusCode.UNSET, "unset");
      case 1 -> span.setStatus(StatusCode.OK, "ok");
      case 2 -> span.setStatus(StatusCode.ERROR, "first");
      case 3 -> span.setStatus(StatusCode.ERROR, "second");
      case 4 -> span.setStatus(StatusCode.ERROR);
      case 5 -> span.setStatus(StatusCode.OK);
      default -> span.setStatus(null);
    }
  }

  private static List<Program> end() {
    return List.of(
        span("end twice", Span::end, Span::end),
        span(
            "end twice with times",
            s -> s.end(1, TimeUnit.SECONDS),
            s -> s.end(2, TimeUnit.SECONDS)),
        span("end at 0", s -> s.end(0, TimeUnit.SECONDS)),
        span("end before the start", s -> s.end(1, TimeUnit.NANOSECONDS)),
        span("end at a negative time", s -> s.end(-1, TimeUnit.NANOSECONDS)),
        span("end at the least time", s -> s.end(Long.MIN_VALUE, TimeUnit.DAYS)),
        span("end at the last time", s -> s.end(Long.MAX_VALUE, TimeUnit.DAYS)),
        span("end at the last instant", s -> s.end(Instant.MAX)),
        span("end at the first instant", s -> s.end(Instant.MIN)),
        span(
            "calls after the end",
            Span::end,
            s -> s.setAttribute("k", 1),
            s -> s.setAttribute("k", "v"),
            s -> s.setAllAttributes(Attributes.builder().put("k", 1).build()),
            s -> s.addEvent("e"),
            s -> s.addEvent("e", Attributes.empty(), 1, TimeUnit.SECONDS),
            s -> s.recordException(new SilentException()),
            s -> s.addLink(s.getSpanContext()),
            s -> s.setStatus(StatusCode.ERROR, "late"),
            s -> s.updateName("late")),
        Program.of(
            "an ended span as parent and as current span",
            run -> {
              Span parent = run.start(run.tracer(0).spanBuilder("parent"));
              parent.end();
              try (Scope scope = parent.makeCurrent()) {
                run.start(run.tracer(0).spanBuilder("child")).end();
                Span.current().setAttribute("late", 1);
              }
            }));
  }

  private static List<Program> times() {
    long[] times = {0, 1, -1, 1_600_000_000, Long.MAX_VALUE, Long.MIN_VALUE};
    List<Program> programs = new ArrayList<>();
    for (TimeUnit unit : TimeUnit.values()) {
      for (long time : times) {
        String text = time + " " + unit;
        programs.add(builder("start at " + text, b -> b.setStartTimestamp(time, unit)));
        programs.add(
            span("event at " + text, s -> s.addEvent("e", time, unit), s -> s.end(time, unit)));
      }
    }
    programs.add(
        builder(
            "the last start wins",
            b -> b.setStartTimestamp(1, TimeUnit.SECONDS),
            b -> b.setStartTimestamp(-1, TimeUnit.SECONDS),
            b -> b.setStartTimestamp(2, null),
            b -> b.setStartTimestamp(Instant.ofEpochSecond(3))));
    return programs;
  }

  private static final class SilentException extends Exception {
    private static final long serialVersionUID = 1;

    SilentException() {
      super("silent", null, false, false);
    }
  }
}
