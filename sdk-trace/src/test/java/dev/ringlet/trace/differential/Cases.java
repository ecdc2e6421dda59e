// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.function.Consumer;

/** Short forms for programs that are written by hand. */
final class Cases {
  private Cases() {}

  /** A root span with some calls on it; each call by itself, so that one that throws hides none. */
  @SafeVarargs
  static Program span(String name, Consumer<Span>... calls) {
    return Program.of(
        name,
        run -> {
          Span span = run.start(run.tracer(0).spanBuilder(name).setNoParent());
          for (Consumer<Span> call : calls) {
            run.attempt(() -> call.accept(span));
          }
          span.end();
          run.see(span);
        });
  }

  /** A span with some calls on its builder. */
  @SafeVarargs
  static Program builder(String name, Consumer<SpanBuilder>... calls) {
    return Program.of(
        name,
        run -> {
          SpanBuilder builder = run.tracer(0).spanBuilder(name);
          for (Consumer<SpanBuilder> call : calls) {
            run.attempt(() -> call.accept(builder));
          }
          Span span = run.start(builder);
          span.end();
          run.see(span);
        });
  }

  /** Returns a remote context with ids that end in the number. */
  static SpanContext remote(Run run, int number, int flags) {
    return run.ids.given(
        SpanContext.createFromRemoteParent(
            String.format("%032x", number),
            String.format("%016x", number),
            TraceFlags.fromByte((byte) flags),
            TraceState.builder().put("vendor", "value" + number).build()));
  }

  static Context with(SpanContext context) {
    return Context.root().with(Span.wrap(context));
  }
}
