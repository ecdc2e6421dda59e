// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.store;

import java.util.List;

/**
 * The samples of one request, with names instead of indices.
 *
 * @param number counts batches since the start, from 1
 */
public record ProfileBatch(long number, long arrivalMillis, List<Sample> samples, int bytes) {
  /**
   * What one stack cost inside one span.
   *
   * @param type what was measured, such as {@code cpu}
   * @param unit of the value: {@code nanoseconds}, {@code bytes}, {@code count} or another
   * @param trace {@link TraceId#NONE} outside of spans
   * @param span 0 outside of spans
   * @param frames from the root of the stack to its leaf
   * @param timeNanos of the first event, else of the profile
   */
  public record Sample(
      Origin origin,
      String type,
      String unit,
      TraceId trace,
      long span,
      String[] frames,
      long value,
      long timeNanos) {}
}
