// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts the bytes that a piece of code allocates on the calling thread. */
public final class Allocations {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int WARM_UP = 50_000;
  private static final int ROUNDS = 25;
  private static final int OPERATIONS = 20_000;

  private Allocations() {}

  /**
   * Bytes per call of {@code operation} once it is compiled: the least of several rounds, so that
   * what the virtual machine allocates now and then does not count.
   */
  public static double bytesPerOperation(Runnable operation) {
    return bytesPerOperation(operation, OPERATIONS);
  }

  /** The same for something that takes longer, with fewer calls a round. */
  public static double bytesPerOperation(Runnable operation, int operations) {
    repeat(operation, (int) ((long) WARM_UP * operations / OPERATIONS));
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      repeat(operation, operations);
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least / (double) operations;
  }

  private static void repeat(Runnable operation, int times) {
    for (int i = 0; i < times; i++) {
      operation.run();
    }
  }
}
