// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.metrics.series.InstrumentKind;

/** The kinds of instruments. Follows the OpenTelemetry specification, "Metrics API". */
public enum InstrumentType {
  /** Adds what only grows. */
  COUNTER,
  /** Adds what grows and shrinks. */
  UP_DOWN_COUNTER,
  /** Records values whose distribution matters. */
  HISTOGRAM,
  /** Sets a value that cannot be added up. */
  GAUGE,
  /** Observes a sum that only grows. */
  OBSERVABLE_COUNTER,
  /** Observes a sum that grows and shrinks. */
  OBSERVABLE_UP_DOWN_COUNTER,
  /** Observes a value that cannot be added up. */
  OBSERVABLE_GAUGE;

  private static final InstrumentType[] ALL = values();

  /** The type with the name of a kind. */
  static InstrumentType of(InstrumentKind kind) {
    return ALL[kind.ordinal()];
  }
}
