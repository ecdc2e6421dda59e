// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.differential;

import java.util.List;
import java.util.Set;

/**
 * How a meter provider is set up, in words that fit every SDK.
 *
 * @param exemplars {@code always_on}, {@code always_off} or {@code trace_based}
 * @param cardinalityLimit of every stream, 0 for the default
 */
public record MetricSettings(
    Temporality temporality,
    boolean exponentialHistograms,
    String exemplars,
    int cardinalityLimit,
    List<ViewSetting> views) {

  /** Of what is collected. */
  public enum Temporality {
    CUMULATIVE,
    DELTA,
    LOW_MEMORY
  }

  /** Of a view. */
  public enum Aggregation {
    DEFAULT,
    DROP,
    SUM,
    LAST_VALUE,
    EXPLICIT,
    EXPONENTIAL
  }

  /**
   * A view and what it selects; null for what is not said.
   *
   * @param keepKeys attribute keys that stay
   * @param boundaries of explicit buckets
   * @param maxBuckets of exponential histograms, 0 for the default
   */
  public record ViewSetting(
      String instrumentName,
      String instrumentType,
      String instrumentUnit,
      String meterName,
      String name,
      String description,
      Set<String> keepKeys,
      Aggregation aggregation,
      List<Double> boundaries,
      int maxBuckets,
      int maxScale,
      int cardinalityLimit) {}
}
