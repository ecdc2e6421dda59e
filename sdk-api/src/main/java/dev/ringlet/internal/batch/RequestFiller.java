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
 * The consumer of a ring: moves records into requests.
 *
 * <p>The thread that holds the lock is the ring's only consumer: the worker, or a closing thread if
 * the worker has not finished by the deadline. The lock is held while records are copied, never
 * during an export. After {@link #giveUp} no record leaves the ring.
 */
final class RequestFiller {
  private final ByteRing ring;
  private final RecordPlan plan;
  private final RequestFrame frame;
  private final DeliveryCounters counters;
  private final int maxItems;
  private final int fixedBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean givenUp;
  private long maxBytes;
  private int lost;

  RequestFiller(ByteRing ring, RequestFrame frame, DeliveryCounters counters, BatchPolicy policy) {
    this.ring = ring;
    this.frame = frame;
    this.counters = counters;
    plan = ring.newPlan(frame::scopeBytes);
    maxItems = policy.maxBatchItems;
    fixedBytes = frame.fixedBytes();
    maxBatchBytes(policy.maxBatchBytes);
  }

  /** Worker: sets the largest size of the next requests. */
  void maxBatchBytes(int bytes) {
    maxBytes = bytes - fixedBytes;
  }

  /** The ring that this filler drains. */
  ByteRing ring() {
    return ring;
  }

  /**
   * Fills a request with published records.
   *
   * @return the number of records in the request
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
      written = 0; // usually an OutOfMemoryError
    }
    ring.release(plan);
    lost = plan.items() - written + plan.holes();
    if (lost > 0) {
      counters.drop(DropCause.INTERNAL_ERROR, lost);
    }
    return written;
  }

  /** Worker: number of records lost in the last {@link #fill}. */
  int lost() {
    return lost;
  }

  /** Counts the records in the ring as lost and stops the consumer. */
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
