// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.ringlet.testing.LogListener;
import dev.ringlet.testing.ManualClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ThrottledLoggerTest {
  private static final long MINUTE = 60_000_000_000L;

  private final List<LogRecord> records = Collections.synchronizedList(new ArrayList<>());
  private final Logger target = Logger.getLogger("dev.ringlet.test.throttled");
  private final ManualClock clock = new ManualClock(0);
  private final ThrottledLogger logger = new ThrottledLogger(target.getName(), clock);
  private final Handler handler = new LogListener(records::add);

  @BeforeEach
  void listen() {
    target.setUseParentHandlers(false);
    target.setLevel(Level.INFO);
    target.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    target.removeHandler(handler);
  }

  private void log(int times, String kind) {
    for (int i = 0; i < times; i++) {
      logger.log(Level.WARNING, kind, () -> "message");
    }
  }

  private List<String> messages() {
    List<String> messages = records.stream().map(LogRecord::getMessage).toList();
    records.clear();
    return messages;
  }

  @Test
  void fiveInAMinuteThenOneAMinute() {
    log(100, "a");
    assertThat(messages()).containsExactly("message", "message", "message", "message", "message");
    clock.advance(MINUTE - 1);
    log(5, "a");
    assertThat(messages()).isEmpty();
    clock.advance(1);
    log(3, "a");
    assertThat(messages()).containsExactly("message (100 similar messages suppressed)");
    clock.advance(MINUTE);
    log(1, "a");
    assertThat(messages()).containsExactly("message (2 similar messages suppressed)");
    clock.advance(MINUTE);
    log(2, "a");
    assertThat(messages()).containsExactly("message");
  }

  @Test
  void fewMessagesAreNotThrottled() {
    for (int minute = 0; minute < 5; minute++) {
      log(5, "a");
      clock.advance(MINUTE);
    }
    assertThat(messages()).hasSize(25).containsOnly("message");
  }

  @Test
  void startsAfreshAfterTenQuietMinutes() {
    log(6, "a");
    clock.advance(10 * MINUTE - 1);
    log(3, "a");
    clock.advance(10 * MINUTE);
    messages();
    log(9, "a");
    assertThat(messages())
        .containsExactly(
            "message (2 similar messages suppressed)", "message", "message", "message", "message");
  }

  @Test
  void kindsAreApart() {
    log(10, "a");
    log(10, "b");
    assertThat(messages()).hasSize(10);
  }

  @Test
  void kindsBeyondTheLimitShareOneBudget() {
    for (int i = 0; i < 1000; i++) {
      log(1, "kind " + i);
    }
    assertThat(messages()).hasSize(ThrottledLogger.MAX_KINDS + ThrottledLogger.BURST);
  }

  @Test
  void messageIsBuiltOnlyWhenWritten() {
    AtomicInteger built = new AtomicInteger();
    Supplier<String> message = () -> "built " + built.incrementAndGet();
    logger.log(Level.FINE, "a", message);
    assertThat(built).hasValue(0);
    for (int i = 0; i < 20; i++) {
      logger.log(Level.SEVERE, "a", message);
    }
    assertThat(built).hasValue(5);
  }

  @Test
  void whatIsNotLoggableCostsNoBudget() {
    for (int i = 0; i < 20; i++) {
      logger.log(Level.FINE, "a", () -> "fine");
    }
    log(5, "a");
    assertThat(messages()).hasSize(5).containsOnly("message");
  }

  @Test
  void passesLevelExceptionAndName() {
    Exception thrown = new Exception();
    logger.log(Level.SEVERE, "a", () -> "{0} stays", thrown);
    assertThat(records).hasSize(1);
    LogRecord logged = records.get(0);
    assertThat(logged.getLevel()).isEqualTo(Level.SEVERE);
    assertThat(logged.getThrown()).isSameAs(thrown);
    assertThat(logged.getLoggerName()).isEqualTo(target.getName());
    assertThat(logged.getSourceClassName()).isEqualTo(target.getName());
    assertThat(logged.getMessage()).isEqualTo("{0} stays");
  }

  @Test
  void neverThrows() {
    Handler broken =
        new LogListener(
            logRecord -> {
              throw new AssertionError("handler");
            });
    target.addHandler(broken);
    try {
      assertThatCode(() -> log(20, "a")).doesNotThrowAnyException();
      assertThat(records).hasSize(5);
    } finally {
      target.removeHandler(broken);
    }
    assertThatCode(
            () -> {
              logger.log(
                  Level.SEVERE,
                  "b",
                  () -> {
                    throw new StackOverflowError();
                  });
              logger.log(null, "b", () -> "x");
              logger.log(Level.SEVERE, null, () -> "x");
              logger.log(Level.SEVERE, "b", null);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void threadsShareABudget() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(new Thread(() -> log(1000, "a")));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(messages()).hasSize(5);
    clock.advance(MINUTE);
    log(1, "a");
    assertThat(messages()).containsExactly("message (3995 similar messages suppressed)");
  }
}
