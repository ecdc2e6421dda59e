// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.link;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The current spans over time of threads without a track of their own: virtual threads, of which
 * there may be very many, and platform threads after memory for tracks is exhausted. A ring of
 * fixed size.
 */
class SharedTrack {
  /*
   * Parties:      many writers, which claim edge n by adding to head; readers.
   * Fields:       head         | writers | getAndAdd                              | readers | acquire
   *               words[n, 0]  | writer n | opaque 0, fence, data, release n + 1  | readers | acquire
   *               words[n, 1-5]| writer n | plain                                 | readers | plain
   * Validation:   a reader takes an edge only if its stamp is n + 1 before and after it was read, and
   *               head is at most n + capacity afterwards. So it passes over no edge that was
   *               overwritten while it looked, nor takes an older one, or none, in its place.
   * Accepted:     a writer that is held up between claim and stamp while all others go once round
   *               the ring may spoil the edge of the other writer in its place. It would have to
   *               miss thousands of edges, and costs at most one wrong link.
   * Checked by:   TracksTest; SharedTrackStress and its weakened twin.
   */

  private static final int LONGS = 8; // of which six are used: an edge is a cache line
  private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle HEAD =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "head", VarHandle.class, SharedTrack.class, long.class);

  private final long[] words;

  @SuppressWarnings("unused") // through HEAD
  private long head;

  /** Creates a ring of {@code capacity} edges, a power of two. */
  SharedTrack(int capacity) {
    words = new long[capacity * LONGS];
  }

  static long bytes(int capacity) {
    return (long) capacity * LONGS * Long.BYTES;
  }

  private int index(long edge) {
    return ((int) edge * LONGS) & (words.length - 1);
  }

  final void add(long threadId, long nanoTime, long traceIdHigh, long traceIdLow, long spanId) {
    long n = (long) HEAD.getAndAdd(this, 1L);
    int at = index(n);
    WORD.setOpaque(words, at, 0L);
    VarHandle.storeStoreFence();
    words[at + 1] = nanoTime;
    words[at + 2] = threadId;
    words[at + 3] = traceIdHigh;
    words[at + 4] = traceIdLow;
    words[at + 5] = spanId;
    WORD.setRelease(words, at, n + 1);
  }

  /**
   * The span of a thread at a time.
   *
   * @return false if the span is unknown because edges were overwritten
   */
  final boolean find(long threadId, long nanoTime, long[] ids) {
    long end = (long) HEAD.getAcquire(this);
    int capacity = words.length / LONGS;
    long first = Math.max(0, end - capacity);
    for (long edge = end - 1; edge >= first; edge--) {
      int at = index(edge);
      if ((long) WORD.getAcquire(words, at) == edge + 1
          && words[at + 2] == threadId
          && words[at + 1] - nanoTime <= 0) {
        ids[0] = words[at + 3];
        ids[1] = words[at + 4];
        ids[2] = words[at + 5];
        return isIntact(edge) && (long) WORD.getOpaque(words, at) == edge + 1;
      }
    }
    ids[0] = 0;
    ids[1] = 0;
    ids[2] = 0;
    return first == 0 && isIntact(0);
  }

  /**
   * Whether no writer had claimed the place of an edge when it was read; a stress test weakens it.
   */
  boolean isIntact(long edge) {
    VarHandle.loadLoadFence();
    return (long) HEAD.getOpaque(this) - edge <= words.length / LONGS;
  }
}
