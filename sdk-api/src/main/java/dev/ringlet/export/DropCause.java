// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.export;

/**
 * Why a record was lost. Every record that is not delivered is counted under exactly one of these.
 */
public enum DropCause {
  /** The ring had no room: records came faster than they could be sent. */
  QUEUE_FULL,
  /** The record alone is larger than the ring or a request may be. */
  TOO_LARGE,
  /** It ended after the SDK had been closed. */
  AFTER_CLOSE,
  /** The receiver refused it in an otherwise accepted request (partial success). */
  REJECTED,
  /** The receiver refused the request it was in for good. */
  REFUSED,
  /** The request it was in failed in ways worth retrying until time or attempts were used up. */
  RETRIES_EXHAUSTED,
  /** There was no time left to send it when the SDK was closed. */
  SHUTDOWN,
  /** The SDK, an exporter or a processor failed while handling it. */
  INTERNAL_ERROR,
  /** The spool on disk had no room for it, or gave it up to make room. */
  SPOOL_FULL,
  /** It could not be read back from the spool on disk. */
  SPOOL_CORRUPT,
  /** It waited in the spool on disk for longer than it may. */
  SPOOL_EXPIRED
}
