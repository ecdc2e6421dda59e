// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.Await;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PauseTest {
  private static final long MILLI = 1_000_000L;

  private final Pause pause = new Pause();

  @Test
  void waitsAtLeastAsLongAsAsked() {
    long begin = pause.nanoTime();
    assertThat(pause.await(20 * MILLI)).isTrue();
    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(20 * MILLI);
    assertThat(pause.await(0)).isTrue();
    assertThat(pause.await(-1)).isTrue();
  }

  @Test
  void readsTheClockOfTheSystem() {
    long before = System.nanoTime();
    long now = pause.nanoTime();
    assertThat(now - before).isNotNegative();
    assertThat(System.nanoTime() - now).isNotNegative();
  }

  @Test
  void aClosedPauseDoesNotWait() {
    pause.close();
    assertThat(pause.await(Await.LONG_NANOS)).isFalse();
    assertThat(pause.await(0)).isFalse();
  }

  /** Waits in another thread; returns what the wait returned and whether an interrupt was kept. */
  private static final class Waiter {
    final AtomicReference<Boolean> result = new AtomicReference<>();
    final AtomicReference<Boolean> interrupted = new AtomicReference<>();
    final Thread thread;

    Waiter(Pause pause) {
      thread =
          new Thread(
              () -> {
                result.set(pause.await(Await.LONG_NANOS));
                interrupted.set(Thread.currentThread().isInterrupted());
              });
      thread.start();
      Await.until("it waits", () -> thread.getState() == Thread.State.TIMED_WAITING);
    }
  }

  @Test
  void closingEndsEveryWait() {
    Waiter first = new Waiter(pause);
    Waiter second = new Waiter(pause);
    pause.close();
    for (Waiter waiter : new Waiter[] {first, second}) {
      Await.until("the wait ends", () -> waiter.interrupted.get() != null);
      assertThat(waiter.result).hasValue(false);
      assertThat(waiter.interrupted).hasValue(false);
    }
  }

  @Test
  void anInterruptDoesNotEndTheWaitAndIsRestored() {
    Waiter waiter = new Waiter(pause);
    waiter.thread.interrupt();
    Await.until(
        "it waits again",
        () ->
            !waiter.thread.isInterrupted()
                && waiter.thread.getState() == Thread.State.TIMED_WAITING);
    assertThat(waiter.result).hasValue(null);
    pause.close();
    Await.until("the wait ends", () -> waiter.interrupted.get() != null);
    assertThat(waiter.result).hasValue(false);
    assertThat(waiter.interrupted).hasValue(true);
  }
}
