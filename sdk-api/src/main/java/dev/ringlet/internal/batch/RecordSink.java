// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import dev.ringlet.export.DropCause;
import dev.ringlet.internal.request.ScopeTable;

/**
 * Where encoded records go.
 *
 * <p>Any thread may call any method at any time; none throws.
 */
public interface RecordSink {
  /**
   * Hands a record over; what cannot be taken is counted.
   *
   * @param data holds the record, tag and length of its field included
   * @param scope number of its instrumentation scope in {@link #scopes()}
   */
  void offer(byte[] data, int from, int length, int scope);

  /** Counts a record that was lost before it could be offered. */
  void drop(DropCause cause);

  /** Largest record that has any chance, in bytes. */
  int maxRecordBytes();

  /** The scopes that records refer to. */
  ScopeTable scopes();

  /**
   * Sends everything that was accepted before the call.
   *
   * @return whether all of it is where it should be, before the timeout
   */
  boolean flush(long timeoutNanos);

  /**
   * Sends what is left and closes the exporters; by the timeout the rest is given up and counted.
   */
  void close(long timeoutNanos);
}
