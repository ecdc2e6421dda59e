// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.slots;

/**
 * One round of waiting for a lock that another thread holds for some tens of nanoseconds. The first
 * {@value #SPINS} rounds spin; later ones yield, because the other thread may be preempted. Any
 * thread may call.
 */
public final class Spin {
  private static final int SPINS = 64;

  private Spin() {}

  /**
   * Spins or yields once.
   *
   * @param round number of earlier rounds of the same wait
   */
  public static void once(int round) {
    if (round < SPINS) {
      Thread.onSpinWait();
    } else {
      Thread.yield();
    }
  }
}
