// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * The probes of instrumented classes. Classes find theirs by a number, so that one copy of this
 * class serves all class loaders.
 */
public final class Coverage {
  private static final List<boolean[]> ALL = new ArrayList<>();

  private Coverage() {}

  /** Adds a class with {@code count} probes and returns its number. */
  static synchronized int add(int count) {
    ALL.add(new boolean[count]);
    return ALL.size() - 1;
  }

  /** Returns the probes of a class; instrumented code calls this. */
  public static synchronized boolean[] probes(int number) {
    return ALL.get(number);
  }
}
