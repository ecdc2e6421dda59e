// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import static dev.ringlet.trace.differential.Cases.builder;
import static dev.ringlet.trace.differential.Cases.remote;
import static dev.ringlet.trace.differential.Cases.span;
import static dev.ringlet.trace.differential.Cases.with;

import dev.ringlet.testing.differential.Quote;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs about what is around a span: parents, tracers, builders, the current span, threads. */
@SuppressWarnings("try") // a scope is there to be closed
final class StructureCases {
  private StructureCases() {}

  static List<Program> parents() {
    ContextKey<String> key = ContextKey.named("key");
    return List.of(
        Program.of(
            "explicit parent against the current span",
            run -> {
              Span current = run.start(run.tracer(0).spanBuilder("current"));
              Span explicit = run.start(run.tracer(0).spanBuilder("explicit").setNoParent());
              Context context = Context.root().with(explicit);
              try (Scope scope = current.makeCurrent()) {
                run.start(run.tracer(0).spanBuilder("of current")).end();
                run.start(run.tracer(0).spanBuilder("of explicit").setParent(context)).end();
                run.start(run.tracer(0).spanBuilder("of null").setParent(null)).end();
                run.start(run.tracer(0).spanBuilder("of none").setNoParent()).end();
                run.start(run.tracer(0).spanBuilder("of root").setParent(Context.root())).end();
                run.start(run.tracer(0).spanBuilder("last wins").setParent(context).setNoParent())
                    .end();
                run.start(run.tracer(0).spanBuilder("last wins").setNoParent().setParent(context))
                    .end();
                run.start(
                        run.tracer(0).spanBuilder("null is not last").setNoParent().setParent(null))
                    .end();
              }
              explicit.end();
              current.end();
            }),
        Program.of(
            "the parent is read at the start",
            run -> {
              SpanBuilder early = run.tracer(0).spanBuilder("child");
              Span parent = run.start(run.tracer(0).spanBuilder("parent"));
              try (Scope scope = parent.makeCurrent()) {
                run.start(early).end();
              }
              parent.end();
            }),
        Program.of(
            "odd parents",
            run -> {
              for (Span parent :
                  new Span[] {
                    Span.getInvalid(),
                    Span.wrap(null),
                    Span.wrap(SpanContext.getInvalid()),
                    new ForeignSpan(SpanContext.getInvalid()),
                    new ForeignSpan(remote(run, 3, 1)),
                    Span.wrap(remote(run, 4, 0)),
                    Span.wrap(remote(run, 5, 0xff))
                  }) {
                Context context = Context.root().with(key, "v").with(parent);
                run.start(run.tracer(0).spanBuilder("child").setParent(context)).end();
              }
            }));
  }

  static List<Program> flags() {
    List<Program> programs = new ArrayList<>();
    for (int flags = 0; flags < 256; flags += 1) {
      int parentFlags = flags;
      programs.add(
          Program.of(
              "flags of a child, grandchild and link of remote flags " + parentFlags,
              run -> {
                SpanContext parent = remote(run, 7, parentFlags);
                Span child =
                    run.start(
                        run.tracer(0).spanBuilder("child").setParent(with(parent)).addLink(parent));
                run.start(
                        run.tracer(0)
                            .spanBuilder("grandchild")
                            .setParent(Context.root().with(child)))
                    .end();
                child.end();
              }));
    }
    return programs;
  }

  static List<Program> tracers() {
    List<Program> programs = new ArrayList<>();
    for (String name : RuleCases.NAMES) {
      for (String other : RuleCases.NAMES) {
        programs.add(
            Program.of(
                "tracer " + Quote.of(name) + " with " + Quote.of(other),
                run -> {
                  Tracer versioned = run.api.getTracer(name, other);
                  Tracer schema = run.api.tracerBuilder(name).setSchemaUrl(other).build();
                  Tracer again = run.api.getTracerProvider().get(name, other);
                  run.see("same " + (versioned == again) + " " + (versioned == schema));
                  run.see("enabled " + versioned.isEnabled());
                  run.start(versioned.spanBuilder("versioned")).end();
                  run.start(schema.spanBuilder("schema")).end();
                  run.start(again.spanBuilder("again")).end();
                }));
      }
    }
    return programs;
  }

  static List<Program> builders() {
    return List.of(
        Program.of(
            "a builder used twice",
            run -> {
              SpanBuilder builder =
                  run.tracer(0)
                      .spanBuilder("twice")
                      .setSpanKind(SpanKind.CLIENT)
                      .setAttribute("k", 1)
                      .setStartTimestamp(5, TimeUnit.SECONDS)
                      .addLink(remote(run, 6, 1));
              Span first = run.start(builder);
              builder.setAttribute("late", 1).addLink(remote(run, 8, 1));
              first.end();
              run.start(builder).end();
              run.start(builder).end();
            }));
  }

  static List<Program> current() {
    return List.of(
        Program.of(
            "the current span through the Context",
            run -> {
              run.see(Span.current());
              Span span = run.start(run.tracer(0).spanBuilder("s"));
              try (Scope scope = span.makeCurrent()) {
                run.see("same " + (Span.current() == span));
                run.see("same " + (Span.fromContext(Context.current()) == span));
                run.see("same " + (Span.fromContextOrNull(Context.current()) == span));
                Span.current().setAttribute("k", 1);
                run.see("same " + (span.storeInContext(Context.current()) == Context.current()));
              }
              run.see("none " + (Span.fromContextOrNull(Context.current()) == null));
              run.attempt(() -> span.storeInContext(null));
              span.end();
            }));
  }

  static List<Program> threads() {
    return List.of(
        Program.of(
            "a span that changes threads",
            run -> {
              Span span = run.start(run.tracer(0).spanBuilder("s").setAttribute("first", 1));
              onThread(() -> span.setAttribute("second", 2).addEvent("e"));
              onThread(() -> run.see(Span.current()));
              onThread(span::end);
              onThread(span::end);
              run.see(span);
            }));
  }

  private static void onThread(Runnable task) throws InterruptedException {
    Thread thread = new Thread(task);
    thread.start();
    thread.join();
  }
}
