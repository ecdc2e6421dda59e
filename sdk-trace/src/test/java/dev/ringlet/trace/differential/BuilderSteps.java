// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import dev.ringlet.testing.differential.AttributeSink;
import dev.ringlet.testing.differential.Draw;
import dev.ringlet.testing.differential.DrawAttributes;
import dev.ringlet.testing.differential.Quote;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerBuilder;
import io.opentelemetry.api.trace.TracerProvider;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Draws steps that make tracers, configure span builders and start spans. */
final class BuilderSteps {
  private final Draw draw;
  private final DrawAttributes attributes;
  private final DrawContexts contexts;

  BuilderSteps(Draw draw, DrawAttributes attributes, DrawContexts contexts) {
    this.draw = draw;
    this.attributes = attributes;
    this.contexts = contexts;
  }

  /** Draws a way to get a tracer; few names, so that the same one is asked for again. */
  Step tracer() {
    String name = draw.oneIn(4) ? draw.text() : "library" + draw.below(3);
    String version = draw.oneIn(2) ? null : draw.oneIn(8) ? draw.text() : "1." + draw.below(2);
    String schema = draw.oneIn(2) ? null : draw.oneIn(8) ? draw.text() : "https://schema/1";
    String args = "(" + Quote.of(name) + ", " + Quote.of(version) + ")";
    switch (draw.below(7)) {
      case 0 -> {
        return tracer("getTracer(" + Quote.of(name) + ")", r -> r.api.getTracer(name));
      }
      case 1 -> {
        return tracer("getTracer" + args, r -> r.api.getTracer(name, version));
      }
      case 2 -> {
        return tracer("provider.get(" + Quote.of(name) + ")", r -> provider(r).get(name));
      }
      case 3 -> {
        return tracer("provider.get" + args, r -> provider(r).get(name, version));
      }
      case 4 -> {
        return tracer(
            "provider.tracerBuilder(" + Quote.of(name) + ").build()",
            r -> provider(r).tracerBuilder(name).build());
      }
      default -> {
        return tracer(
            "tracerBuilder" + args + ".setSchemaUrl(" + Quote.of(schema) + ").build()",
            r -> {
              TracerBuilder builder = r.api.tracerBuilder(name);
              builder.setInstrumentationVersion(version).setSchemaUrl(schema);
              return builder.build();
            });
      }
    }
  }

  private static TracerProvider provider(Run run) {
    return run.api.getTracerProvider();
  }

  private static Step tracer(String text, Function<Run, Tracer> make) {
    return new Step(
        text,
        run -> {
          Tracer tracer = make.apply(run);
          run.see("enabled " + tracer.isEnabled() + ", slot " + run.tracers.indexOf(tracer));
          run.tracers.add(tracer);
        });
  }

  /** Adds the steps that make one span: a builder, some calls on it, and its start. */
  void newSpan(List<Step> steps, boolean onlyKnownTraces) {
    int tracer = draw.slot();
    String name = draw.oneIn(3) ? draw.text() : "operation" + draw.below(20);
    steps.add(
        new Step(
            "builder = tracer(" + tracer + ").spanBuilder(" + Quote.of(name) + ")",
            run -> run.builders.add(run.tracer(tracer).spanBuilder(name))));
    if (onlyKnownTraces) {
      DrawContexts.Source parent = contexts.fixed(draw.oneIn(2));
      steps.add(
          on(
              -1,
              "setParent(" + parent.text() + ")",
              (r, b) -> b.setParent(r.context(0).with(Span.wrap(parent.of().apply(r))))));
    }
    int calls = draw.oneIn(30) ? 180 : draw.below(6);
    for (int i = 0; i < calls; i++) {
      steps.add(call(-1, onlyKnownTraces));
    }
    steps.add(start(-1));
  }

  /** Draws a call on the builder in a slot. */
  Step call(int slot, boolean onlyKnownTraces) {
    switch (draw.below(onlyKnownTraces ? 15 : 19)) {
      case 0, 1 -> {
        DrawContexts.Source link = contexts.any();
        return on(slot, "addLink(" + link.text() + ")", (r, b) -> b.addLink(link.of().apply(r)));
      }
      case 2 -> {
        DrawContexts.Source linked = contexts.any();
        Attributes linkAttributes = attributes.attributes();
        return on(
            slot,
            "addLink(" + linked.text() + ", " + DrawAttributes.shown(linkAttributes) + ")",
            (r, b) -> b.addLink(linked.of().apply(r), linkAttributes));
      }
      case 3, 4 -> {
        SpanKind kind = draw.oneIn(6) ? null : draw.of(List.of(SpanKind.values()));
        return on(slot, "setSpanKind(" + kind + ")", (r, b) -> b.setSpanKind(kind));
      }
      case 5 -> {
        long time = draw.time();
        TimeUnit unit = draw.unit();
        return on(
            slot,
            "setStartTimestamp(" + time + "L, " + unit + ")",
            (r, b) -> b.setStartTimestamp(time, unit));
      }
      case 6 -> {
        Instant instant = draw.instant();
        return on(
            slot, "setStartTimestamp(" + instant + ")", (r, b) -> b.setStartTimestamp(instant));
      }
      case 15, 16 -> {
        int context = draw.slot();
        return on(
            slot, "setParent(context(" + context + "))", (r, b) -> b.setParent(r.context(context)));
      }
      case 17 -> {
        return on(slot, "setParent(null)", (r, b) -> b.setParent(null));
      }
      case 18 -> {
        return on(slot, "setNoParent()", (r, b) -> b.setNoParent());
      }
      default -> {
        AttributeSink.Call call = attributes.call();
        return on(slot, call.text(), (r, b) -> call.setter().setOn(AttributeSink.of(b)));
      }
    }
  }

  /** Starts the span of the builder in a slot, be it for the first time or not. */
  Step start(int slot) {
    return new Step(
        "spans.add(builder(" + slot + ").startSpan())",
        run -> {
          SpanBuilder builder = builder(run, slot);
          if (!run.start(builder).isRecording()) {
            // The official builder keeps the attributes of a span that was not sampled for the
            // next;
            // Ringlet's gives their buffer back. No application can rely on it, so it is not used
            // again.
            int index = run.builders.indexOf(builder);
            run.builders.set(index, run.tracer(0).spanBuilder("afresh"));
          }
        });
  }

  private static Step on(int slot, String text, OnBuilder call) {
    return new Step(
        "builder(" + slot + ")." + text,
        run -> {
          SpanBuilder builder = builder(run, slot);
          if (call.call(run, builder) != builder) {
            run.see("does not return itself");
          }
        });
  }

  private static SpanBuilder builder(Run run, int slot) {
    if (run.builders.isEmpty()) {
      run.builders.add(run.tracer(0).spanBuilder("builder"));
    }
    return run.builders.get(Math.floorMod(slot, run.builders.size()));
  }

  private interface OnBuilder {
    Object call(Run run, SpanBuilder builder);
  }
}
