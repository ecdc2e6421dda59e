// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.batch.RecordSink;
import dev.ringlet.internal.delivery.Delivery;
import dev.ringlet.internal.delivery.RequestSender;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.request.ScopeTable;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A sink that keeps the records it is given, or only counts them. */
public class RecordingSink implements RecordSink, Delivery {
  /** Where the records' buffers come from. */
  public final RecordPool pool = new RecordPool(64, 2);

  private final ScopeTable scopes = new ScopeTable(pool);
  private final RequestSender sender = new RequestSender(Signal.TRACES, new CapturingExporter(), 0);
  private final List<byte[]> records = new ArrayList<>();
  private final boolean keep;
  private long accepted;

  /** Makes a sink; one that does not keep allocates nothing for a record. */
  public RecordingSink(boolean keep) {
    this.keep = keep;
  }

  @Override
  public void offer(byte[] data, int from, int length, int scope) {
    if (keep) {
      synchronized (records) {
        records.add(Arrays.copyOfRange(data, from, from + length));
      }
    }
    accepted++;
  }

  /** All records so far in the order in which they came, as one message of a scope's records. */
  public byte[] scopeMessage() {
    synchronized (records) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      records.forEach(all::writeBytes);
      return all.toByteArray();
    }
  }

  @Override
  public void drop(DropCause cause) {
    sender.counters().drop(cause, 1);
  }

  @Override
  public int maxRecordBytes() {
    return 1 << 20;
  }

  @Override
  public ScopeTable scopes() {
    return scopes;
  }

  @Override
  public boolean flush(long timeoutNanos) {
    return true;
  }

  @Override
  public void close(long timeoutNanos) {}

  @Override
  public long accepted() {
    return accepted;
  }

  @Override
  public long pending() {
    return 0;
  }

  @Override
  public RequestSender sender() {
    return sender;
  }
}
