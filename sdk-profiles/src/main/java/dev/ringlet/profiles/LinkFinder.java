// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles;

/** Tells which span was current on a thread at a time. */
interface LinkFinder {
  /**
   * Looks a span up.
   *
   * @param threadId {@code Thread.threadId()} of a platform or virtual thread
   * @param platform whether it is certainly a platform thread
   * @param epochNanos a time at most some seconds ago, by the recorder's clock
   * @param ids gets the high and low half of the trace id and the span id; zeros for no span
   * @return false if it is not known any more
   */
  boolean find(long threadId, boolean platform, long epochNanos, long[] ids);

  /** As {@link JfrStream.AnchorListener}. */
  default void anchor(long epochNanos, long widthNanos, long nanoTime) {}

  /** Called about once a second. */
  default void flushed() {}
}
