// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import dev.ringlet.internal.delivery.Delivery;
import dev.ringlet.internal.request.ScopeTable;

/**
 * Where encoded records go. Internal to Ringlet: may change or vanish in any release.
 *
 * <p>Any thread may call any method at any time; none throws.
 */
public interface RecordSink extends Delivery {
  /**
   * Hands a record over; what cannot be taken is counted.
   *
   * @param data holds the record, tag and length of its field included
   * @param scope number of its instrumentation scope in {@link #scopes()}
   */
  void offer(byte[] data, int from, int length, int scope);

  /** Largest record that has any chance, in bytes. */
  int maxRecordBytes();

  /** The scopes that records refer to. */
  ScopeTable scopes();
}
