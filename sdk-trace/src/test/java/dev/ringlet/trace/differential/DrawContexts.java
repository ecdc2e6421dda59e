// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import dev.ringlet.testing.differential.Draw;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Draws span contexts (for links and parents) and steps that make contexts. */
final class DrawContexts {
  private static final ContextKey<String> KEY = ContextKey.named("differential");
  private final Draw draw;

  DrawContexts(Draw draw) {
    this.draw = draw;
  }

  /**
   * A span context that may depend on the run.
   *
   * @param text the expression as source code
   * @param of finds it in a run
   */
  record Source(String text, Function<Run, SpanContext> of) {}

  /** Draws any span context: null, invalid, remote, of an earlier span, of the current one. */
  Source any() {
    int slot = draw.slot();
    switch (draw.below(10)) {
      case 0 -> {
        return new Source("null", run -> null);
      }
      case 1 -> {
        return new Source("SpanContext.getInvalid()", run -> SpanContext.getInvalid());
      }
      case 2 -> {
        return new Source("Span.current().getSpanContext()", r -> Span.current().getSpanContext());
      }
      case 3, 4 -> {
        return fixed(true);
      }
      case 5 -> {
        return fixed(false);
      }
      case 6 -> {
        return odd();
      }
      default -> {
        return new Source(
            "span(" + slot + ").getSpanContext()", r -> r.span(slot).getSpanContext());
      }
    }
  }

  /** Draws a valid context with ids of its own. */
  Source fixed(boolean remote) {
    String traceId = TraceId.fromLongs(draw.anyLong(), draw.anyLong() | 1);
    String spanId = SpanId.fromLong(draw.anyLong() | 1);
    byte flags = (byte) (draw.oneIn(4) ? draw.below(256) : draw.below(4));
    TraceState state = traceState();
    SpanContext context =
        remote
            ? SpanContext.createFromRemoteParent(traceId, spanId, TraceFlags.fromByte(flags), state)
            : SpanContext.create(traceId, spanId, TraceFlags.fromByte(flags), state);
    return new Source(context.toString(), run -> run.ids.given(context));
  }

  /** Draws a step that puts a new context into a slot. */
  Step makeContext(boolean onlyKnownTraces) {
    int slot = draw.slot();
    int base = draw.slot();
    String from = "context(" + base + ")";
    Source remote = fixed(draw.oneIn(4));
    switch (draw.below(onlyKnownTraces ? 4 : 10)) {
      case 0 -> {
        return step(from + ".with(span(" + slot + "))", r -> r.context(base).with(r.span(slot)));
      }
      case 1 -> {
        return step(
            "span(" + slot + ").storeInContext(" + from + ")",
            r -> r.span(slot).storeInContext(r.context(base)));
      }
      case 2 -> {
        return step(
            from + ".with(wrap(" + remote.text() + "))",
            r -> r.context(base).with(Span.wrap(remote.of().apply(r))));
      }
      case 3 -> {
        return step(
            from + ".with(new ForeignSpan(" + remote.text() + "))",
            r -> r.context(base).with(new ForeignSpan(remote.of().apply(r))));
      }
      case 4 -> {
        return step(from + ".with(wrap(null))", r -> r.context(base).with(Span.wrap(null)));
      }
      case 5 -> {
        Source odd = odd();
        return step(
            from + ".with(wrap(" + odd.text() + "))",
            r -> r.context(base).with(Span.wrap(odd.of().apply(r))));
      }
      case 6 -> {
        return step(from + ".with(KEY, \"v\")", r -> r.context(base).with(KEY, "v"));
      }
      case 7 -> {
        return step("Context.current()", r -> Context.current());
      }
      case 8 -> {
        return step("Context.root()", r -> Context.root());
      }
      default -> {
        return step("context of getInvalid()", r -> r.context(base).with(Span.getInvalid()));
      }
    }
  }

  private static Step step(String text, Function<Run, Context> make) {
    return new Step("contexts.add(" + text + ")", run -> run.contexts.add(make.apply(run)));
  }

  /** Draws a context whose ids are wrong in some way. */
  private Source odd() {
    String valid = TraceId.fromLongs(5, 5);
    SpanContext context =
        draw.of(
            List.of(
                SpanContext.create("x", "y", TraceFlags.getSampled(), TraceState.getDefault()),
                SpanContext.createFromRemoteParent(
                    valid, SpanId.getInvalid(), TraceFlags.getSampled(), traceState()),
                SpanContext.createFromRemoteParent(
                    TraceId.getInvalid(),
                    "0000000000000005",
                    TraceFlags.getSampled(),
                    traceState()),
                SpanContext.create(
                    valid.toUpperCase(Locale.ROOT).replace('0', 'A'),
                    "000000000000000F",
                    TraceFlags.getSampled(),
                    TraceState.getDefault())));
    return new Source(context.toString(), run -> run.ids.given(context));
  }

  private TraceState traceState() {
    if (draw.oneIn(2)) {
      return TraceState.getDefault();
    }
    TraceStateBuilder state = TraceState.builder();
    int size = 1 + draw.below(3);
    for (int i = 0; i < size; i++) {
      state.put("vendor" + draw.below(4), draw.oneIn(8) ? "v".repeat(200) : "v" + draw.below(9));
    }
    return state.build();
  }
}
