// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

/** Which measurements may become exemplars. */
public enum ExemplarMode {
  ALL,
  NONE,
  SAMPLED
}
