// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.house.right;

import dev.ringlet.house.left.Left;

/** Half of a cycle of two packages, by which the rule against cycles is seen to fail. */
public final class Right {
  private Left other;

  /** The other half. */
  public Left other() {
    return other;
  }
}
