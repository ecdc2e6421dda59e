// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.export.DropCause;
import java.util.EnumMap;
import java.util.Map;

/**
 * The counters of one signal, or of one exporter of a signal. Immutable. At any quiet moment
 *
 * <pre>produced = exported + sum of dropped + spooled + pending</pre>
 *
 * @param produced records that the application produced for export
 * @param accepted records that were taken into memory
 * @param exported delivered records
 * @param dropped records that were not delivered, by cause; causes that did not occur are absent
 * @param retried attempts beyond the first to send a request
 * @param spooled records that wait on disk
 * @param pending records that wait in memory or are in flight
 * @param queueBytes current memory of waiting records, in steps of 16 to 64 KiB; an empty queue
 *     keeps some of them
 * @param mostQueueBytes the most memory of waiting records since the start
 */
public record SignalHealth(
    long produced,
    long accepted,
    long exported,
    Map<DropCause, Long> dropped,
    long retried,
    long spooled,
    long pending,
    long queueBytes,
    long mostQueueBytes) {
  static final SignalHealth NONE = new SignalHealth(0, 0, 0, Map.of(), 0, 0, 0, 0, 0);

  /** Copies its arguments. */
  public SignalHealth {
    dropped = Map.copyOf(dropped);
  }

  /** Returns the sum of this and another one. */
  SignalHealth plus(SignalHealth other) {
    Map<DropCause, Long> sum = new EnumMap<>(DropCause.class);
    sum.putAll(dropped);
    other.dropped.forEach((cause, count) -> sum.merge(cause, count, Long::sum));
    return new SignalHealth(
        produced + other.produced,
        accepted + other.accepted,
        exported + other.exported,
        sum,
        retried + other.retried,
        spooled + other.spooled,
        pending + other.pending,
        queueBytes + other.queueBytes,
        mostQueueBytes + other.mostQueueBytes);
  }

  /** Returns the records lost for one cause. */
  public long dropped(DropCause cause) {
    return dropped.getOrDefault(cause, 0L);
  }

  /** Returns the records lost for any cause but that a processor or a rule has filtered them. */
  public long totalLost() {
    return totalDropped() - dropped(DropCause.FILTERED);
  }

  /** Returns the records that were not delivered for any cause. */
  public long totalDropped() {
    return dropped.values().stream().mapToLong(Long::longValue).sum();
  }
}
