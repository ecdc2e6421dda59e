// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.common;

/**
 * The source of time of an SDK. Tests replace it, and applications whose machine has a better
 * source.
 *
 * <p>Called from any thread, for every span: it must be fast and must not block. If it throws, the
 * SDK uses the previous reading.
 */
public interface Clock {
  /**
   * Returns the time of the wall clock in nanoseconds since 1970-01-01T00:00:00Z. It jumps when the
   * clock is set.
   */
  long epochNanos();

  /**
   * Returns nanoseconds since an arbitrary instant, never backwards; only differences are
   * meaningful.
   */
  long nanoTime();

  /** Returns the clock of this machine; always the same instance. */
  static Clock system() {
    return SystemClock.INSTANCE;
  }
}
