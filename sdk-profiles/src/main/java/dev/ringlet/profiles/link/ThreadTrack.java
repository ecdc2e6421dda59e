// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.link;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;

/**
 * The current spans over time of one platform thread: the newest edges, in a ring that grows while
 * it holds less than some seconds.
 */
class ThreadTrack {
  /*
   * Parties:      one writer, the thread itself; readers, the threads of profiler streams.
   * Fields:       edges     | writer, when it grows | release | readers | acquire
   *               edges[i]  | writer                | plain   | readers | plain, then validated
   *               count     | writer                | release | readers | acquire
   *               growAt    | writer                | plain   | -
   * Publication:  edge n is written, then count becomes n + 1 by a release store; a larger ring is
   *               stored before the first count that needs it.
   * Overwriting:  edge n takes the place of edge n - capacity. The fence before its stores keeps
   *               them behind the store of count = n. So a reader that saw any of them sees
   *               count >= n when it looks again after its fence, and knows that what it read is
   *               gone.
   * Accepted:     a reader that loses this race does not know the span; the sample counts as
   *               unlinked.
   * Checked by:   TracksTest; ThreadTrackStress and its weakened twin.
   */

  static final int LONGS = 4;
  static final int INITIAL_EDGES = 64;
  static final int MAX_EDGES = 16_384;

  private static final VarHandle COUNT =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "count", VarHandle.class, ThreadTrack.class, long.class);
  private static final VarHandle EDGES =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "edges", VarHandle.class, ThreadTrack.class, long[].class);

  private final ScopeHistory history;
  private final WeakReference<Thread> thread;
  private long[] edges = new long[INITIAL_EDGES * LONGS];
  private long count;

  /**
   * The edge from which a larger ring is tried: when this one is full, or one round after memory
   * was exhausted.
   */
  private long growAt = INITIAL_EDGES;

  ThreadTrack(ScopeHistory history, Thread thread) {
    this.history = history;
    this.thread = new WeakReference<>(thread);
  }

  static long bytes(int capacity) {
    return (long) capacity * LONGS * Long.BYTES;
  }

  /** Records an edge; on the thread itself only. */
  final void add(long nanoTime, long traceIdHigh, long traceIdLow, long spanId) {
    long n = count;
    long[] ring = edges;
    int at = ((int) n * LONGS) & (ring.length - 1);
    if (n >= growAt && nanoTime - ring[at] < ScopeHistory.HISTORY_NANOS) {
      ring = larger(ring, n);
      at = ((int) n * LONGS) & (ring.length - 1);
    }
    VarHandle.storeStoreFence();
    ring[at] = nanoTime;
    ring[at + 1] = traceIdHigh;
    ring[at + 2] = traceIdLow;
    ring[at + 3] = spanId;
    COUNT.setRelease(this, n + 1);
  }

  /** A ring of twice the size with the same edges, or the same ring if memory is used up. */
  private long[] larger(long[] ring, long n) {
    int capacity = ring.length / LONGS;
    growAt = capacity >= MAX_EDGES ? Long.MAX_VALUE : n + capacity;
    if (capacity >= MAX_EDGES || !history.reserve(bytes(capacity))) {
      return ring;
    }
    long[] twice = new long[ring.length * 2];
    for (long i = n - capacity; i < n; i++) {
      int from = ((int) i * LONGS) & (ring.length - 1);
      int to = ((int) i * LONGS) & (twice.length - 1);
      System.arraycopy(ring, from, twice, to, LONGS);
    }
    EDGES.setRelease(this, twice);
    return twice;
  }

  /**
   * The span at a time.
   *
   * @return false if the edge before that time was overwritten
   */
  final boolean find(long nanoTime, long[] ids) {
    long end = (long) COUNT.getAcquire(this);
    long[] ring = (long[]) EDGES.getAcquire(this);
    int capacity = ring.length / LONGS;
    long first = Math.max(0, end - capacity + 1);
    long low = first;
    long high = end;
    while (low < high) { // the first edge after that time
      long middle = (low + high) >>> 1;
      if (ring[((int) middle * LONGS) & (ring.length - 1)] - nanoTime <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low == first) {
      ids[0] = 0;
      ids[1] = 0;
      ids[2] = 0;
      return first == 0 && isIntact(0, capacity);
    }
    int at = ((int) (low - 1) * LONGS) & (ring.length - 1);
    ids[0] = ring[at + 1];
    ids[1] = ring[at + 2];
    ids[2] = ring[at + 3];
    return isIntact(low - 1, capacity);
  }

  /** Whether an edge that was read was not overwritten meanwhile; a stress test weakens it. */
  boolean isIntact(long edge, int capacity) {
    VarHandle.loadLoadFence();
    return (long) COUNT.getOpaque(this) - edge < capacity;
  }

  /** Bytes of the ring. */
  final long bytes() {
    return bytes(((long[]) EDGES.getAcquire(this)).length / LONGS);
  }

  /** Whether no more edges will be written. */
  final boolean isOver() {
    Thread owner = thread.get();
    return owner == null || !owner.isAlive();
  }
}
