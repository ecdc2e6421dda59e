// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import static dev.ringlet.trace.differential.Cases.builder;
import static dev.ringlet.trace.differential.Cases.remote;
import static dev.ringlet.trace.differential.Cases.span;

import dev.ringlet.testing.differential.Quote;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs about counts and lengths around every limit in use: 0 to 6, and 128. */
public final class LimitCases {
  private static final int[] COUNTS = {0, 1, 2, 3, 4, 5, 6, 7, 127, 128, 129, 131};
  private static final String[] TEXTS = {
    "",
    "a",
    "abcd",
    "abcde",
    "abcdef",
    "abcdefghijk",
    "😀😀😀",
    "a😀😀😀😀",
    "ab😀",
    "é😀日本語のテキスト",
    "\uD83D",
    "abcd\uD83D",
    "abcd\uD83D\uDE00"
  };

  private LimitCases() {}

  public static List<Program> all() {
    List<Program> programs = new ArrayList<>();
    for (int count : COUNTS) {
      programs.addAll(attributes(count));
      programs.addAll(eventsAndLinks(count));
    }
    for (String text : TEXTS) {
      programs.addAll(lengths(text));
    }
    programs.add(nestedLengths());
    programs.add(staleLinkTotal());
    return programs;
  }

  private static List<Program> attributes(int count) {
    return List.of(
        span(
            count + " attributes on a span, then each again, then new ones",
            s -> fill(count, s::setAttribute),
            s -> fill(count, s::setAttribute),
            s -> s.setAttribute("k0", "another type"),
            s -> s.setAttribute("new1", 1).setAttribute("new2", true),
            s -> s.setAttribute("new1", 2),
            s -> s.setAttribute("null", (String) null)),
        builder(
            count + " attributes on a builder, then each again",
            b -> fill(count, b::setAttribute),
            b -> fill(count, b::setAttribute),
            b -> b.setAttribute("new", 1)),
        builder(
            count + " attributes at once on a builder",
            b -> b.setAllAttributes(attributesOf(count)),
            b -> b.setAllAttributes(attributesOf(count))),
        span(count + " attributes at once", s -> s.setAllAttributes(attributesOf(count))),
        Program.of(
            count + " attributes on the builder and as many on the span",
            run -> {
              SpanBuilder builder = run.tracer(0).spanBuilder("both");
              fill(count, builder::setAttribute);
              Span span = run.start(builder);
              fill(count + 1, span::setAttribute);
              span.setAttribute("new", 1).end();
            }));
  }

  private static List<Program> eventsAndLinks(int count) {
    Attributes with = attributesOf(count);
    return List.of(
        span(count + " events", s -> repeat(count, () -> s.addEvent("e"))),
        span(
            "events with " + count + " attributes",
            s -> s.addEvent("e", with),
            s -> s.addEvent("e", with, 1, TimeUnit.SECONDS)),
        span(
            "exception with " + count + " attributes",
            s -> s.recordException(new IllegalStateException("message " + count), with),
            s -> s.recordException(new IllegalStateException())),
        span(
            count + " links on a span",
            s -> repeat(count, () -> s.addLink(s.getSpanContext())),
            s -> s.addLink(s.getSpanContext(), with)),
        Program.of(
            count + " links on a builder, then more on the span",
            run -> {
              SpanBuilder builder = run.tracer(0).spanBuilder("links");
              repeat(count, () -> builder.addLink(remote(run, 11, 1)));
              builder.addLink(remote(run, 12, 1), with);
              Span span = run.start(builder);
              builder.addLink(remote(run, 13, 1));
              span.addLink(remote(run, 14, 1), with).addLink(remote(run, 15, 1));
              span.end();
            }),
        Program.of(
            "links with " + count + " attributes",
            run -> {
              SpanBuilder builder =
                  run.tracer(0).spanBuilder("links").addLink(remote(run, 11, 1), with);
              Span span = run.start(builder);
              span.addLink(remote(run, 12, 1), with).end();
            }));
  }

  private static List<Program> lengths(String text) {
    Attributes with =
        Attributes.builder()
            .put("text", text)
            .put("texts", text, "", text + text)
            .put("value", Value.of(Value.of(text), Value.of(1)))
            .build();
    return List.of(
        span(
            "lengths of " + Quote.of(text),
            s -> s.setAttribute("text", text),
            s -> s.setAttribute(AttributeKey.stringKey("key"), text),
            s ->
                s.setAttribute(AttributeKey.stringArrayKey("list"), List.of(text, "", text + text)),
            s -> s.setAttribute("value", Value.of(text)),
            s -> s.setAttribute("name of attribute " + text, 1),
            s -> s.updateName("name of span " + text),
            s -> s.addEvent("name of event " + text, with),
            s -> s.addLink(s.getSpanContext(), with),
            s -> s.setStatus(StatusCode.ERROR, "description " + text),
            s -> s.recordException(new IllegalStateException(text), with)),
        builder(
            "lengths on a builder of " + Quote.of(text),
            b -> b.setAttribute("text", text),
            b ->
                b.setAttribute(AttributeKey.stringArrayKey("list"), List.of(text, "", text + text)),
            b -> b.setAttribute(AttributeKey.valueKey("value"), Value.of(text)),
            b -> b.setAllAttributes(with)));
  }

  private static Program nestedLengths() {
    Value<?> bytes = Value.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    Value<?> text = Value.of("abcdefghijkl😀mnop");
    Value<?> map = Value.of(KeyValue.of("long key of a member", text), KeyValue.of("b", bytes));
    Value<?> deep = Value.of(Value.of(map, Value.of(text, bytes)), Value.empty(), Value.of(1.5));
    return span(
        "lengths inside values",
        s -> s.setAttribute("bytes", bytes),
        s -> s.setAttribute("map", map),
        s -> s.setAttribute("deep", deep),
        s -> s.addEvent("e", Attributes.builder().put("deep", deep).build()),
        s -> s.addLink(s.getSpanContext(), Attributes.builder().put("deep", deep).build()));
  }

  private static Program staleLinkTotal() {
    return Program.of(
        "a builder with too many links used twice",
        run -> {
          SpanBuilder builder = run.tracer(0).spanBuilder("twice");
          repeat(130, () -> builder.addLink(remote(run, 11, 1)));
          fill(130, builder::setAttribute);
          run.start(builder).end();
          builder.addLink(remote(run, 12, 1)).setAttribute("k0", 1);
          run.start(builder).end();
        });
  }

  private static Attributes attributesOf(int count) {
    AttributesBuilder builder = Attributes.builder();
    fill(count, (key, value) -> builder.put(key, value));
    return builder.build();
  }

  private static void fill(int count, Filler filler) {
    for (int i = 0; i < count; i++) {
      filler.put("k" + i, (long) i);
    }
  }

  private static void repeat(int count, Runnable task) {
    for (int i = 0; i < count; i++) {
      task.run();
    }
  }

  private interface Filler {
    Object put(String key, long value);
  }
}
