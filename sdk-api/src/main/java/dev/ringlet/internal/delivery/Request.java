// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.delivery;

import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One reusable request message in memory.
 *
 * <p>Owned by the thread that fills it and then by the thread that sends it. Its outcome is counted
 * exactly once: the flag settles the race between the sender and the threads that give the request
 * up at close. Both settle and count under the monitor of the request, so that the one that comes
 * second goes on when the outcome is counted.
 */
public final class Request {
  /** Arrays larger than this many times what is needed are not kept for the next request. */
  private static final int KEEP_FACTOR = 2;

  private static final int MIN_BYTES = 4096;
  private static final byte[] NONE = {};

  private final Signal signal;
  private final AtomicBoolean settled = new AtomicBoolean(true);
  private byte[] own = NONE;
  private byte[] body = own;
  private int length;

  /** The largest message since the last {@link #trimIdle}. */
  private int largest;

  private volatile int items;

  Request(Signal signal) {
    this.signal = signal;
  }

  /** An array of this request with room for {@code total} bytes. */
  public byte[] body(int total) {
    if (own.length < total) {
      int rounded = total <= MIN_BYTES ? MIN_BYTES : Integer.highestOneBit(total - 1) << 1;
      own = new byte[rounded > 0 ? rounded : total];
    }
    body = own;
    return own;
  }

  /** Sets the number of bytes in {@link #body} and of the items in them. */
  public void filled(int end, int count) {
    largest = Math.max(largest, end);
    fill(own, end, count);
  }

  /** Takes a message in an array that nothing changes until the request has been sent. */
  public void lend(byte[] message, int end, int count) {
    fill(message, end, count);
  }

  private void fill(byte[] message, int end, int count) {
    body = message;
    length = end;
    items = count;
    settled.set(false);
  }

  /** Number of bytes of the message. */
  public int length() {
    return length;
  }

  Payload payload(long deadlineNanos) {
    return new Payload(signal, body, 0, length, items, deadlineNanos);
  }

  /** Whether it is filled and its outcome is not counted. */
  boolean isOpen() {
    return !settled.get();
  }

  /** Claims the right to count the outcome; under the monitor, in which it is counted. */
  boolean settle() {
    return settled.compareAndSet(false, true);
  }

  /** Items without an outcome yet. */
  public int openItems() {
    return settled.get() ? 0 : items;
  }

  /** Gives memory back that ordinary requests do not need. */
  public void trim(int maxBatchBytes) {
    keepFor(maxBatchBytes);
  }

  /**
   * Gives memory back that no message since the last call needed.
   *
   * @return whether a later call may give more back
   */
  public boolean trimIdle() {
    keepFor(Math.max(largest, MIN_BYTES));
    largest = 0;
    return own.length > KEEP_FACTOR * MIN_BYTES;
  }

  private void keepFor(long neededBytes) {
    if (own.length > KEEP_FACTOR * neededBytes) {
      own = NONE; // allocates nothing: the heap may be full
    }
    body = own;
  }
}
