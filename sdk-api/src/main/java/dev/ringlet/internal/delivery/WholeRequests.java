// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.delivery;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.threads.Workers;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends requests that somebody else has built whole, one at a time, and counts their items.
 * Internal to Ringlet: may change or vanish in any release.
 *
 * <p>One thread sends; any thread counts, reads and closes.
 */
public final class WholeRequests {
  private final GuardedExporter exporter;
  private final Request request;
  private final String closerName;
  private final DeliveryCounters counters = new DeliveryCounters();
  private final AtomicLong accepted = new AtomicLong();

  /** Makes a sender for one exporter. */
  public WholeRequests(Signal signal, Exporter exporter) {
    this.exporter = new GuardedExporter(exporter).reportTo(counters);
    request = new Request(signal);
    closerName = "ringlet-" + signal.key() + "-close";
  }

  /**
   * Sends one request; its bytes are copied first.
   *
   * @return whether it is where it should be
   */
  public boolean send(byte[] body, int length, int items, long timeoutNanos) {
    accepted.addAndGet(items);
    try {
      System.arraycopy(body, 0, request.body(length), 0, length);
    } catch (OutOfMemoryError e) {
      counters.drop(DropCause.INTERNAL_ERROR, items);
      return false;
    }
    request.filled(length, items);
    boolean sent = request.send(exporter, counters, Workers.deadlineAfter(timeoutNanos));
    request.trim(length);
    return sent;
  }

  /** Counts items that will not be sent. */
  public void drop(DropCause cause, long items) {
    accepted.addAndGet(items);
    counters.drop(cause, items);
  }

  /** Waits until the exporter holds nothing back. */
  public boolean flush(long timeoutNanos) {
    return exporter.flush(timeoutNanos);
  }

  /** Tells the exporter when everything must have ended. */
  public void closeBy(long deadlineNanos) {
    exporter.closeBy(deadlineNanos);
  }

  /** Counts a request under way as lost, and closes the exporter without waiting for ever. */
  public void close(long deadlineNanos) {
    request.abandon(counters);
    exporter.closeAside(closerName);
    exporter.awaitClosed(deadlineNanos);
  }

  /** Items given to {@link #send} or {@link #drop}. */
  public long accepted() {
    return accepted.get();
  }

  /** Items under way. */
  public long pending() {
    return request.openItems();
  }

  /** What became of the others. */
  public DeliveryCounters counters() {
    return counters;
  }
}
