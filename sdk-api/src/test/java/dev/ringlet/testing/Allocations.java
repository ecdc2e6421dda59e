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
    return least(operation, operations, Double.MAX_VALUE);
  }

  /**
   * The same where compilers have much else to do, as in a process that runs tests: goes on until a
   * round allocates no more than was expected, but not for ever.
   */
  public static double bytesPerOperationOnceCompiled(Runnable operation, double expected) {
    return least(operation, OPERATIONS, expected);
  }

  private static double least(Runnable operation, int operations, double expected) {
    repeat(operation, (int) ((long) WARM_UP * operations / OPERATIONS));
    long deadline = Await.deadline();
    double least = Double.MAX_VALUE;
    for (int i = 0; i < ROUNDS || (least > expected && System.nanoTime() < deadline); i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      repeat(operation, operations);
      long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
      least = Math.min(least, bytes / (double) operations);
    }
    return least;
  }

  private static void repeat(Runnable operation, int times) {
    for (int i = 0; i < times; i++) {
      operation.run();
    }
  }
}
