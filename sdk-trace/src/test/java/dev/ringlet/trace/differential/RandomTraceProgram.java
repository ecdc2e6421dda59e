// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import dev.ringlet.testing.differential.Draw;
import dev.ringlet.testing.differential.DrawAttributes;
import java.util.ArrayList;
import java.util.List;

/** Makes programs that call all of the tracing API, in ordinary and in odd ways. */
public final class RandomTraceProgram {
  private static final int FLUSH_CHARS = 400_000;
  private static final int FLUSH_SPANS = 900;

  private final Draw draw;
  private final boolean onlyKnownTraces;
  private final DrawContexts contexts;
  private final BuilderSteps builderSteps;
  private final SpanSteps spanSteps;
  private final List<Step> steps = new ArrayList<>();
  private int spans;
  private int chars;

  private RandomTraceProgram(long seed, boolean onlyKnownTraces) {
    this.draw = new Draw(seed);
    this.onlyKnownTraces = onlyKnownTraces;
    DrawAttributes attributes = new DrawAttributes(draw);
    contexts = new DrawContexts(draw);
    builderSteps = new BuilderSteps(draw, attributes, contexts);
    spanSteps = new SpanSteps(draw, attributes, contexts);
  }

  /**
   * Draws a program.
   *
   * @param onlyKnownTraces every span gets a parent whose trace id the program chose, so that a
   *     sampler which decides by trace id decides alike on every SDK
   */
  public static Program of(long seed, int spans, boolean onlyKnownTraces) {
    RandomTraceProgram program = new RandomTraceProgram(seed, onlyKnownTraces);
    program.draw(spans);
    return new Program("random program, seed " + seed, program.steps);
  }

  private void draw(int wantedSpans) {
    steps.add(builderSteps.tracer());
    while (spans < wantedSpans) {
      drawStep();
      chars += draw.charsSinceAsked();
      if (chars > FLUSH_CHARS) {
        flush();
      }
    }
    for (int slot = 0; slot < spans; slot++) {
      if (slot % 11 != 10) {
        steps.add(SpanSteps.end(slot));
      }
      if (slot % FLUSH_SPANS == FLUSH_SPANS - 1) {
        flush();
      }
    }
  }

  private void drawStep() {
    int kind = draw.below(100);
    if (kind < 3) {
      steps.add(builderSteps.tracer());
    } else if (kind < 15) {
      builderSteps.newSpan(steps, onlyKnownTraces);
      spans++;
    } else if (kind < 17 && !onlyKnownTraces) {
      int slot = draw.slot();
      if (draw.oneIn(2)) {
        steps.add(builderSteps.call(slot, false));
      }
      steps.add(builderSteps.start(slot));
      spans++;
    } else if (kind < 22) {
      steps.add(contexts.makeContext(onlyKnownTraces));
    } else if (kind < 27) {
      steps.add(spanSteps.scope());
    } else if (draw.oneIn(300)) {
      spanSteps.flood(steps);
    } else {
      steps.add(spanSteps.call());
    }
  }

  private void flush() {
    steps.add(new Step("flush()", Run::flush));
    chars = 0;
  }
}
