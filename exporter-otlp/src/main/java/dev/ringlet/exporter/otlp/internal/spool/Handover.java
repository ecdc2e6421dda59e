// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import java.util.concurrent.atomic.AtomicReference;

/**
 * One result from the spool's thread to a thread that waits for it, and that gives up at a
 * deadline. Exactly one of them decides: either the result arrives, or {@link #hand} returns false
 * and the spool's thread keeps it.
 */
class Handover<T> {
  /*
   * Parties:     the spool's thread, which hands over once; the waiting thread, which takes once.
   * Fields:      result, by a volatile CAS of null by either.
   * Checked by:  HandoverInterleavingsTest and its weakened twin.
   */
  final AtomicReference<T> result = new AtomicReference<>();

  /** Hands the result over; false if the other thread has given up. */
  final boolean hand(T value) {
    return decide(value);
  }

  /** Whether it is decided. */
  final boolean isDecided() {
    return result.get() != null;
  }

  /** Returns the result, or {@code otherwise} if there is none; then it is too late for one. */
  final T take(T otherwise) {
    decide(otherwise);
    return result.get();
  }

  /** The CAS that decides; a test weakens it. */
  boolean decide(T value) {
    return result.compareAndSet(null, value);
  }
}
