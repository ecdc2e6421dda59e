// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.delivery.FailoverExporter;
import dev.ringlet.internal.delivery.DeliveryCounters;

/** A signal's part of a spool. Thread-safe. */
public final class SpoolLine {
  private final Spool spool;
  private final Signal signal;
  private final FailoverExporter sender;
  private final long timeoutNanos;

  // Guarded by the drain's lock.
  boolean sending;
  boolean closed;
  long nextTryNanos;
  int failures;

  /** Whether there may be something to send; cleared when nothing was found. */
  volatile boolean backlog = true;

  SpoolLine(Spool spool, Signal signal, FailoverExporter sender, long timeoutNanos) {
    this.spool = spool;
    this.signal = signal;
    this.sender = sender;
    this.timeoutNanos = timeoutNanos;
  }

  Signal signal() {
    return signal;
  }

  FailoverExporter sender() {
    return sender;
  }

  long timeoutNanos() {
    return timeoutNanos;
  }

  /** Sets where it is counted what becomes of stored items; before the first is stored. */
  public void reportTo(DeliveryCounters counters) {
    spool.reportTo(signal, counters);
  }

  /** Whether something can be stored now. */
  public boolean isAvailable() {
    return spool.isAvailable();
  }

  /**
   * Stores a request that was not delivered.
   *
   * @param failure what became of it so far
   * @param deadlineNanos when to give up
   * @return stored, or why it is lost
   */
  public ExportResult store(Payload payload, ExportResult failure, long deadlineNanos) {
    if (!spool.isAvailable()) {
      return failure;
    }
    byte[] record =
        SegmentFormat.record(payload.bytes(), payload.offset(), payload.length(), payload.items());
    switch (spool.worker().append(signal, record, deadlineNanos)) {
      case STORED:
        spool.drain().stored(this);
        return ExportResult.stored();
      case TOO_LARGE:
        return ExportResult.permanent(FailureCause.TOO_LARGE, "too large for the spool");
      case FULL:
        return ExportResult.permanent(FailureCause.SPOOL_FULL, "the spool is full");
      default:
        return failure;
    }
  }

  /** Tells that a fresh request was delivered, so that old ones may be. */
  public void networkWorks() {
    if (backlog) {
      spool.drain().networkWorks(this);
    }
  }

  /** Makes everything that was stored safe against a power cut; whether that worked. */
  public boolean sync(long deadlineNanos) {
    Boolean synced =
        spool
            .worker()
            .call(
                store -> {
                  store.sync();
                  return store.isAvailable();
                },
                deadlineNanos);
    return synced != null && synced;
  }

  /** Ends this line; what is stored stays. The sender must have been closed. */
  public void close() {
    spool.close(this);
  }
}
