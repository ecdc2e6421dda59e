// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ids;

/**
 * A span context with numeric ids. Ringlet's span contexts implement it, so that ids pass between
 * its modules without conversion to text.
 */
public interface NumericIds {
  /** The first eight bytes of the trace id, big-endian. */
  long traceIdHigh();

  /** The last eight bytes of the trace id, big-endian. */
  long traceIdLow();

  /** The span id, big-endian; zero if it is not valid. */
  long spanIdNumber();
}
