// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.export.Payload;
import dev.ringlet.internal.delivery.DeliveryCounters;

/** The part of a spool that stores the requests of one exporter of a signal. Thread-safe. */
public final class SignalSpool {
  private final Spool spool;
  private final Recipient recipient;
  private final SpoolDrain.Queue queue;

  SignalSpool(Spool spool, Recipient recipient, SpoolDrain.Queue queue) {
    this.spool = spool;
    this.recipient = recipient;
    this.queue = queue;
  }

  Recipient recipient() {
    return recipient;
  }

  SpoolDrain.Queue queue() {
    return queue;
  }

  /** Sets the counters of this process's stored items; call it before the first is stored. */
  public void reportTo(DeliveryCounters counters) {
    spool.reportTo(recipient, counters);
  }

  /** Whether requests can be stored now. */
  public boolean isAvailable() {
    return spool.isAvailable();
  }

  /** The largest request that can be stored, in bytes. */
  public int maxRequestBytes() {
    return spool.maxRequestBytes();
  }

  /**
   * Stores a request, or gives up at the deadline; the caller counts the outcome. A request that
   * was on its way when the spool was suspended ends the suspension of this part.
   */
  public StoreOutcome store(Payload payload, long deadlineNanos) {
    StoreOutcome outcome = append(payload, deadlineNanos);
    return outcome == StoreOutcome.FAILED && spool.reopen(this, deadlineNanos)
        ? append(payload, deadlineNanos)
        : outcome;
  }

  private StoreOutcome append(Payload payload, long deadlineNanos) {
    if (!spool.isAvailable()) {
      return StoreOutcome.FAILED;
    }
    byte[] record =
        SegmentFormat.record(payload.bytes(), payload.offset(), payload.length(), payload.items());
    StoreOutcome outcome = spool.worker().append(recipient, record, deadlineNanos);
    if (outcome == StoreOutcome.STORED) {
      spool.drain().onStored(queue);
    }
    return outcome;
  }

  /** Reports that a fresh request was delivered, so that stored ones are tried soon. */
  public void delivered() {
    spool.drain().onDelivered(queue);
  }

  /** Whether a stored request waits that a power cut may lose. */
  public boolean hasUnsynced() {
    return spool.worker().hasUnsynced();
  }

  /** Syncs everything that was stored; returns whether that succeeded. */
  public boolean sync(long deadlineNanos) {
    Boolean synced =
        spool
            .worker()
            .call(
                store -> {
                  store.sync();
                  return store.isAvailable() && store.isSynced();
                },
                deadlineNanos);
    return synced != null && synced;
  }

  /**
   * Sends nothing more and, once all parts are suspended, closes all files and unlocks the
   * directory.
   *
   * @return whether nothing of this part was being sent at the deadline, and the files are closed
   *     if this was the last one
   */
  public boolean suspend(long deadlineNanos) {
    return spool.suspend(this, deadlineNanos);
  }

  /** Opens the directory again and continues; no effect unless suspended. */
  public void resume() {
    spool.resume(this);
  }

  /** Ends this part; stored requests remain on disk. Close the outlet first. */
  public void close() {
    spool.close(this);
  }
}
