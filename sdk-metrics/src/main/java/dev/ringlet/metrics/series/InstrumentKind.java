// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

/** The kinds of instruments, in the order of {@code dev.ringlet.metrics.InstrumentType}. */
public enum InstrumentKind {
  COUNTER,
  UP_DOWN_COUNTER,
  HISTOGRAM,
  GAUGE,
  OBSERVABLE_COUNTER,
  OBSERVABLE_UP_DOWN_COUNTER,
  OBSERVABLE_GAUGE;

  public boolean isAsynchronous() {
    return ordinal() >= OBSERVABLE_COUNTER.ordinal();
  }

  public boolean isMonotonic() {
    return this == COUNTER || this == HISTOGRAM || this == OBSERVABLE_COUNTER;
  }
}
