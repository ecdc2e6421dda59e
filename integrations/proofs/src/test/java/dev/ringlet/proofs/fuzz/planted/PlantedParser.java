// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fuzz.planted;

/** A parser with faults that were put in on purpose. */
final class PlantedParser {
  private static final int BIG = 8 << 20;

  volatile byte[] last;

  /** Fails for one of 2^48 beginnings, of which no byte is a constant of this class. */
  void deep(byte[] in) {
    if (in.length < 6) {
      return;
    }
    if (in[0] == key(1)) {
      if (in[1] == key(2)) {
        if (in[2] == key(3)) {
          if (in[3] == key(4)) {
            if (in[4] == key(5)) {
              if (in[5] == key(6)) {
                throw new IllegalStateException("the planted fault");
              }
            }
          }
        }
      }
    }
  }

  private static byte key(int i) {
    return (byte) (i * i * 37 + 11 * i);
  }

  /** Does not end if a byte is odd, or allocates too much if it is 2. */
  void hungry(byte[] in) {
    boolean odd = in.length > 0 && (in[0] & 1) != 0;
    while (odd && !Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
    if (in.length > 0 && in[0] == 2) {
      last = new byte[BIG];
    }
  }
}
