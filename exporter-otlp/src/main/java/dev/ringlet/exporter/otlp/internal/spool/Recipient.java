// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.export.Signal;

/**
 * The exporter that a segment is for: of the same signal there may be several, each with an
 * endpoint of its own.
 *
 * @param signal the signal of its requests
 * @param label a hash of the address that they are for; tells the exporters of a signal apart
 */
record Recipient(Signal signal, long label) {
  /** Not the record's own method: the JVM's caches would keep the class loader. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Recipient that && signal == that.signal && label == that.label;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(label) + signal.ordinal();
  }
}
