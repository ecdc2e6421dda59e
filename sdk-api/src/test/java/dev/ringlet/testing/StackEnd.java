// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing;

import java.util.concurrent.atomic.AtomicReference;

/** An application whose recursion has no end, and which does something at each step. */
public final class StackEnd {
  private static final long STACK_BYTES = 200_000;

  private StackEnd() {}

  /**
   * Recurs on a thread of its own, with {@code step} at each depth, until the stack is full.
   *
   * @param frames number of frames of another size below, so that the stack ends somewhere else
   */
  public static void reach(int frames, Runnable step) throws InterruptedException {
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                from(frames, 1, 2, step);
              } catch (StackOverflowError expected) {
                // wherever it struck
              }
            },
            "stack-end",
            STACK_BYTES);
    thread.start();
    thread.join();
  }

  /**
   * Fills the stack of a thread of its own, then runs {@code step} at each depth from the end
   * upwards, so that its first calls find hardly any room and each later one a little more.
   */
  public static void approach(int depths, Runnable step) throws InterruptedException {
    Thread thread = new Thread(null, () -> climb(depths, step), "stack-end", STACK_BYTES);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    thread.setUncaughtExceptionHandler((any, error) -> thrown.set(error));
    thread.start();
    thread.join();
    if (thrown.get() != null) {
      throw new AssertionError("the step threw more than a StackOverflowError", thrown.get());
    }
  }

  private static int climb(int depths, Runnable step) {
    int left;
    try {
      left = climb(depths, step);
    } catch (StackOverflowError end) {
      return depths;
    }
    if (left > 0) {
      try {
        step.run();
      } catch (StackOverflowError expected) {
        // wherever it struck
      }
    }
    return left - 1;
  }

  private static long from(int frames, long one, long two, Runnable step) {
    return frames == 0 ? deeper(step) : one + two + from(frames - 1, two, one + 1, step);
  }

  private static long deeper(Runnable step) {
    step.run();
    return 1 + deeper(step);
  }
}
