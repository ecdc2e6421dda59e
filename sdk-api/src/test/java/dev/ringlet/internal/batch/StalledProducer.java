// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import java.lang.reflect.Field;

/**
 * A producer that is stopped between the claim and the publication of a record, where no test can
 * stop a thread. Nobody else may offer to the stripe while one is made.
 */
final class StalledProducer {
  private static final int TAIL = 16;
  private static final int NUMBER_SHIFT = 40;
  private static final long NOT_FINISHED = 0x7fffL << 29 | 1L << 62;

  private final long[] control;
  private final long number;

  StalledProducer(BatchWorker worker, int stripe) {
    Object ring = get(worker, "ring");
    Object claimed = ((Object[]) get(ring, "stripes"))[stripe];
    control = (long[]) get(claimed, "control");
    long[] hot = (long[]) get(claimed, "hot");
    number = hot[TAIL] >>> NUMBER_SHIFT;
    hot[TAIL] += 1L << NUMBER_SHIFT;
  }

  /** Publishes that there is no record, as a thread does that comes to the end of its stack. */
  void goOn() {
    int words = Integer.numberOfTrailingZeros(control.length);
    control[(int) number & (control.length - 1)] = (~(number >>> words) & 1) << 63 | NOT_FINISHED;
  }

  private static Object get(Object owner, String name) {
    try {
      Field field = owner.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return field.get(owner);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
