// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.engine;

import dev.ringlet.config.Config;

/** Reads and checks the limits of records. */
public final class Limits {
  private Limits() {}

  /** The limit that a property sets, which must be 0 or more. */
  public static int get(Config config, String key, int defaultLimit) {
    return config.getInt(key, defaultLimit, 0, Integer.MAX_VALUE);
  }

  /**
   * Returns a limit that is set in code.
   *
   * @param name the parameter's name
   * @throws IllegalArgumentException if the limit is negative
   */
  public static int check(int limit, String name) {
    if (limit < 0) {
      throw new IllegalArgumentException(name + " must be non-negative: " + limit);
    }
    return limit;
  }
}
