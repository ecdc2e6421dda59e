// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.house.left;

import dev.ringlet.house.right.Right;

/** Half of a cycle of two packages, by which the rule against cycles is seen to fail. */
public final class Left {
  private Right other;

  /** The other half. */
  public Right other() {
    return other;
  }
}
