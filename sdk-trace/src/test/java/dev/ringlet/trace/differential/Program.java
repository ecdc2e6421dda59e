// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import java.util.ArrayList;
import java.util.List;

/**
 * A list of calls, the same for every SDK that runs it.
 *
 * @param name what a report calls it, with the seed where there is one
 * @param steps the calls in order
 */
public record Program(String name, List<Step> steps) {
  public Program {
    steps = List.copyOf(steps);
  }

  /** Makes a program of one action, for a case that is written by hand. */
  static Program of(String name, Step.Action action) {
    return new Program(name, List.of(new Step(name, action)));
  }

  Program withSteps(List<Step> fewer) {
    return new Program(name, fewer);
  }

  /** Returns a program that ends with one more call. */
  Program plus(Step step) {
    List<Step> more = new ArrayList<>(steps);
    more.add(step);
    return new Program(name, more);
  }
}
