// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.slots;

/**
 * One round of waiting for another thread that holds something for some tens of nanoseconds: spins
 * at first, and yields once the other seems to have lost its processor. Any thread may call.
 */
public final class Spin {
  private static final int SPINS = 64;

  private Spin() {}

  /**
   * Waits a moment.
   *
   * @param round how many rounds there were before in the same wait
   */
  public static void once(int round) {
    if (round < SPINS) {
      Thread.onSpinWait();
    } else {
      Thread.yield();
    }
  }
}
