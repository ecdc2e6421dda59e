// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

/**
 * The generations of a {@link ByteRing} that are not drained, oldest first: usually one. Counts are
 * those of all generations, of those that are gone, too.
 */
final class RingChain {
  /**
   * What is left.
   *
   * @param released number of records of the generations that are gone
   */
  private record Rest(RingGeneration oldest, long released) {}

  private volatile Rest rest;

  /** Consumer: records of each stripe in generations that are gone. */
  private final long[] gone;

  RingChain(RingGeneration first) {
    rest = new Rest(first, 0);
    gone = new long[first.stripes.length];
  }

  RingGeneration oldest() {
    return rest.oldest;
  }

  RingGeneration newest() {
    return rest.oldest.last();
  }

  /** Ends the chain and rejects later records. Any thread. */
  void close() {
    RingGeneration last = newest();
    while (!last.follow(RingGeneration.END) && last.next() != null) {
      last = last.last();
    }
    for (RingGeneration one = oldest(); one != null; one = one.next()) {
      one.close();
    }
  }

  /** Consumer: adds the published records of a stripe to a plan. */
  void collect(RecordPlan plan, int at) {
    RingGeneration from = oldest();
    from.stripes[at].collect(plan);
    for (RingGeneration after = from.next();
        after != null && from.stripes[at].isCollected();
        after = from.next()) {
      from = after;
      from.stripes[at].collect(plan);
    }
  }

  /** Consumer: releases what is collected. */
  void release() {
    for (RingGeneration one = oldest(); one != null; one = one.next()) {
      for (RingStripe stripe : one.stripes) {
        stripe.release();
      }
    }
    dropDrained();
  }

  /** Consumer: forgets the generations that are over; never throws. */
  void dropDrained() {
    RingGeneration first = rest.oldest;
    RingGeneration oldest = first;
    long released = rest.released;
    for (RingGeneration after = oldest.next();
        after != null && oldest.isDrained();
        after = oldest.next()) {
      released += oldest.releasedRecords();
      oldest = after;
    }
    if (oldest != first) {
      try {
        forget(first, new Rest(oldest, released));
      } catch (OutOfMemoryError e) {
        // nothing is forgotten; the next call tries again
      }
    }
  }

  /** Allocates nothing, so that it ends when it has begun. */
  private void forget(RingGeneration first, Rest left) {
    for (RingGeneration one = first; one != null && one != left.oldest; one = one.next()) {
      for (int i = 0; i < gone.length; i++) {
        gone[i] += one.stripes[i].releasedRecords();
      }
      one.retire();
    }
    rest = left;
  }

  /** Consumer: removes the wake marks. */
  void disarmWakeUp() {
    for (RingGeneration one = oldest(); one != null; one = one.next()) {
      for (RingStripe stripe : one.stripes) {
        stripe.disarmWakeMark();
      }
    }
  }

  boolean isCrowded() {
    boolean crowded = false;
    for (RingGeneration one = oldest(); one != null && !crowded; one = one.next()) {
      crowded = one.isCrowded();
    }
    return crowded;
  }

  /** Number of accepted records that are not released yet. Any thread. */
  long pendingRecords() {
    long sum = 0;
    for (RingGeneration one = oldest(); one != null; one = one.next()) {
      sum += one.pendingRecords();
    }
    return sum;
  }

  /** Number of records released since the start. Any thread. */
  long releasedRecords() {
    Rest now = rest;
    long sum = now.released;
    for (RingGeneration one = now.oldest; one != null; one = one.next()) {
      sum += one.releasedRecords();
    }
    return sum;
  }

  /** Number of records accepted since the start. Any thread. */
  long acceptedRecords() {
    Rest now = rest;
    long sum = now.released;
    for (RingGeneration one = now.oldest; one != null; one = one.next()) {
      sum += one.acceptedRecords();
    }
    return sum;
  }

  /** Consumer: stores each stripe's number of accepted records; the older ones are closed. */
  void markAccepted(long[] marks) {
    System.arraycopy(gone, 0, marks, 0, marks.length);
    for (RingGeneration one = oldest(); one != null; one = one.next()) {
      for (int i = 0; i < marks.length; i++) {
        marks[i] += one.stripes[i].acceptedRecords();
      }
    }
  }

  /** Consumer: whether each stripe has released as many records. */
  boolean isReleased(long[] marks) {
    for (int i = 0; i < marks.length; i++) {
      long released = gone[i];
      for (RingGeneration one = oldest(); one != null; one = one.next()) {
        released += one.stripes[i].releasedRecords();
      }
      if (released < marks[i]) {
        return false;
      }
    }
    return true;
  }

  /** Bytes of all allocated blocks. */
  long allocatedBytes() {
    long sum = 0;
    for (RingGeneration one = oldest(); one != null; one = one.next()) {
      sum += one.allocatedBytes();
    }
    return sum;
  }
}
