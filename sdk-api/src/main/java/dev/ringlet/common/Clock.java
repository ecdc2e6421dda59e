// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.common;

/**
 * Where an SDK takes its time from. Replace it in tests, or where the machine has a better source.
 *
 * <p>Thread rules: called from any thread, at every span, so it must be fast and must not block. If
 * it throws at run time, the time of the last good reading is used.
 */
public interface Clock {
  /** The wall clock: nanoseconds since 1970-01-01T00:00:00Z. It jumps when it is set. */
  long epochNanos();

  /** Nanoseconds since an arbitrary instant, never backwards; only differences mean something. */
  long nanoTime();

  /** The clock of this machine; always the same instance. */
  static Clock system() {
    return SystemClock.INSTANCE;
  }
}
