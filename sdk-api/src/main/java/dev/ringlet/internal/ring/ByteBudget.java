// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory budget of a {@link ByteRing}: bytes in use, their maximum since the start, and the
 * level from which the consumer is woken. Any thread; never blocks.
 */
final class ByteBudget {
  // A CAS instead of an addition that may have to be undone: a rejected addition could make another
  // one fail for which there is room. Bytes are taken once a block, so contention is rare.
  private final AtomicLong inUse = new AtomicLong();
  private final AtomicLong most = new AtomicLong();
  private final long maxBytes;
  private final Runnable wakeUp;

  /**
   * Changed by the consumer. Volatile like {@link #inUse}: a producer that takes bytes after the
   * consumer has looked at them for the last time sees the new level.
   */
  private volatile long wakeBytes;

  /**
   * Creates a budget with no bytes in use.
   *
   * @param wakeBytes from this number of bytes in use on, each {@link #take} wakes the consumer
   */
  ByteBudget(long maxBytes, long wakeBytes, Runnable wakeUp) {
    this.maxBytes = maxBytes;
    this.wakeBytes = wakeBytes;
    this.wakeUp = wakeUp;
  }

  /** Consumer: changes the level from which the consumer is woken. */
  void wakeFrom(long bytes) {
    wakeBytes = bytes;
  }

  /** Takes bytes if {@code keepBack} bytes remain afterwards. */
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

  /** Whether {@link #take} would fail. */
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
