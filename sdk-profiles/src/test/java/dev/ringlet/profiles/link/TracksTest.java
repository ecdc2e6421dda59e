// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What is written down about the spans of threads, and how it is found again. */
class TracksTest {
  private static final long SECOND = 1_000_000_000L;

  private final ScopeHistory history = new ScopeHistory(false, 1 << 20);
  private final long[] ids = new long[3];

  private long spanAt(ThreadTrack track, long nanoTime) {
    assertThat(track.find(nanoTime, ids)).isTrue();
    return ids[2];
  }

  @Test
  void findsTheSpanOfATime() {
    ThreadTrack track = history.track(Thread.currentThread());
    assertThat(spanAt(track, 50)).isZero();
    track.add(100, 1, 2, 3);
    track.add(200, 0, 0, 0);
    track.add(300, 4, 5, 6);
    assertThat(spanAt(track, 99)).isZero();
    assertThat(spanAt(track, 100)).isEqualTo(3);
    assertThat(ids).containsExactly(1, 2, 3);
    assertThat(spanAt(track, 199)).isEqualTo(3);
    assertThat(spanAt(track, 200)).isZero();
    assertThat(spanAt(track, 1_000)).isEqualTo(6);
  }

  @Test
  void readsTimesThatWentOverTheEndOfTheirRange() {
    ThreadTrack track = history.track(Thread.currentThread());
    track.add(Long.MAX_VALUE - 10, 1, 1, 1);
    track.add(Long.MIN_VALUE + 10, 2, 2, 2);
    assertThat(spanAt(track, Long.MAX_VALUE)).isEqualTo(1);
    assertThat(spanAt(track, Long.MIN_VALUE + 11)).isEqualTo(2);
  }

  @Test
  void growsToHoldTheLastSecondsAndNoMore() {
    ThreadTrack track = history.track(Thread.currentThread());
    long before = track.bytes();
    for (int i = 1; i <= 1_000; i++) {
      track.add(i, 0, 0, i);
    }
    assertThat(track.bytes()).isGreaterThan(before).isEqualTo(history.usedBytes());
    for (int i = 1; i <= 1_000; i++) {
      assertThat(spanAt(track, i)).isEqualTo(i);
    }
    long grown = track.bytes();
    for (int i = 1; i <= 10_000; i++) {
      track.add(i * SECOND, 0, 0, i); // old ones may be overwritten
    }
    assertThat(track.bytes()).isEqualTo(grown);
    assertThat(track.find(SECOND, ids)).isFalse();
    assertThat(spanAt(track, 10_000 * SECOND)).isEqualTo(10_000);
  }

  @Test
  void overwritesWhenMemoryIsUsedUp() {
    ScopeHistory small = new ScopeHistory(false, ThreadTrack.bytes(ThreadTrack.INITIAL_EDGES));
    ThreadTrack track = small.track(Thread.currentThread());
    for (int i = 1; i <= 100; i++) {
      track.add(i, 0, 0, i);
    }
    assertThat(small.usedBytes()).isEqualTo(ThreadTrack.bytes(ThreadTrack.INITIAL_EDGES));
    assertThat(track.find(1, ids)).isFalse();
    assertThat(spanAt(track, 100)).isEqualTo(100);
    assertThat(small.track(new Thread())).isNull();
  }

  @Test
  void growsWhenMemoryIsFreeAgain() {
    long initial = ThreadTrack.bytes(ThreadTrack.INITIAL_EDGES);
    ScopeHistory small = new ScopeHistory(false, 2 * initial);
    ThreadTrack track = small.track(Thread.currentThread());
    assertThat(small.reserve(initial)).as("for another thread").isTrue();
    for (int i = 1; i <= 3 * ThreadTrack.INITIAL_EDGES; i++) {
      track.add(i, 0, 0, i);
    }
    assertThat(track.bytes()).isEqualTo(initial);
    assertThat(small.reserve(-initial)).isTrue();
    for (int i = 1; i <= 2 * ThreadTrack.INITIAL_EDGES; i++) {
      track.add(1_000 + i, 0, 0, 1_000 + i);
    }
    assertThat(track.bytes()).isEqualTo(2 * initial).isEqualTo(small.usedBytes());
    for (int i = ThreadTrack.INITIAL_EDGES; i <= 2 * ThreadTrack.INITIAL_EDGES; i++) {
      assertThat(spanAt(track, 1_000 + i)).isEqualTo(1_000 + i);
    }
  }

