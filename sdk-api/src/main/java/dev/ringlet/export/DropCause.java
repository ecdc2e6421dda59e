// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.export;

/**
 * The cause of a record that was not delivered. Every record that is not delivered counts under
 * exactly one cause.
 */
public enum DropCause {
  /** The queue was full: records arrived faster than they could be sent. */
  QUEUE_FULL,
  /** The record exceeds the limit of the queue or of a request. */
  TOO_LARGE,
  /** The record was completed after the SDK was closed. */
  AFTER_CLOSE,
  /** The receiver rejected the record in an otherwise accepted request (partial success). */
  REJECTED,
  /** The receiver permanently refused the request with the record. */
  REFUSED,
  /**
   * The request with the record failed with retryable errors until time or attempts were exhausted.
   */
  RETRIES_EXHAUSTED,
  /** The close timeout ended before the record was sent. */
  SHUTDOWN,
  /** The SDK, an exporter or a processor failed while handling the record. */
  INTERNAL_ERROR,
  /** The spool was full, or dropped the record to make room. */
  SPOOL_FULL,
  /** The record could not be read from the spool. */
  SPOOL_CORRUPT,
  /** The record exceeded the maximum age in the spool. */
  SPOOL_EXPIRED,
  /** A processor of the application or a rule in the settings has dropped the record. */
  FILTERED
}
