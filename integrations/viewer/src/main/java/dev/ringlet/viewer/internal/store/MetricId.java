// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.store;

/**
 * What makes series comparable.
 *
 * @param isDelta whether a point is the change since the last one
 */
public record MetricId(
    String name, String unit, String description, Type type, boolean isDelta, boolean isMonotonic) {

  /** The kinds of data. */
  public enum Type {
    /** A value at a time. */
    GAUGE,
    /** A value that adds up. */
    SUM,
    /** Counts in buckets with bounds of the sender's choice. */
    HISTOGRAM,
    /** Counts in buckets with bounds by scale. */
    EXPONENTIAL_HISTOGRAM,
    /** Quantiles. */
    SUMMARY
  }
}
