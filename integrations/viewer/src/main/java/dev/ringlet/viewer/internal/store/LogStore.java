// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.store;

import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Log records in the order in which they came; the oldest leave first. */
public final class LogStore {
  private final Limits limits;
  private final ArrayDeque<StoredLog> logs = new ArrayDeque<>();
  private long bytes;
  private long last;
  private long evicted;

  LogStore(Limits limits) {
    this.limits = limits;
  }

  synchronized void add(ResourceLogs resource, Interning interning) {
    for (ScopeLogs scope : resource.getScopeLogsList()) {
      Origin origin = interning.origin(resource.getResource(), scope.getScope());
      for (LogRecord log : scope.getLogRecordsList()) {
        StoredLog stored = StoredLog.of(++last, log, origin);
        logs.addLast(stored);
        bytes += stored.bytes();
      }
    }
    while (logs.size() > Limits.LOGS || bytes > limits.logBytes()) {
      bytes -= logs.removeFirst().bytes();
      evicted++;
    }
  }

  /** The newest that match, newest first. */
  public List<StoredLog> newest(int limit, Predicate<StoredLog> filter) {
    List<StoredLog> all;
    synchronized (this) {
      all = new ArrayList<>(logs);
    }
    List<StoredLog> found = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0 && found.size() < limit; i--) {
      if (filter.test(all.get(i))) {
        found.add(all.get(i));
      }
    }
    return found;
  }

  /** Those of a trace, oldest first. */
  public synchronized List<StoredLog> of(TraceId trace) {
    List<StoredLog> found = new ArrayList<>();
    for (StoredLog log : logs) {
      if (log.trace().equals(trace)) {
        found.add(log);
      }
    }
    return found;
  }

  /** Counts at one time. */
  public synchronized Counts counts() {
    return new Counts(logs.size(), bytes, evicted, last);
  }

  synchronized void clear() {
    logs.clear();
    bytes = 0;
  }

  /**
   * Counts.
   *
   * @param last number of the newest log record
   */
  public record Counts(int logs, long bytes, long evicted, long last) {}
}
