// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.delivery;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One request message in memory that is used again and again. Internal to Ringlet: may change or
 * vanish in any release.
 *
 * <p>Owned by the batch worker while it is filled and by a sending thread while it is under way.
 * Its outcome is counted exactly once, by the sender or, when the SDK is closed and the sender does
 * not come back, by whoever closes: the flag decides.
 */
public final class Request {
  /** Arrays larger than this many times the batch limit are not kept for the next request. */
  private static final int KEEP_FACTOR = 2;

  /** Sends this request; made once by the dispatcher. */
  public Runnable task;

  /** Number of the sending that is under way, or 0; guarded by the dispatcher's lock. */
  public long ticket;

  private final Payload payload;
  private final AtomicBoolean settled = new AtomicBoolean(true);
  private byte[] body = new byte[0];
  private int length;
  private volatile int items;
  private volatile Thread sender;

  public Request(Signal signal) {
    payload = new Payload(signal);
  }

  /** An array with room for {@code total} bytes. */
  public byte[] body(int total) {
    if (body.length < total) {
      int rounded = total <= 4096 ? 4096 : Integer.highestOneBit(total - 1) << 1;
      body = new byte[rounded > 0 ? rounded : total];
    }
    return body;
  }

  public void filled(int end, int count) {
    length = end;
    items = count;
    settled.set(false);
  }

  /** Sends, counts the outcome and tells whether the data is where it should be; never throws. */
  public boolean send(GuardedExporter exporter, DeliveryCounters counters, long deadlineNanos) {
    if (settled.get()) {
      return false; // given up before it was begun
    }
    sender = Thread.currentThread();
    ExportResult result = exporter.export(payload.set(body, 0, length, items, deadlineNanos));
    sender = null;
    if (settled.compareAndSet(false, true)) {
      counters.settle(result, items);
    }
    return result.isSuccess();
  }

  /** Whether {@code thread} is inside the exporter with this request. */
  public boolean isSentBy(Thread thread) {
    return sender == thread;
  }

  /** Counts the request as lost at shutdown unless its outcome is known. */
  public void abandon(DeliveryCounters counters) {
    if (settled.compareAndSet(false, true)) {
      counters.drop(DropCause.SHUTDOWN, items);
    }
  }

  /** Records whose fate is open. */
  public int openItems() {
    return settled.get() ? 0 : items;
  }

  public void trim(int maxBatchBytes) {
    if (body.length > (long) maxBatchBytes * KEEP_FACTOR) {
      body = new byte[0];
    }
  }
}
