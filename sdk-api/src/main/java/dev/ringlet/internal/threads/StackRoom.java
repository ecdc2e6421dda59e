// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.threads;

/**
 * Checks the stack of the calling thread before steps that must not end halfway.
 *
 * <p>It calls itself with many arguments, so that a compiled frame takes as much stack as one of
 * the interpreter, some 100 bytes. A few wide frames take half the time of the same bytes in small
 * ones, or less.
 */
public final class StackRoom {
  private StackRoom() {}

  /** Throws a StackOverflowError if there is no room for so many frames of 100 bytes. */
  public static void ensure(int frames) {
    descend(frames, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  /** Whether there is room for so many frames of 100 bytes. */
  public static boolean isFor(int frames) {
    try {
      ensure(frames);
      return true;
    } catch (StackOverflowError e) {
      return false;
    }
  }

  /** Not a loop for the compiler: the addition comes after the call. */
  @SuppressWarnings("UnusedVariable") // they make the frame wide
  private static long descend(
      int frames,
      long a0,
      long a1,
      long a2,
      long a3,
      long a4,
      long a5,
      long a6,
      long a7,
      long a8,
      long a9,
      long a10,
      long a11,
      long a12,
      long a13,
      long a14,
      long a15,
      long a16,
      long a17,
      long a18,
      long a19,
      long a20,
      long a21,
      long a22,
      long a23) {
    return frames > 0
        ? descend(
                frames - 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
            + a1
        : a0;
  }
}