  @Test
  void threadsWithoutATrackShareOne() {
    history.add(7, 100, 1, 2, 3);
    history.add(11, 150, 4, 5, 6); // the same stripe
    history.add(7, 200, 0, 0, 0);
    assertThat(history.find(7, false, 160, ids)).isTrue();
    assertThat(ids).containsExactly(1, 2, 3);
    assertThat(history.find(11, false, 160, ids)).isTrue();
    assertThat(ids).containsExactly(4, 5, 6);
    assertThat(history.find(7, false, 300, ids)).isTrue();
    assertThat(ids).containsExactly(0, 0, 0);
    assertThat(history.find(8, false, 300, ids)).as("a stripe of its own, and empty").isTrue();
    assertThat(ids).containsExactly(0, 0, 0);
  }

  @Test
  void aPlatformThreadWithoutATrackHadNoSpan() {
    for (int i = 0; i < 5_000; i++) {
      history.add(7, i, 1, 1, 1);
    }
    assertThat(history.find(11, false, 10_000, ids)).as("may be overwritten").isFalse();
    assertThat(history.find(11, true, 10_000, ids)).isTrue();
    assertThat(ids).containsExactly(0, 0, 0);
    ScopeHistory full = new ScopeHistory(false, 0);
    assertThat(full.track(Thread.currentThread())).isNull();
    full.add(Thread.currentThread().getId(), 1, 2, 3, 4);
    assertThat(full.find(Thread.currentThread().getId(), true, 10, ids)).isTrue();
    assertThat(ids).containsExactly(2, 3, 4);
  }

  @Test
  void sharedTracksSayWhenTheyHaveForgotten() {
    SharedTrack track = new SharedTrack(8);
    track.add(1, 10, 1, 1, 1);
    for (int i = 0; i < 8; i++) {
      track.add(2, 20 + i, 2, 2, 2);
    }
    assertThat(track.find(1, 50, ids)).isFalse();
    assertThat(track.find(2, 50, ids)).isTrue();
  }

  @Test
  void forgetsThreadsThatEnded() throws InterruptedException {
    Thread thread = new Thread(() -> history.track(Thread.currentThread()).add(5, 1, 1, 1));
    thread.start();
    thread.join();
    assertThat(history.usedBytes()).isPositive();
    history.sweep(0);
    history.sweep(ScopeHistory.HISTORY_NANOS);
    assertThat(history.find(thread.getId(), true, 6, ids)).isTrue();
    assertThat(ids[2]).as("late samples still find it").isEqualTo(1);
    history.sweep(ScopeHistory.HISTORY_NANOS + 1);
    assertThat(history.usedBytes()).isZero();
  }

  /** Every edge has one number in all its fields; so whatever is mixed from two shows. */
  @Test
  void readersSeeWholeEdgesWhileOthersWrite() throws InterruptedException {
    ScopeHistory small = new ScopeHistory(false, ThreadTrack.bytes(ThreadTrack.INITIAL_EDGES));
    ThreadTrack own = small.track(Thread.currentThread());
    SharedTrack shared = new SharedTrack(64);
    AtomicBoolean ended = new AtomicBoolean();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread reader =
        new Thread(
            () -> {
              long[] found = new long[3];
              long time = 0;
              while (!ended.get() && failure.get() == null) {
                if (own.find(Long.MAX_VALUE / 2, found)) {
                  time = found[2];
                  check(found, failure);
                }
                if (own.find(time - 40, found)) {
                  check(found, failure);
                }
                if (shared.find(1, Long.MAX_VALUE / 2, found)) {
                  check(found, failure);
                }
              }
            });
    reader.start();
    for (long i = 1; i <= 2_000_000; i++) {
      own.add(i, i, i, i);
      shared.add(1, i, i, i, i);
    }
    ended.set(true);
    reader.join();
    assertThat(failure.get()).isNull();
  }

  private static void check(long[] found, AtomicReference<Throwable> failure) {
    if (found[0] != found[1] || found[1] != found[2]) {
      failure.set(new AssertionError(found[0] + " " + found[1] + " " + found[2]));
    }
  }
}
