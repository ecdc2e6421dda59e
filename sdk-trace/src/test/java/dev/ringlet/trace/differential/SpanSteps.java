// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import dev.ringlet.testing.differential.AttributeSink;
import dev.ringlet.testing.differential.Draw;
import dev.ringlet.testing.differential.DrawAttributes;
import dev.ringlet.testing.differential.Quote;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Draws calls on spans: of a slot, or the current one. */
final class SpanSteps {
  private final Draw draw;
  private final DrawAttributes attributes;
  private final DrawContexts contexts;

  SpanSteps(Draw draw, DrawAttributes attributes, DrawContexts contexts) {
    this.draw = draw;
    this.attributes = attributes;
    this.contexts = contexts;
  }

  Step call() {
    int kind = draw.below(100);
    if (kind < 45) {
      AttributeSink.Call call = attributes.call();
      return on(call.text(), (r, s) -> call.setter().setOn(AttributeSink.of(s)));
    } else if (kind < 60) {
      return event();
    } else if (kind < 65) {
      return exception();
    } else if (kind < 74) {
      return status();
    } else if (kind < 78) {
      String name = draw.text();
      return on("updateName(" + Quote.of(name) + ")", (r, s) -> s.updateName(name));
    } else if (kind < 88) {
      return link();
    }
    return draw.oneIn(3) ? look() : end();
  }

  /** Draws a step that makes a span current, or closes the scope made last. */
  Step scope() {
    if (draw.oneIn(2)) {
      return new Step(
          "scopes.pop().close()",
          run -> {
            if (!run.scopes.isEmpty()) {
              run.scopes.pop().close();
            }
            run.see(Span.current());
          });
    }
    int slot = draw.slot();
    if (draw.oneIn(2)) {
      return new Step(
          "scopes.push(context(" + slot + ").makeCurrent())",
          run -> run.scopes.push(run.context(slot).makeCurrent()));
    }
    return new Step(
        "scopes.push(span(" + slot + ").makeCurrent())",
        run -> {
          Span span = run.span(slot);
          run.scopes.push(span.makeCurrent());
          run.see("current " + (Span.current() == span));
        });
  }

  /** Adds many events or attributes to one span, more than any limit in use. */
  void flood(List<Step> steps) {
    int slot = draw.slot();
    int kind = draw.below(3);
    for (int i = 0; i < 140; i++) {
      String name = "flood" + i;
      if (kind == 0) {
        steps.add(on(slot, "addEvent(\"" + name + "\")", (r, s) -> s.addEvent(name)));
      } else if (kind == 1) {
        steps.add(
            on(slot, "setAttribute(\"" + name + "\", 1L)", (r, s) -> s.setAttribute(name, 1)));
      } else {
        steps.add(on(slot, "addLink(…)", (r, s) -> s.addLink(s.getSpanContext())));
      }
    }
  }

  private Step event() {
    String name = draw.text();
    Attributes with = attributes.attributes();
    long time = draw.time();
    TimeUnit unit = draw.unit();
    Instant instant = draw.instant();
    String shown = Quote.of(name);
    String shownWith = shown + ", " + DrawAttributes.shown(with);
    String shownTime = ", " + time + "L, " + unit;
    switch (draw.below(6)) {
      case 0 -> {
        return on("addEvent(" + shown + ")", (r, s) -> s.addEvent(name));
      }
      case 1 -> {
        return on("addEvent(" + shown + shownTime + ")", (r, s) -> s.addEvent(name, time, unit));
      }
      case 2 -> {
        return on("addEvent(" + shown + ", " + instant + ")", (r, s) -> s.addEvent(name, instant));
      }
      case 3 -> {
        return on("addEvent(" + shownWith + ")", (r, s) -> s.addEvent(name, with));
      }
      case 4 -> {
        return on(
            "addEvent(" + shownWith + shownTime + ")",
            (r, s) -> s.addEvent(name, with, time, unit));
      }
      default -> {
        return on(
            "addEvent(" + shownWith + ", " + instant + ")",
            (r, s) -> s.addEvent(name, with, instant));
      }
    }
  }

  private Step exception() {
    int index = draw.below(Exceptions.ALL.size());
    Throwable exception = Exceptions.ALL.get(index);
    if (draw.oneIn(2)) {
      return on("recordException(ALL.get(" + index + "))", (r, s) -> s.recordException(exception));
    }
    Attributes with = draw.oneIn(3) ? overriding() : attributes.attributes();
    return on(
        "recordException(ALL.get(" + index + "), " + DrawAttributes.shown(with) + ")",
        (r, s) -> s.recordException(exception, with));
  }

  private Attributes overriding() {
    String name = draw.of(List.of("exception.message", "exception.type", "exception.stacktrace"));
    return draw.oneIn(3)
        ? Attributes.builder().put(name, draw.number()).put("z", 1).build()
        : Attributes.builder().put("a", 1).put(name, "overridden").build();
  }

  private Step status() {
    StatusCode code = draw.oneIn(8) ? null : draw.of(List.of(StatusCode.values()));
    if (draw.oneIn(2)) {
      return on("setStatus(" + code + ")", (r, s) -> s.setStatus(code));
    }
    String description = draw.text();
    return on(
        "setStatus(" + code + ", " + Quote.of(description) + ")",
        (r, s) -> s.setStatus(code, description));
  }

  private Step link() {
    DrawContexts.Source link = contexts.any();
    if (draw.oneIn(2)) {
      return on("addLink(" + link.text() + ")", (r, s) -> s.addLink(link.of().apply(r)));
    }
    Attributes with = attributes.attributes();
    return on(
        "addLink(" + link.text() + ", " + DrawAttributes.shown(with) + ")",
        (r, s) -> s.addLink(link.of().apply(r), with));
  }

  private Step end() {
    int slot = draw.slot();
    long time = draw.time();
    TimeUnit unit = draw.unit();
    Instant instant = draw.instant();
    return switch (draw.below(4)) {
      case 0 -> ending(slot, "end(" + time + "L, " + unit + ")", s -> s.end(time, unit));
      case 1 -> ending(slot, "end(" + instant + ")", s -> s.end(instant));
      default -> end(slot);
    };
  }

  static Step end(int slot) {
    return ending(slot, "end()", Span::end);
  }

  private static Step ending(int slot, String text, Consumer<Span> end) {
    return new Step(
        "span(" + slot + ")." + text,
        run -> {
          end.accept(run.span(slot));
          run.see("recording " + run.span(slot).isRecording());
        });
  }

  private Step look() {
    int slot = draw.slot();
    return new Step("span(" + slot + ")", run -> run.see(run.span(slot)));
  }

  private Step on(String text, OnSpan call) {
    if (draw.oneIn(12)) {
      return new Step("Span.current()." + text, run -> use(run, Span.current(), call));
    }
    return on(draw.slot(), text, call);
  }

  private static Step on(int slot, String text, OnSpan call) {
    return new Step("span(" + slot + ")." + text, run -> use(run, run.span(slot), call));
  }

  private static void use(Run run, Span span, OnSpan call) {
    if (call.call(run, span) != span) {
      run.see("does not return itself");
    }
  }

  private interface OnSpan {
    Object call(Run run, Span span);
  }
}
