// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.metrics.series.InstrumentKind;

/** The kinds of instruments. Follows the OpenTelemetry specification, "Metrics API". */
public enum InstrumentType {
  /** A sum that only grows. */
  COUNTER,
  /** A sum that grows and shrinks. */
  UP_DOWN_COUNTER,
  /** A distribution of values. */
  HISTOGRAM,
  /** A current value, which cannot be added up. */
  GAUGE,
  /** An observed sum that only grows. */
  OBSERVABLE_COUNTER,
  /** An observed sum that grows and shrinks. */
  OBSERVABLE_UP_DOWN_COUNTER,
  /** An observed current value, which cannot be added up. */
  OBSERVABLE_GAUGE;

  private static final InstrumentType[] ALL = values();

  /** The type with the name of a kind. */
  static InstrumentType of(InstrumentKind kind) {
    return ALL[kind.ordinal()];
  }
}
