// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.common.Clock;
import dev.ringlet.testing.Allocations;
import dev.ringlet.testing.ManualClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AnchoredClockTest {
  private static final long EPOCH = 1_780_000_000_000_000_000L;
  private static final long SECOND = AnchoredClock.COMPARE_INTERVAL_NANOS;
  private static final long MINUTE = AnchoredClock.SMALL_INTERVAL_NANOS;
  private static final long HOUR = 60 * MINUTE;
  private static final long JUMP = 1L << 51;

  private final ManualClock source = new ManualClock(EPOCH);
  private final AnchoredClock clock = new AnchoredClock(source);

  @Test
  void followsNanoTime() {
    int index = clock.anchorIndex();
    assertThat(clock.epochNanos(index)).isEqualTo(EPOCH);
    assertThat(clock.nanoTime()).isZero();
    source.advance(123);
    assertThat(clock.epochNanos(index)).isEqualTo(EPOCH + 123);
    assertThat(clock.epochNanos()).isEqualTo(EPOCH + 123);
    assertThat(clock.nanoTime()).isEqualTo(123);
  }

  @Test
  void aTraceDoesNotSeeTheClockBeingSet() {
    int old = clock.anchorIndex();
    source.jump(-HOUR);
    source.advance(SECOND);
    int fresh = clock.anchorIndex(clock.nanoTime());

    assertThat(fresh).isNotEqualTo(old);
    assertThat(clock.epochNanos(old)).isEqualTo(EPOCH + SECOND);
    assertThat(clock.epochNanos(fresh)).isEqualTo(EPOCH + SECOND - HOUR);
    assertThat(clock.epochNanos()).isEqualTo(EPOCH + SECOND - HOUR);
  }

  @Test
  void whatBeginsASecondAfterAStepFollowsIt() {
    for (long step : new long[] {AnchoredClock.STEP_NANOS, -HOUR, 56 * 365 * 24 * HOUR}) {
      source.jump(step);
      source.advance(SECOND);
      assertThat(clock.epochNanos()).isEqualTo(source.epochNanos());
      source.jump(-step);
      source.advance(SECOND);
      assertThat(clock.epochNanos(clock.anchorIndex(clock.nanoTime()), clock.nanoTime()))
          .isEqualTo(source.epochNanos());
    }
  }

  @Test
  void anEarlierReadingUsesTheNewAnchor() {
    long early = clock.nanoTime();
    source.jump(-HOUR);
    source.advance(MINUTE);
    long late = clock.nanoTime();
    int anchor = clock.anchorIndex(late);
    assertThat(clock.epochNanos(anchor, late)).isEqualTo(source.epochNanos());
    assertThat(clock.epochNanos(anchor, early)).isEqualTo(source.epochNanos() - MINUTE);
  }

  @Test
  void aMillisecondIsTolerated() {
    int old = clock.anchorIndex();
    source.jump(AnchoredClock.TOLERANCE_NANOS);
    source.advance(MINUTE);
    clock.resync();
    assertThat(clock.anchorIndex()).isEqualTo(old);

    source.jump(1);
    source.advance(MINUTE);
    assertThat(clock.epochNanos()).isEqualTo(source.epochNanos());
  }

  @Test
  void smallDifferencesMakeOneAnchorAMinute() {
    int old = clock.anchorIndex();
    for (int i = 0; i < 59; i++) { // drift, as of a crystal that is very far off
      source.jump(AnchoredClock.TOLERANCE_NANOS);
      source.advance(SECOND);
      clock.resync();
    }
    assertThat(clock.anchorIndex()).isEqualTo(old);
    source.advance(SECOND);
    assertThat(clock.epochNanos()).isEqualTo(source.epochNanos());
    assertThat(clock.anchorIndex()).isEqualTo(old + 1);
  }

  @Test
  void comparesOnceASecond() {
    source.jump(HOUR);
    source.advance(SECOND - 1);
    assertThat(clock.epochNanos()).isEqualTo(EPOCH + SECOND - 1);
    source.advance(1);
    assertThat(clock.epochNanos()).isEqualTo(source.epochNanos());
    source.jump(HOUR);
    assertThat(clock.epochNanos()).isEqualTo(source.epochNanos() - HOUR);
    source.advance(SECOND);
    assertThat(clock.epochNanos()).isEqualTo(source.epochNanos());
  }

  @Test
  void indexWrapsAfter256NewAnchors() {
    int first = clock.anchorIndex();
    for (int i = 1; i < AnchoredClock.ANCHORS; i++) {
      jumpAndResync();
      assertThat(clock.anchorIndex()).isEqualTo(i);
    }
    assertThat(clock.epochNanos(first)).isEqualTo(EPOCH + source.nanoTime());
    jumpAndResync();
    assertThat(clock.anchorIndex()).isEqualTo(first);
    assertThat(clock.epochNanos(first)).isEqualTo(source.epochNanos());
  }

  @Test
  void whileSuspendedEveryRootFollowsTheWallClock() {
    clock.suspend();
    for (int i = 0; i < 3; i++) {
      source.jump(HOUR); // frozen: no time has passed for nanoTime
      assertThat(clock.epochNanos()).isEqualTo(source.epochNanos());
    }
    clock.resume();
    source.jump(HOUR);
    assertThat(clock.epochNanos()).isEqualTo(source.epochNanos() - HOUR);
    source.advance(SECOND);
    assertThat(clock.epochNanos()).isEqualTo(source.epochNanos());
  }

  @Test
  void nanoTimeMayJumpBackWhileSuspended() {
    source.advance(1000 * HOUR);
    source.jump(10 * AnchoredClock.TOLERANCE_NANOS);
    clock.resync(); // from here on small differences wait for a minute
    clock.suspend();
    source.advance(-900 * HOUR);
    source.jump(900 * HOUR + MINUTE); // restored on another machine, a minute later
    clock.resume();
    assertThat(clock.epochNanos()).isEqualTo(source.epochNanos());
    source.jump(HOUR);
    source.advance(SECOND);
    assertThat(clock.epochNanos()).isEqualTo(source.epochNanos());
    source.jump(10 * AnchoredClock.TOLERANCE_NANOS);
    source.advance(MINUTE);
    assertThat(clock.epochNanos()).isEqualTo(source.epochNanos());
  }

  private void jumpAndResync() {
    source.jump(HOUR);
    source.advance(SECOND);
    clock.resync();
  }

  @Test
  void nanoTimeMayOverflow() {
    ManualClock late = new ManualClock(EPOCH);
    late.advance(Long.MAX_VALUE - 5);
    late.jump(-(Long.MAX_VALUE - 5));
    AnchoredClock anchored = new AnchoredClock(late);
    assertThat(anchored.epochNanos()).isEqualTo(EPOCH);
    late.advance(MINUTE);
    assertThat(anchored.epochNanos()).isEqualTo(EPOCH + MINUTE);
    late.jump(HOUR);
    late.advance(SECOND);
    assertThat(anchored.epochNanos()).isEqualTo(EPOCH + MINUTE + SECOND + HOUR);
  }

  @Test
  void keepsTheNarrowestReading() {
    // Each reading of the time of day takes as long as listed; the third is the exact one.
    long[] delays = {9_000_000, 500_000, 21_000, 700_000, 900_000};
    AtomicLong now = new AtomicLong();
    AtomicInteger reading = new AtomicInteger();
    AnchoredClock anchored =
        new AnchoredClock(
            new Clock() {
              @Override
              public long epochNanos() {
                long shown = EPOCH + now.get();
                now.addAndGet(delays[reading.getAndIncrement()]);
                return shown;
              }

              @Override
              public long nanoTime() {
                return now.get();
              }
            });
    assertThat(reading).hasValue(5);
    // The reading is taken for the middle of the 21 microseconds, of which it was the beginning.
    assertThat(anchored.epochNanos()).isEqualTo(EPOCH + now.get() - 10_500);
  }

  @Test
  void aClockThatThrowsStandsStill() {
    AtomicBoolean broken = new AtomicBoolean();
    AnchoredClock anchored =
        new AnchoredClock(
            new Clock() {
              @Override
              public long epochNanos() {
                return check(source.epochNanos());
              }

              @Override
              public long nanoTime() {
                return check(source.nanoTime());
              }

              private long check(long time) {
                if (broken.get()) {
                  throw new IllegalStateException("broken on purpose");
                }
                return time;
              }
            });
    source.advance(MINUTE);
    anchored.resync();
    source.advance(2 * MINUTE);
    broken.set(true);
    assertThat(anchored.epochNanos()).isEqualTo(EPOCH + MINUTE);
    assertThat(anchored.nanoTime()).isEqualTo(MINUTE);
    anchored.resync();
    broken.set(false);
    assertThat(anchored.epochNanos()).isEqualTo(EPOCH + 3 * MINUTE);
  }

  @Test
  void aThrowInTheMiddleOfAResyncIsSurvived() {
    AtomicBoolean broken = new AtomicBoolean();
    AnchoredClock anchored =
        new AnchoredClock(
            new Clock() {
              @Override
              public long epochNanos() {
                if (broken.get()) {
                  throw new IllegalStateException("broken on purpose");
                }
                return source.epochNanos();
              }

              @Override
              public long nanoTime() {
                return source.nanoTime();
              }
            });
    broken.set(true);
    source.jump(HOUR);
    source.advance(MINUTE);
    assertThat(anchored.epochNanos()).isEqualTo(EPOCH + MINUTE);
    broken.set(false);
    source.advance(SECOND);
    assertThat(anchored.epochNanos()).isEqualTo(source.epochNanos());
  }

  @Test
  void aClockThatThrowsAtTheStartIsRefused() {
    Clock broken =
        new Clock() {
          @Override
          public long epochNanos() {
            throw new IllegalStateException("broken on purpose");
          }

          @Override
          public long nanoTime() {
            return 0;
          }
        };
    assertThatThrownBy(() -> new AnchoredClock(broken)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new AnchoredClock(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("clock");
  }

  @Test
  void systemClockShowsTheTimeOfDay() {
    AnchoredClock system = new AnchoredClock(Clock.system());
    long before = System.nanoTime();
    assertThat(system.nanoTime() - before).isNotNegative();
    // One second is far beyond what measuring can be wrong by, and far below any unit mixed up.
    long earliest = Clock.system().epochNanos() - 1_000_000_000L;
    long shown = system.epochNanos();
    assertThat(shown).isBetween(earliest, Clock.system().epochNanos() + 1_000_000_000L);
  }

  private long sum;

  @Test
  void allocatesNothing() {
    AnchoredClock system = new AnchoredClock(Clock.system());
    int index = system.anchorIndex();
    assertThat(
            Allocations.bytesPerOperationOnceCompiled(
                () -> sum += system.epochNanos(index) + system.epochNanos() + system.nanoTime(), 0))
        .isZero();
    assertThat(Allocations.bytesPerOperationOnceCompiled(() -> sum += clock.epochNanos(0), 0))
        .isZero();
    assertThat(Allocations.bytesPerOperationOnceCompiled(system::resync, 0)).isZero();
  }

  @Test
  void onlyOneThreadComparesAtATime() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    AtomicReference<Thread> held = new AtomicReference<>();
    AnchoredClock anchored =
        new AnchoredClock(
            new Clock() {
              @Override
              public long epochNanos() {
                long shown = source.epochNanos();
                if (Thread.currentThread() == held.get()) {
                  inside.countDown();
                  awaitQuietly(leave);
                }
                return shown;
              }

              @Override
              public long nanoTime() {
                return source.nanoTime();
              }
            });
    source.jump(HOUR);
    source.advance(MINUTE);
    Thread worker = new Thread(anchored::resync);
    held.set(worker);
    worker.start();
    inside.await();

    source.jump(HOUR);
    source.advance(MINUTE);
    anchored.resync(); // the other thread is at it
    assertThat(anchored.anchorIndex()).isZero();

    leave.countDown();
    worker.join();
    assertThat(anchored.anchorIndex()).isEqualTo(1);
    source.advance(MINUTE);
    anchored.resync();
    assertThat(anchored.epochNanos()).isEqualTo(source.epochNanos());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The n-th anchor is n jumps ahead, so the time that a reader sees tells which one it used. */
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void readersSeeTheAnchorOfTheirIndexWhileTheClockIsSet() throws InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      threads.add(new Thread(() -> readUntil(done, wrong)));
      threads.add(new Thread(() -> resyncUntil(done)));
    }
    for (Thread thread : threads) {
      thread.setDaemon(true);
      thread.start();
    }
    for (int i = 0; i < 2_000; i++) {
      int before = clock.anchorIndex();
      source.jump(JUMP);
      source.advance(SECOND);
      while (clock.anchorIndex() == before) {
        clock.resync(); // this thread, too, so that it need not wait for others to run
        Thread.yield();
      }
    }
    done.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(wrong).isEmpty();
    assertThat(clock.epochNanos()).isEqualTo(source.epochNanos());
  }

  private void readUntil(AtomicBoolean done, List<String> wrong) {
    while (!done.get() && wrong.isEmpty()) {
      int index = clock.anchorIndex();
      long before = source.nanoTime();
      long ahead = clock.epochNanos(index) - EPOCH - before;
      long after = source.nanoTime();
      long jumps = ahead / JUMP;
      if ((jumps & (AnchoredClock.ANCHORS - 1)) != index || ahead % JUMP > after - before) {
        wrong.add(index + " " + before + " " + ahead + " " + after);
      }
    }
  }

  private void resyncUntil(AtomicBoolean done) {
    while (!done.get()) {
      clock.resync();
      Thread.yield();
    }
  }
}
