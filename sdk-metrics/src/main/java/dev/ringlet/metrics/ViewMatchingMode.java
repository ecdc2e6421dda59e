// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

/**
 * What happens when several views select one instrument. Follows the OpenTelemetry specification,
 * "Metrics SDK", section "View" ({@code view_matching_mode}).
 */
public enum ViewMatchingMode {
  /** Each view makes a metric of its own. */
  INDEPENDENT,
  /**
   * Views of one name make one metric together, and views without a name join them all: later views
   * override what earlier ones say, and an attribute stays only if all of them keep it.
   */
  COMPOSABLE
}
