// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

/**
 * The answer to a request for the oldest record of a signal.
 *
 * @param isKnown whether the spool's thread has looked; false without a usable directory, if files
 *     cannot be read now, if too many jobs wait, or after the deadline
 * @param request the oldest record, or null if there is none or it is not known
 */
record OldestRequest(boolean isKnown, StoredRequest request) {
  static final OldestRequest UNKNOWN = new OldestRequest(false, null);

  static OldestRequest of(StoredRequest request) {
    return new OldestRequest(true, request);
  }
}
