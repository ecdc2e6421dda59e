// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import static dev.ringlet.trace.differential.Cases.builder;
import static dev.ringlet.trace.differential.Cases.span;

import dev.ringlet.testing.ForeignAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Programs that break the API's contract or stretch it. */
final class OddCases {
  private static final String TRACE_ID = "000000000000000000000000000000aa";
  private static final String SPAN_ID = "00000000000000bb";

  private OddCases() {}

  /** What the official SDK takes: objects of classes that no SDK knows, and the like. */
  static List<Program> tolerated() {
    TraceFlags sampled = TraceFlags.getSampled();
    TraceState none = TraceState.getDefault();
    return List.of(
        span("foreign attributes", s -> s.setAllAttributes(foreignAttributes())),
        span("foreign attributes of an event", s -> s.addEvent("e", foreignAttributes())),
        span(
            "foreign attributes of a link",
            s -> s.addLink(s.getSpanContext(), foreignAttributes())),
        span(
            "foreign attributes of an exception",
            s -> s.recordException(new Error("x", null) {}, foreignAttributes())),
        builder("foreign attributes on a builder", b -> b.setAllAttributes(foreignAttributes())),
        span(
            "null in texts",
            s -> s.setAttribute(AttributeKey.stringArrayKey("k"), Arrays.asList("a", null, "b"))),
        span("toString is null", s -> s.recordException(new Failing("null toString"))),
        span("printStackTrace is silent", s -> s.recordException(new Failing("silent"))),
        span("foreign key", s -> s.setAttribute(foreignKey("k"), "v")),
        span(
            "foreign key against the usual one",
            s -> s.setAttribute(foreignKey("k"), "v"),
            s -> s.setAttribute("k", "w")),
        withContext("foreign span context", TRACE_ID, SPAN_ID, sampled, none),
        withContext(
            "foreign, upper case", TRACE_ID.toUpperCase(Locale.ROOT), SPAN_ID, sampled, none),
        withContext("foreign, short ids", "aa", "bb", sampled, none),
        withContext("foreign, long ids", TRACE_ID + "00", SPAN_ID + "00", sampled, none),
        withContext("foreign, not hex", TRACE_ID.replace('0', 'x'), SPAN_ID, sampled, none),
        withContext("foreign, not ASCII", TRACE_ID.replace('0', 'é'), SPAN_ID, sampled, none));
  }

  /** Span contexts with nulls inside. */
  static List<Program> brokenContexts() {
    return List.of(
        withContext("null flags", TRACE_ID, SPAN_ID, null, TraceState.getDefault()),
        withContext("null state", TRACE_ID, SPAN_ID, TraceFlags.getSampled(), null));
  }

  /** Values whose type is not what the key says. */
  static List<Program> wrongTypes() {
    List<Program> programs = new ArrayList<>();
    List<Object> values =
        List.of(
            "text",
            1L,
            1,
            1.5,
            1.5f,
            true,
            'c',
            List.of("x"),
            List.of(1L),
            Value.of(1),
            "x".getBytes(),
            new Object());
    for (AttributeKey<?> key : keys()) {
      for (Object value : values) {
        if (!fits(key.getType(), value)) {
          programs.add(
              span(
                  key.getType() + " set to a " + value.getClass().getName() + " " + value,
                  s -> s.setAttribute(raw(key), value)));
        }
      }
    }
    return programs;
  }

  /** Lists with null elements, by type. */
  static List<Program> nullElements() {
    return List.of(
        span(
            "null in booleans",
            s -> s.setAttribute(AttributeKey.booleanArrayKey("k"), Arrays.asList(true, null))),
        span(
            "null in longs",
            s -> s.setAttribute(AttributeKey.longArrayKey("k"), Arrays.asList(null, 1L))),
        span(
            "null in doubles",
            s -> s.setAttribute(AttributeKey.doubleArrayKey("k"), Arrays.asList(1.0, null, 2.0))),
        span(
            "null in a list of values",
            s -> s.setAttribute("k", Value.of(Arrays.asList(Value.of(1), null)))),
        span(
            "null value in a map",
            s ->
                s.setAttribute(
                    "k", Value.of(KeyValue.of("a", null), KeyValue.of("b", Value.of(1))))),
        span(
            "null key in a map",
            s -> s.setAttribute("k", Value.of(KeyValue.of(null, Value.of(1))))));
  }

