// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * Runs the operations of a class in two threads under Lincheck, which stops them at every access to
 * shared memory: random scenarios, and of each the interleavings with the fewest switches. {@code
 * -Dringlet.lincheck.scenarios=100} looks longer.
 */
public final class Interleavings {
  private static final int SCENARIOS = Integer.getInteger("ringlet.lincheck.scenarios", 3);
  private static final int INTERLEAVINGS = 100;

  /** A search that ends with the first failure. */
  private static final int TWIN_SCENARIOS = 100;

  private static final int TWIN_INTERLEAVINGS = 300;

  private Interleavings() {}

  private static void check(
      Class<?> parties, Class<?> specification, int scenarios, int interleavings) {
    new ModelCheckingOptions()
        .iterations(scenarios)
        .invocationsPerIteration(interleavings)
        .threads(2)
        .actorsBefore(0)
        .actorsPerThread(4)
        .actorsAfter(2)
        .minimizeFailedScenario(false)
        .sequentialSpecification(specification)
        .check(parties);
  }

  /** Each interleaving has the results of an order of the operations, one after the other. */
  public static void areLinearizable(Class<?> parties, Class<?> specification) {
    check(parties, specification, SCENARIOS, INTERLEAVINGS);
  }

  /** An interleaving has results that no order explains; for a class with a weakened hook. */
  public static void areNotLinearizable(Class<?> parties, Class<?> specification) {
    assertThatThrownBy(() -> check(parties, specification, TWIN_SCENARIOS, TWIN_INTERLEAVINGS))
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining("Invalid execution results");
  }
}
