// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import dev.ringlet.export.DropCause;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.internal.delivery.Request;
import dev.ringlet.internal.request.RequestFrame;
import dev.ringlet.internal.ring.ByteRing;
import dev.ringlet.internal.ring.RecordPlan;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The consumer's side of a ring: moves records into requests.
 *
 * <p>The lock makes the thread that holds it the ring's one consumer: the worker, or a thread that
 * closes when the worker does not come back in time. It is held for the copying, never during an
 * export. Once given up, nothing leaves the ring any more.
 */
final class RequestFiller {
  private final ByteRing ring;
  private final RecordPlan plan;
  private final RequestFrame frame;
  private final DeliveryCounters counters;
  private final int maxItems;
  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean givenUp;
  private int lost;

  RequestFiller(ByteRing ring, RequestFrame frame, DeliveryCounters counters, BatchPolicy policy) {
    this.ring = ring;
    this.frame = frame;
    this.counters = counters;
    plan = ring.newPlan(frame::scopeBytes);
    maxItems = policy.maxBatchItems;
    maxBytes = policy.maxBatchBytes - frame.fixedBytes();
  }

  /** The ring that it empties. */
  ByteRing ring() {
    return ring;
  }

  /**
   * Fills a request from what is waiting.
   *
   * @return how many records it has
   */
  int fill(Request request) {
    lock.lock();
    try {
      lost = 0;
      return givenUp ? 0 : fillLocked(request);
    } finally {
      lock.unlock();
    }
  }

  private int fillLocked(Request request) {
    plan.begin(maxItems, maxBytes);
    int written = 0;
    try {
      ring.collect(plan);
      if (plan.items() > 0) {
        frame.write(plan, request);
        written = plan.items();
      }
    } catch (Throwable t) {
      written = 0; // no memory, as a rule
    }
    ring.release(plan);
    lost = plan.items() - written + plan.holes();
    if (lost > 0) {
      counters.drop(DropCause.INTERNAL_ERROR, lost);
    }
    return written;
  }

  /** Worker: how many records the last filling cost. */
  int lost() {
    return lost;
  }

  /** Counts what is in the ring as lost and takes nothing more out of it. */
  void giveUp() {
    lock.lock();
    try {
      if (!givenUp) {
        givenUp = true;
        counters.drop(DropCause.SHUTDOWN, ring.pendingRecords());
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isGivenUp() {
    return givenUp;
  }
}
