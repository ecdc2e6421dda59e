// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that the records of a {@link ByteRing} may take: how much is in use, the most that
 * ever was, and the level from which the consumer is woken. Any thread; never blocks.
 */
final class ByteBudget {
  // A CAS and not an addition that may have to be undone: else one that is refused could make
  // another, for which there is room, fail too. Taken once a chunk, so threads rarely meet here.
  private final AtomicLong inUse = new AtomicLong();
  private final AtomicLong most = new AtomicLong();
  private final long maxBytes;
  private final long wakeBytes;
  private final Runnable wakeUp;

  /**
   * Makes a budget of which nothing is in use.
   *
   * @param wakeBytes with so many bytes in use, each further taking wakes the consumer
   */
  ByteBudget(long maxBytes, long wakeBytes, Runnable wakeUp) {
    this.maxBytes = maxBytes;
    this.wakeBytes = wakeBytes;
    this.wakeUp = wakeUp;
  }

  /** Takes bytes if {@code keepBack} more stay free after that. */
  boolean take(long bytes, long keepBack) {
    long before;
    do {
      before = inUse.get();
      if (before + bytes > maxBytes - keepBack) {
        return false;
      }
    } while (!inUse.compareAndSet(before, before + bytes));
    long now = before + bytes;
    for (long high = most.get(); now > high && !most.compareAndSet(high, now); ) {
      high = most.get();
    }
    if (now >= wakeBytes) {
      wakeUp.run();
    }
    return true;
  }

  void giveBack(long bytes) {
    inUse.addAndGet(-bytes);
  }

  /** Whether {@link #take} would be refused at this moment. */
  boolean isExhausted(long bytes, long keepBack) {
    return inUse.get() + bytes > maxBytes - keepBack;
  }

  boolean underPressure() {
    return inUse.get() >= wakeBytes;
  }

  long inUse() {
    return inUse.get();
  }

  long most() {
    return most.get();
  }

  long maxBytes() {
    return maxBytes;
  }
}
