// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.store;

/**
 * Bounds of the store. What is oldest leaves first.
 *
 * @param bytes of all signals together: half for spans, a fifth for log records, a tenth for
 *     profiles, three twentieths for data points, a twentieth for what records share
 * @param spans most spans
 */
public record Limits(long bytes, int spans) {
  /** Most spans of one trace; more are counted as lost. */
  static final int SPANS_PER_TRACE = 20_000;

  /** Most log records. */
  static final int LOGS = 100_000;

  /** Most series of metrics. */
  static final int SERIES = 20_000;

  /** Most pairs of a resource and a scope that records share; more get pairs of their own. */
  static final int ORIGINS = 2_000;

  long spanBytes() {
    return bytes / 2;
  }

  long logBytes() {
    return bytes / 5;
  }

  long metricBytes() {
    return bytes * 3 / 20;
  }

  /** Of resources, scopes and names that records share. */
  long sharedBytes() {
    return bytes / 20;
  }

  long profileBytes() {
    return bytes / 10;
  }
}
