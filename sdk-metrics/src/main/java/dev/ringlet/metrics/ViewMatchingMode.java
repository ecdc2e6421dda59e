// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

/**
 * What happens when several views select one instrument. Follows the OpenTelemetry specification,
 * "Metrics SDK", section "View" ({@code view_matching_mode}).
 */
public enum ViewMatchingMode {
  /** Each view creates its own metric. */
  INDEPENDENT,
  /**
   * Views with the same name create one metric together, and views without a name apply to all of
   * these: a later view overrides an earlier one, and an attribute stays only if all of them keep
   * it.
   */
  COMPOSABLE
}
