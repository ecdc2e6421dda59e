// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import static dev.ringlet.testing.Await.LONG_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left is sent or counted by the deadline, whatever the exporter does. */
class BatchWorkerCloseTest extends BatchWorkerTests {
  private static final long SHORT_NANOS = 200_000_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void sendsWhatIsLeft(int concurrency) {
    exporter = new ScriptedExporter(concurrency);
    stripes = 2;
    start();
    offer(1300);
    worker.close(LONG_NANOS);
    assertThat(worker.counters().exported()).isEqualTo(1300);
    assertThat(exporter.closes.get()).isOne();
    assertThat(exporter.flushes.get()).isOne();
    assertThreadsEnd();
    offer(4);
    assertThat(worker.counters().dropped(DropCause.AFTER_CLOSE)).isEqualTo(4);
    assertConserved();
  }

  @ParameterizedTest
  @CsvSource({"1,0", "1,-5", "1,9223372036854775807", "4,9223372036854775807"})
  void takesAnyTimeout(int concurrency, long timeoutNanos) {
    exporter = new ScriptedExporter(concurrency);
    start();
    offer(100);
    worker.close(timeoutNanos);
    assertThat(worker.pending()).isZero();
    assertConserved();
    if (timeoutNanos > 0) {
      assertThat(worker.counters().exported()).isEqualTo(100);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void givesUpByTheDeadlineWhenTheExporterHangs(int concurrency) {
    exporter = new ScriptedExporter(concurrency);
    properties.put("otel.bsp.max.export.batch.size", "10");
    CountDownLatch gate = hang(payload -> ExportResult.delivered());
    start();
    offer(95);
    await("all under way", () -> exporter.running.get() == concurrency);
    worker.close(SHORT_NANOS);
    assertThat(exporter.running.get()).isEqualTo(concurrency);
    assertThat(worker.pending()).isZero();
    assertThat(worker.counters().dropped(DropCause.SHUTDOWN)).isEqualTo(95);
    assertConserved();
    await("exporter closed", () -> exporter.closes.get() == 1);
    assertThat(worker.flush(LONG_NANOS)).isFalse();
    gate.countDown();
    assertThreadsEnd();
    assertThat(worker.counters().exported()).isZero();
    assertThat(worker.counters().dropped(DropCause.SHUTDOWN)).isEqualTo(95);
    assertThat(exporter.closes.get()).isOne();
    assertThat(exporter.calls.get()).isEqualTo(concurrency);
  }

  @Test
  void passesItsDeadlineOnToTheExporter() {
    List<Long> left = new ArrayList<>();
    exporter.step =
        payload -> {
          left.add(payload.deadlineNanos() - System.nanoTime());
          return ExportResult.delivered();
        };
    long timeoutNanos = 5 * LONG_NANOS;
    properties.put("otel.bsp.export.timeout", Long.toString(timeoutNanos / 1_000_000));
    start();
    offer(1);
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    offer(1);
    worker.close(LONG_NANOS);
    assertThat(left.get(0)).isBetween(LONG_NANOS, timeoutNanos);
    assertThat(left.get(1)).isLessThanOrEqualTo(LONG_NANOS);
  }

  @Test
  void isCutShortByTheExportersClose() {
    CountDownLatch gate =
        hang(payload -> ExportResult.permanent(FailureCause.CLOSED, "closed under way"));
    exporter.onClose = gate::countDown;
    start();
    offer(7);
    worker.close(SHORT_NANOS);
    assertThreadsEnd();
    assertThat(worker.counters().dropped(DropCause.SHUTDOWN)).isEqualTo(7);
    assertThat(exporter.closes.get()).isOne();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void isNotCompleteIfARequestInProgressFails(int concurrency) throws Exception {
    exporter = new ScriptedExporter(concurrency);
    properties.put("otel.bsp.max.export.batch.size", "10");
    CountDownLatch gate = hang(payload -> ExportResult.permanent(FailureCause.BAD_DATA, "refused"));
    start();
    offer(10);
    await("under way", () -> exporter.running.get() == 1);
    Thread closer = new Thread(() -> worker.close(LONG_NANOS));
    closer.start();
    await("closing", () -> worker.sender().isClosing());
    gate.countDown();
    closer.join();
    assertThat(worker.counters().dropped(DropCause.REFUSED)).isEqualTo(10);
    assertThat(worker.flush(LONG_NANOS)).isFalse();
  }

  static List<Throwable> throwables() {
    return List.of(
        new IllegalStateException("unchecked"),
        new Exception("checked"),
        new InterruptedException("interrupted"),
        new Error("error"),
        new OutOfMemoryError("test"),
        new StackOverflowError("test"),
        new LinkageError("test"));
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void survivesAnExporterThatThrows(Throwable thrown) {
    for (int concurrency : new int[] {1, 3}) {
      exporter = new ScriptedExporter(concurrency);
      produced.set(0);
      exporter.step =
          payload -> {
            throw thrown;
          };
      exporter.onFlush =
          () -> {
            throw sneak(thrown);
          };
      exporter.onClose = exporter.onFlush;
      start();
      Thread thread = batchThread();
      offer(5);
      assertThat(worker.flush(LONG_NANOS)).isFalse();
      assertThat(worker.counters().dropped(DropCause.INTERNAL_ERROR)).isEqualTo(5);
      assertThat(thread.isAlive()).isTrue();
      offer(6);
      worker.close(LONG_NANOS);
      assertThat(worker.counters().dropped(DropCause.INTERNAL_ERROR)).isEqualTo(11);
      assertThat(exporter.closes.get()).isOne();
      assertConserved();
      assertThreadsEnd();
    }
  }

  @Test
  void survivesRealStackOverflowAndLackOfMemory() {
    start();
    exporter.step = payload -> recurse(payload.items());
    offer(1);
    assertThat(worker.flush(LONG_NANOS)).isFalse();
    exporter.step = payload -> ExportResult.partial(new long[Integer.MAX_VALUE][1].length, "");
    offer(1);
    assertThat(worker.flush(LONG_NANOS)).isFalse();
    exporter.step = payload -> ExportResult.delivered();
    offer(1);
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    assertThat(worker.counters().dropped(DropCause.INTERNAL_ERROR)).isEqualTo(2);
  }

  private static ExportResult recurse(int depth) {
    ExportResult deeper = recurse(depth + 1);
    return depth % 2 == 0 ? deeper : ExportResult.delivered();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void survivesAnExporterThatReturnsNull(int concurrency) {
    exporter = new ScriptedExporter(concurrency);
    exporter.step = payload -> null;
    start();
    offer(5);
    worker.close(LONG_NANOS);
    assertThat(worker.counters().dropped(DropCause.INTERNAL_ERROR)).isEqualTo(5);
  }

  @Test
  void mayBeCalledAgainAndByMany() throws Exception {
    CountDownLatch gate = gate();
    exporter.step =
        payload -> {
          awaitUninterruptibly(gate);
          return ExportResult.delivered();
        };
    start();
    offer(100);
    List<Thread> closers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Thread closer = new Thread(() -> worker.close(LONG_NANOS));
      closers.add(closer);
      closer.start();
    }
    closers.forEach(closer -> await("a closer waits", () -> isWaiting(closer)));
    gate.countDown();
    for (Thread closer : closers) {
      closer.join();
    }
    worker.close(LONG_NANOS);
    assertThat(worker.counters().exported()).isEqualTo(100);
    assertThat(exporter.closes.get()).isOne();
  }

  @Test
  void mayBeHurriedByALaterCall() throws Exception {
    hang(payload -> ExportResult.delivered());
    start();
    offer(3);
    Thread patient = new Thread(() -> worker.close(100 * LONG_NANOS));
    patient.start();
    await("under way", () -> exporter.running.get() == 1);
    worker.close(SHORT_NANOS);
    assertThat(worker.counters().dropped(DropCause.SHUTDOWN)).isEqualTo(3);
    patient.join(LONG_NANOS / 1_000_000);
    assertThat(patient.isAlive()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void mayBeCalledFromInsideAnExport(int concurrency) {
    exporter = new ScriptedExporter(concurrency);
    exporter.step =
        payload -> {
          worker.close(Long.MAX_VALUE);
          return ExportResult.delivered();
        };
    properties.put("otel.bsp.max.export.batch.size", "512");
    start();
    offer(512);
    await("closed", () -> exporter.closes.get() == 1);
    assertThreadsEnd();
    assertThat(worker.counters().exported()).isEqualTo(512);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void calledFromInsideAnExportThatNeverEndsGivesUpToo(int concurrency) {
    exporter = new ScriptedExporter(concurrency);
    CountDownLatch gate = gate();
    exporter.step =
        payload -> {
          worker.close(SHORT_NANOS);
          awaitUninterruptibly(gate);
          return ExportResult.delivered();
        };
    properties.put("otel.bsp.max.export.batch.size", "512");
    start();
    offer(512);
    await("given up", () -> worker.counters().dropped(DropCause.SHUTDOWN) == 512);
    await("exporter closed", () -> exporter.closes.get() == 1);
    assertThat(worker.pending()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void mayBeCalledFromTheExportersClose(boolean hung) {
    CountDownLatch gate = hung ? hang(payload -> ExportResult.delivered()) : new CountDownLatch(0);
    exporter.onClose = () -> worker.close(SHORT_NANOS);
    start();
    offer(5);
    worker.close(SHORT_NANOS);
    await("exporter closed", () -> exporter.closes.get() > 0);
    gate.countDown();
    assertThreadsEnd(); // one of them would close it again
    assertThat(exporter.closes.get()).isOne();
  }

  @Test
  void doesNotWaitForAnExporterThatHangsInItsClose() throws Exception {
    CountDownLatch gate = gate();
    exporter.onClose = () -> awaitUninterruptibly(gate);
    start();
    offer(5);
    Thread patient = new Thread(() -> worker.close(100 * LONG_NANOS));
    patient.start();
    await("close begins", () -> exporter.closes.get() > 0); // after all that it sends
    worker.close(SHORT_NANOS);
    worker.close(SHORT_NANOS);
    patient.join(LONG_NANOS / 1_000_000);
    assertThat(patient.isAlive()).isFalse();
    assertThat(worker.counters().exported()).isEqualTo(5);
    assertThat(exporter.closes.get()).isOne();
    assertThat(worker.flush(LONG_NANOS)).isTrue();
  }

  @Test
  void keepsTheClosersInterruptAndWaitsAllTheSame() {
    CountDownLatch begun = new CountDownLatch(1);
    Thread closer = Thread.currentThread();
    exporter.step =
        payload -> {
          begun.countDown();
          await("the closer waits", () -> isWaiting(closer));
          return ExportResult.delivered();
        };
    start();
    offer(9);
    Thread.currentThread().interrupt();
    worker.close(LONG_NANOS);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(begun.getCount()).isZero();
    assertThat(worker.counters().exported()).isEqualTo(9);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void racesWithOffers(int concurrency) throws Exception {
    for (int round = 0; round < 40; round++) {
      exporter = new ScriptedExporter(concurrency);
      produced.set(0);
      stripes = 2;
      start();
      List<Thread> producers = new ArrayList<>();
      CountDownLatch running = new CountDownLatch(3);
      for (int t = 0; t < 3; t++) {
        Thread producer =
            new Thread(
                () -> {
                  running.countDown();
                  while (worker.counters().dropped(DropCause.AFTER_CLOSE) < 10) {
                    offer(1);
                  }
                });
        producers.add(producer);
        producer.start();
      }
      running.await();
      worker.close(round % 4 == 0 ? 0 : LONG_NANOS);
      for (Thread producer : producers) {
        producer.join();
      }
      assertThat(worker.pending()).isZero();
      assertConserved();
    }
  }

  @Test
  void endsSenders() {
    exporter = new ScriptedExporter(4);
    properties.put("otel.bsp.max.export.batch.size", "1");
    CountDownLatch gate = hang(payload -> ExportResult.delivered());
    start();
    offer(4);
    await("four under way", () -> exporter.running.get() == 4);
    gate.countDown();
    awaitExported(4);
    assertThat(exporter.threads).hasSize(4);
    worker.close(LONG_NANOS);
    assertThreadsEnd();
  }
}
