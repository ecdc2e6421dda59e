// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.common;

/**
 * The source of time of an SDK. Replace it in tests, or if the machine has a better source.
 *
 * <p>Called from any thread, for every span: must be fast and must not block. If it throws at run
 * time, the last good reading is used.
 */
public interface Clock {
  /** Returns the wall clock: nanoseconds since 1970-01-01T00:00:00Z. It jumps when it is set. */
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
