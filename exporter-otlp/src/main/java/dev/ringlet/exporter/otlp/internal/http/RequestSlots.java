// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * A fixed number of request slots. Thread-safe.
 *
 * <p>A permit guarantees a slot in the array: a slot is taken after its permit and put back before
 * it, so the searches of {@link #take} and {@link #putBack} end. Only {@link #trim} and {@link
 * #close} take idle slots without a permit, each for a moment, in which a thread with a permit
 * searches on. Each is one atomic operation on the array, which publishes the plain fields of the
 * slot from one thread to the next.
 */
final class RequestSlots {
  private final int count;
  private final Semaphore permits;
  private final AtomicReferenceArray<RequestSlot> slots;
  private volatile boolean closed;

  RequestSlots(int count) {
    this.count = count;
    permits = new Semaphore(count);
    slots = new AtomicReferenceArray<>(count);
    for (int i = 0; i < count; i++) {
      slots.set(i, new RequestSlot());
    }
  }

  int count() {
    return count;
  }

  /** Takes a slot; returns null if none is free in time. */
  RequestSlot take(long nanos) throws InterruptedException {
    if (!permits.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
      return null;
    }
    for (int i = 0; ; i = (i + 1) % count) {
      RequestSlot slot = slots.getAndSet(i, null);
      if (slot != null) {
        return slot;
      }
    }
  }

  /** Returns a slot that was taken. */
  void release(RequestSlot slot) {
    slot.forgetBody();
    putBack(slot);
    if (closed) {
      freeIdle();
    }
    permits.release();
  }

  private void putBack(RequestSlot slot) {
    for (int i = 0; !slots.compareAndSet(i, null, slot); i = (i + 1) % count) {
      // try the next index
    }
  }

  private void freeIdle() {
    forEachIdle(RequestSlot::free);
  }

  /** Frees the buffers of slots that were not used since the last call. */
  void trim() {
    forEachIdle(RequestSlot::trim);
    if (closed) {
      freeIdle(); // close() has not seen the slot that was here
    }
  }

  private void forEachIdle(Consumer<RequestSlot> action) {
    for (int i = 0; i < count; i++) {
      RequestSlot slot = slots.getAndSet(i, null);
      if (slot != null) {
        try {
          action.accept(slot);
        } finally {
          putBack(slot);
        }
      }
    }
  }

  /** Frees the buffers of idle slots now, and of slots in use when they are released. */
  void close() {
    closed = true;
    freeIdle();
  }
}
