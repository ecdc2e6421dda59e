// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A part of a histogram that one thread at a time owns. */
abstract class OwnedStripe {
  private static final VarHandle OWNED;

  static {
    try {
      OWNED = MethodHandles.lookup().findVarHandle(OwnedStripe.class, "owned", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private int owned;

  /** Becomes the owner, unless there is one. */
  final boolean tryOwn() {
    return (int) OWNED.getOpaque(this) == 0 && OWNED.compareAndSet(this, 0, 1);
  }

  /** Becomes the owner; for the collector, which must see every stripe. */
  final void own() {
    for (int spins = 0; !tryOwn(); spins++) {
      if (spins < 100) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }

  /** Gives the stripe free, and publishes what was written to it. */
  final void free() {
    OWNED.setRelease(this, 0);
  }

  abstract void record(double value);

  abstract void read(PointValues into, boolean reset);
}
