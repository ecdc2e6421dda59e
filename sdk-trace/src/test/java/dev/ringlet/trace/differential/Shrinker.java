// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import java.util.ArrayList;
import java.util.List;

/** Takes steps away from a program for as long as it still shows the same kind of difference. */
final class Shrinker {
  private static final int MAX_RUNS = 300;
  private final Differential differential;
  private int runs;

  Shrinker(Differential differential) {
    this.differential = differential;
  }

  Program shrink(Program program, String kind) {
    List<Step> steps = new ArrayList<>(program.steps());
    int chunk = Math.max(1, steps.size() / 2);
    while (runs < MAX_RUNS) {
      boolean removed = false;
      for (int from = steps.size() - chunk; from > -chunk && runs < MAX_RUNS; from -= chunk) {
        List<Step> fewer = new ArrayList<>(steps);
        fewer.subList(Math.max(0, from), Math.min(fewer.size(), from + chunk)).clear();
        if (fewer.size() < steps.size() && stillDiffers(program.withSteps(fewer), kind)) {
          steps = fewer;
          removed = true;
        }
      }
      if (chunk == 1 && !removed) {
        break;
      }
      chunk = Math.max(1, chunk / 2);
    }
    return program.withSteps(steps);
  }

  private boolean stillDiffers(Program program, String kind) {
    runs++;
    return differential.compare(program).stream().anyMatch(d -> d.kind().equals(kind));
  }
}
