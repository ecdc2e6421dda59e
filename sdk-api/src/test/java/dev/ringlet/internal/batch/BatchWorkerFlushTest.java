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
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a flush sends, and that its answer is true. */
class BatchWorkerFlushTest extends BatchWorkerTests {
  private static final ExportResult REFUSED = ExportResult.permanent(FailureCause.BAD_DATA, "no");

  private static <T> FutureTask<T> inBackground(Callable<T> task) {
    FutureTask<T> future = new FutureTask<>(task);
    Thread thread = new Thread(future, "flusher");
    thread.setDaemon(true);
    thread.start();
    return future;
  }

  private static <T> T get(FutureTask<T> future) throws Exception {
    return future.get(LONG_NANOS, TimeUnit.NANOSECONDS);
  }

  private FutureTask<Boolean> flushInBackground() {
    return inBackground(() -> worker.flush(LONG_NANOS));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void tellsThatAllIsDelivered(int concurrency) {
    exporter = new ScriptedExporter(concurrency);
    stripes = 2;
    start();
    offer(1300);
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    assertThat(worker.counters().exported()).isEqualTo(1300);
    assertThat(exporter.flushes.get()).isOne();
  }

  @Test
  void reportsThatThereIsNothingToDo() {
    start();
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    assertThat(exporter.calls.get()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void tellsThatARequestFailed(int concurrency) {
    exporter = new ScriptedExporter(concurrency);
    exporter.step = payload -> REFUSED;
    start();
    offer(5);
    assertThat(worker.flush(LONG_NANOS)).isFalse();
    assertThat(worker.counters().dropped(DropCause.REFUSED)).isEqualTo(5);
    exporter.step = payload -> ExportResult.delivered();
    offer(5);
    assertThat(worker.flush(LONG_NANOS)).isTrue();
  }

  @Test
  void takesStoredAndPartlyRejectedForSuccess() {
    start();
    exporter.step = payload -> ExportResult.stored();
    offer(5);
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    exporter.step = payload -> ExportResult.partial(2, "two are odd");
    offer(5);
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    assertThat(worker.counters().spooled()).isEqualTo(5);
    assertThat(worker.counters().exported()).isEqualTo(3);
    assertThat(worker.counters().dropped(DropCause.REJECTED)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void tellsThatARequestUnderWayAtTheCallFailed(int concurrency) throws Exception {
    exporter = new ScriptedExporter(concurrency);
    properties.put("otel.bsp.max.export.batch.size", "10");
    CountDownLatch gate = hang(payload -> REFUSED);
    start();
    offer(10);
    await("under way", () -> exporter.running.get() == 1);
    FutureTask<Boolean> flush = inBackground(() -> worker.flush(LONG_NANOS));
    await("flush waits", () -> flusherWaits());
    gate.countDown();
    assertThat(get(flush)).isFalse();
  }

  private static boolean flusherWaits() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(
            thread ->
                thread.getName().equals("flusher")
                    && thread.getState() == Thread.State.TIMED_WAITING);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void givesUpAtItsTimeout(int concurrency) {
    exporter = new ScriptedExporter(concurrency);
    CountDownLatch gate = hang(payload -> ExportResult.delivered());
    start();
    offer(5);
    assertThat(worker.flush(50_000_000)).isFalse();
    assertThat(worker.flush(0)).isFalse();
    assertThat(worker.flush(-1)).isFalse();
    gate.countDown();
    assertThat(worker.flush(Long.MAX_VALUE)).isTrue();
    assertThat(worker.counters().exported()).isEqualTo(5);
  }

  @Test
  void logsThatRecordsCouldNotBeEncoded() {
    start();
    worker.offer(record(produced.incrementAndGet(), 0), 0, 10, 9_999); // no such scope
    assertThat(worker.flush(LONG_NANOS)).isFalse();
    assertThat(worker.counters().dropped(DropCause.INTERNAL_ERROR)).isOne();
    offer(1);
    assertThat(worker.flush(LONG_NANOS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void coversWhatItsCallerOffered(int concurrency) throws Exception {
    exporter = new ScriptedExporter(concurrency);
    properties.put("otel.bsp.max.export.batch.size", "1");
    stripes = 4;
    start();
    List<FutureTask<Boolean>> callers = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      callers.add(inBackground(this::offersAreCovered));
    }
    for (FutureTask<Boolean> caller : callers) {
      assertThat(get(caller)).isTrue();
    }
  }

  private boolean offersAreCovered() {
    for (int i = 0; i < 200; i++) {
      List<Long> ids = new ArrayList<>();
      for (int n = i % 5; n >= 0; n--) {
        ids.add(offerOne(0));
      }
      if (!worker.flush(LONG_NANOS) || !exporter.deliveredIds().containsAll(ids)) {
        return false;
      }
    }
    return true;
  }

  @Test
  void isServedUnderSustainedLoad() throws Exception {
    properties.put("otel.bsp.max.export.batch.size", "100");
    AtomicBoolean stop = new AtomicBoolean();
    exporter.step =
        payload -> {
          await("enough is waiting", () -> stop.get() || worker.pending() > 1000);
          return ExportResult.delivered();
        };
    start();
    FutureTask<Boolean> producer =
        inBackground(
            () -> {
              while (!stop.get()) {
                offer(1);
                await("room", () -> stop.get() || worker.pending() <= 2000);
              }
              return true;
            });
    try {
      assertThat(worker.flush(LONG_NANOS)).isTrue();
    } finally {
      stop.set(true);
    }
    assertThat(get(producer)).isTrue();
  }

  @Test
  void leavesTheWorkerFreeForOtherRequests() throws Exception {
    exporter = new ScriptedExporter(3);
    properties.put("otel.bsp.max.export.batch.size", "1"); // so that none is left over
    CountDownLatch gate = gate();
    AtomicInteger first = new AtomicInteger();
    exporter.step =
        payload -> {
          if (first.getAndIncrement() == 0) {
            awaitUninterruptibly(gate);
          }
          return ExportResult.delivered();
        };
    start();
    offer(1);
    await("one hangs", () -> exporter.running.get() == 1);
    FutureTask<Boolean> flush = flushInBackground();
    await("flush waits", () -> flusherWaits());
    offer(100);
    awaitExported(100);
    assertThat(flush.isDone()).isFalse();
    gate.countDown();
    assertThat(get(flush)).isTrue();
    assertThat(worker.counters().exported()).isEqualTo(101);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void returnsAtOnceOnAnExportersThread(int concurrency) {
    exporter = new ScriptedExporter(concurrency);
    AtomicInteger answers = new AtomicInteger();
    exporter.step =
        payload -> {
          answers.addAndGet(worker.flush(Long.MAX_VALUE) ? 1 : 100);
          return ExportResult.delivered();
        };
    start();
    offer(5);
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    assertThat(answers.get()).isEqualTo(100);
  }

  @Test
  void asksTheExporterToo() {
    properties.put("otel.bsp.max.export.batch.size", "512");
    start();
    exporter.flushResult = false;
    assertThat(worker.flush(LONG_NANOS)).isFalse();
    exporter.onFlush =
        () -> {
          throw sneak(new Exception("from flush"));
        };
    assertThat(worker.flush(LONG_NANOS)).isFalse();
    CountDownLatch gate = gate();
    exporter.onFlush = () -> awaitUninterruptibly(gate);
    assertThat(worker.flush(50_000_000)).isFalse();
    offer(512);
    awaitExported(512);
    gate.countDown();
    exporter.flushResult = true;
    exporter.onFlush = () -> {};
    assertThat(worker.flush(LONG_NANOS)).isTrue();
  }

  @Test
  void keepsTheCallersInterrupt() {
    CountDownLatch gate = hang(payload -> ExportResult.delivered());
    start();
    offer(3);
    Thread.currentThread().interrupt();
    boolean arrived = worker.flush(LONG_NANOS); // there is something to wait for
    assertThat(Thread.interrupted()).isTrue();
    assertThat(arrived).isFalse();
    gate.countDown();
    awaitExported(3); // it was asked for all the same
    assertThat(worker.flush(LONG_NANOS)).isTrue();
  }

  @Test
  void reportsTheOutcomeAfterClose() {
    start();
    offer(3);
    worker.close(LONG_NANOS);
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    offer(1);
    assertThat(worker.flush(LONG_NANOS)).isTrue();
  }

  @Test
  void reportsLostRecordsAfterClose() {
    exporter.step = payload -> REFUSED;
    start();
    offer(3);
    worker.close(LONG_NANOS);
    assertThat(worker.flush(LONG_NANOS)).isFalse();
  }

  @Test
  void returnsTheOutcomeWhenCloseOvertakesIt() throws Exception {
    properties.put("otel.bsp.max.export.batch.size", "10");
    CountDownLatch gate = hang(payload -> ExportResult.delivered());
    start();
    offer(10);
    await("under way", () -> exporter.running.get() == 1);
    offer(5);
    FutureTask<Boolean> flush = inBackground(() -> worker.flush(LONG_NANOS));
    await("flush waits", () -> flusherWaits());
    FutureTask<Boolean> close =
        inBackground(
            () -> {
              worker.close(LONG_NANOS);
              return true;
            });
    await("closing", this::refuses);
    gate.countDown();
    assertThat(get(flush)).isTrue();
    assertThat(get(close)).isTrue();
    assertThat(worker.counters().exported()).isEqualTo(worker.accepted());
  }

  private boolean refuses() {
    offer(1);
    return worker.counters().dropped(DropCause.AFTER_CLOSE) > 0;
  }
}
