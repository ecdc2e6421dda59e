// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

/**
 * Generates ids as numbers, without allocation. Follows the OpenTelemetry specification, "Tracing
 * SDK", section "Id Generators".
 *
 * <p>Called on the application's threads, several at a time. If it returns zero, which is not a
 * valid id, or throws, a random id is used.
 */
public interface IdGenerator {
  /** A span id: eight bytes, big-endian, not zero. */
  long nextSpanId();

  /** The first half of a new trace id: eight bytes, big-endian. */
  long nextTraceIdHigh();

  /**
   * The last half of a new trace id: eight bytes, big-endian; called right after the first half.
   */
  long nextTraceIdLow();

  /**
   * Whether the last seven bytes of trace ids are random, as W3C Trace Context Level 2 defines it;
   * then root spans carry the random flag.
   */
  default boolean generatesRandomTraceIds() {
    return false;
  }
}
