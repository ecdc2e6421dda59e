// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.link;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The spans that were current on all threads in the last seconds, in bounded memory. Any thread
 * records and reads.
 */
final class ScopeHistory {
  /** Events of the recorder are read up to two seconds late. */
  static final long HISTORY_NANOS = 3_000_000_000L;

  private static final int STRIPES = 4;
  private static final int SHARED_EDGES = 4_096;

  private final boolean unsampled;
  private final long maxBytes;
  private final AtomicLong usedBytes = new AtomicLong();
  private final Map<Long, ThreadTrack> tracks = new ConcurrentHashMap<>();
  private volatile boolean everyPlatformThreadHasATrack = true;
  private final Map<Long, Long> endedSince = new ConcurrentHashMap<>();
  private final AtomicReferenceArray<SharedTrack> shared = new AtomicReferenceArray<>(STRIPES);

  /**
   * Creates an empty history.
   *
   * @param unsampled whether spans that are not exported are recorded, too
   */
  ScopeHistory(boolean unsampled, long maxBytes) {
    this.unsampled = unsampled;
    this.maxBytes = maxBytes;
  }

  boolean recordsUnsampled() {
    return unsampled;
  }

  /** Takes memory unless it is used up. */
  boolean reserve(long bytes) {
    if (usedBytes.addAndGet(bytes) <= maxBytes) {
      return true;
    }
    usedBytes.addAndGet(-bytes);
    return false;
  }

  long usedBytes() {
    return usedBytes.get();
  }

  /** A track for a platform thread, or null when memory is used up. */
  ThreadTrack track(Thread thread) {
    if (!reserve(ThreadTrack.bytes(ThreadTrack.INITIAL_EDGES))) {
      everyPlatformThreadHasATrack = false;
      return null;
    }
    ThreadTrack track = new ThreadTrack(this, thread);
    tracks.put(thread.getId(), track);
    return track;
  }

  /** Records an edge of a thread without a track. */
  void add(long threadId, long nanoTime, long traceIdHigh, long traceIdLow, long spanId) {
    int stripe = stripe(threadId);
    SharedTrack track = shared.get(stripe);
    if (track == null) {
      track = new SharedTrack(SHARED_EDGES);
      if (shared.compareAndSet(stripe, null, track)) {
        usedBytes.addAndGet(SharedTrack.bytes(SHARED_EDGES)); // fixed, so never refused
      } else {
        track = shared.get(stripe);
      }
    }
    track.add(threadId, nanoTime, traceIdHigh, traceIdLow, spanId);
  }

  private static int stripe(long threadId) {
    return (int) threadId & (STRIPES - 1);
  }

  /** As {@link SpanLinks#find}, by {@code System.nanoTime()}. */
  boolean find(long threadId, boolean platform, long nanoTime, long[] ids) {
    ThreadTrack track = tracks.get(threadId);
    if (track != null) {
      return track.find(nanoTime, ids);
    }
    SharedTrack others = shared.get(stripe(threadId));
    if (others != null && !(platform && everyPlatformThreadHasATrack)) {
      return others.find(threadId, nanoTime, ids);
    }
    ids[0] = 0;
    ids[1] = 0;
    ids[2] = 0;
    return true; // it never had a span
  }

  /** Removes threads that ended so long ago that no sample of them can still arrive. */
  void sweep(long nanoTime) {
    for (Iterator<Map.Entry<Long, ThreadTrack>> i = tracks.entrySet().iterator(); i.hasNext(); ) {
      Map.Entry<Long, ThreadTrack> entry = i.next();
      if (entry.getValue().isOver()) {
        long since = endedSince.computeIfAbsent(entry.getKey(), id -> nanoTime);
        if (nanoTime - since > HISTORY_NANOS) {
          i.remove();
          endedSince.remove(entry.getKey());
          usedBytes.addAndGet(-entry.getValue().bytes());
        }
      }
    }
  }
}
