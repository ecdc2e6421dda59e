// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.threads;

/** Checks the stack of the calling thread before steps that must not end halfway. */
public final class StackRoom {
  private StackRoom() {}

  /** Throws a StackOverflowError if there is no room for so many small frames. */
  public static void ensure(int frames) {
    descend(frames);
  }

  /** Whether there is room for so many small frames. */
  public static boolean isFor(int frames) {
    try {
      descend(frames);
      return true;
    } catch (StackOverflowError e) {
      return false;
    }
  }

  /** Not a loop for the compiler: the addition comes after the call. */
  private static int descend(int frames) {
    return frames > 0 ? descend(frames - 1) + 1 : 0;
  }
}
