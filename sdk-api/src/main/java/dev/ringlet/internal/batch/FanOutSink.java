// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import dev.ringlet.export.DropCause;
import dev.ringlet.internal.request.ScopeTable;
import dev.ringlet.internal.threads.Together;
import java.util.List;

/**
 * Offers each record to several sinks, one for each exporter of a signal. Each sink has its own
 * queue, worker and counters, so a slow or failing exporter delays and loses only its own records.
 * Each further exporter costs one copy of each record and one queue.
 *
 * <p>All sinks share one table of scopes.
 */
public final class FanOutSink implements RecordSink {
  private final RecordSink[] sinks;

  private FanOutSink(List<? extends RecordSink> sinks) {
    this.sinks = sinks.toArray(new RecordSink[0]);
  }

  /** Combines one or more sinks that share a table of scopes; returns a single sink itself. */
  public static RecordSink of(List<? extends RecordSink> sinks) {
    return sinks.size() == 1 ? sinks.get(0) : new FanOutSink(sinks);
  }

  @Override
  public void offer(byte[] data, int from, int length, int scope) {
    for (RecordSink sink : sinks) {
      sink.offer(data, from, length, scope);
    }
  }

  @Override
  public void drop(DropCause cause) {
    for (RecordSink sink : sinks) {
      sink.drop(cause);
    }
  }

  @Override
  public int maxRecordBytes() {
    int most = 0;
    for (RecordSink sink : sinks) {
      most = Math.max(most, sink.maxRecordBytes());
    }
    return most;
  }

  @Override
  public ScopeTable scopes() {
    return sinks[0].scopes();
  }

  @Override
  public boolean flush(long timeoutNanos) {
    return Together.all("ringlet-flush", List.of(sinks), sink -> sink.flush(timeoutNanos));
  }

  @Override
  public void close(long timeoutNanos) {
    Together.all(
        "ringlet-close",
        List.of(sinks),
        sink -> {
          sink.close(timeoutNanos);
          return true;
        });
  }
}
