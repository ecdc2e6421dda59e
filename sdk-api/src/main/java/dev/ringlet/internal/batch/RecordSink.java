// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import dev.ringlet.export.DropCause;
import dev.ringlet.internal.request.ScopeTable;

/**
 * The destination of encoded records.
 *
 * <p>Any thread may call any method at any time; none throws.
 */
public interface RecordSink {
  /**
   * Accepts a record, or counts it as dropped.
   *
   * @param data contains the record as a field, with tag and length
   * @param scope number of the record's instrumentation scope in {@link #scopes()}
   */
  void offer(byte[] data, int from, int length, int scope);

  /** Counts a record that was lost before it could be offered. */
  void drop(DropCause cause);

  /** Maximum size of a record in bytes; larger ones are dropped. */
  int maxRecordBytes();

  /** The scopes of the records. */
  ScopeTable scopes();

  /**
   * Sends all records accepted before the call.
   *
   * @return whether the exporter has accepted all of them before the timeout
   */
  boolean flush(long timeoutNanos);

  /**
   * Sends the remaining records and closes the exporter. Records not sent by the timeout are
   * dropped and counted.
   */
  void close(long timeoutNanos);
}