  /** Exceptions whose own methods fail. */
  static List<Program> failingExceptions() {
    return List.of(
        span("getMessage throws", s -> s.recordException(new Failing("getMessage"))),
        span("toString throws", s -> s.recordException(new Failing("toString"))),
        span("getCause throws", s -> s.recordException(new Failing("getCause"))),
        span("getStackTrace throws", s -> s.recordException(new Failing("getStackTrace"))),
        span("getStackTrace is null", s -> s.recordException(new Failing("null trace"))));
  }

  private static Program withContext(
      String name, String traceId, String spanId, TraceFlags flags, TraceState state) {
    ForeignSpanContext context = new ForeignSpanContext(traceId, spanId, flags, state);
    return Program.of(
        name,
        run -> {
          if (traceId != null && spanId != null) {
            run.ids.given(context);
          }
          Context parent = Context.root().with(new ForeignSpan(context));
          SpanBuilder builder = run.tracer(0).spanBuilder(name);
          run.attempt(() -> builder.setParent(parent));
          run.attempt(() -> builder.addLink(context));
          run.attempt(
              () -> {
                Span span = run.start(builder);
                run.attempt(() -> span.addLink(context));
                span.end();
              });
        });
  }

  private static Attributes foreignAttributes() {
    return new ForeignAttributes()
        .put(AttributeKey.stringKey("z"), "last first")
        .put(AttributeKey.longKey("a"), 1L)
        .put(AttributeKey.longKey("z"), 2L)
        .put(AttributeKey.stringKey(""), "empty name")
        .put(AttributeKey.stringKey("null"), null)
        .put(AttributeKey.valueKey("value"), Value.of(Value.of("x")));
  }

  private static AttributeKey<String> foreignKey(String name) {
    return new AttributeKey<>() {
      @Override
      public String getKey() {
        return name;
      }

      @Override
      public AttributeType getType() {
        return AttributeType.STRING;
      }
    };
  }

  private static boolean fits(AttributeType type, Object value) {
    return switch (type) {
      case STRING -> value instanceof String;
      case BOOLEAN -> value instanceof Boolean;
      case LONG -> value instanceof Long;
      case DOUBLE -> value instanceof Double;
      case STRING_ARRAY -> List.of("x").equals(value);
      case LONG_ARRAY -> List.of(1L).equals(value);
      default -> value instanceof Value;
    };
  }

  @SuppressWarnings("unchecked")
  private static AttributeKey<Object> raw(AttributeKey<?> key) {
    return (AttributeKey<Object>) key;
  }

  private static List<AttributeKey<?>> keys() {
    return List.of(
        AttributeKey.stringKey("k"),
        AttributeKey.booleanKey("k"),
        AttributeKey.longKey("k"),
        AttributeKey.doubleKey("k"),
        AttributeKey.stringArrayKey("k"),
        AttributeKey.longArrayKey("k"),
        AttributeKey.valueKey("k"));
  }

  private static final class Failing extends Exception {
    private static final long serialVersionUID = 1;
    private final String what;

    Failing(String what) {
      this.what = what;
    }

    @Override
    public String getMessage() {
      return fail("getMessage", "message");
    }

    @Override
    public String toString() {
      return "null toString".equals(what) ? null : fail("toString", "text");
    }

    @Override
    public synchronized Throwable getCause() {
      return fail("getCause", null);
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      StackTraceElement[] none = "null trace".equals(what) ? null : new StackTraceElement[0];
      return fail("getStackTrace", none);
    }

    @Override
    public void printStackTrace(PrintWriter writer) {
      if (!"silent".equals(what)) {
        super.printStackTrace(writer);
      }
    }

    private <T> T fail(String method, T otherwise) {
      if (method.equals(what)) {
        throw new IllegalStateException(method);
      }
      return otherwise;
    }
  }
}
