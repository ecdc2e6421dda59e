// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import static dev.ringlet.testing.Await.LONG_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Payload;
import dev.ringlet.internal.delivery.BuiltInExporter;
import dev.ringlet.internal.ring.StalledProducer;
import dev.ringlet.testing.LogCapture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the worker does in one turn, and how it waits for the next one. */
class BatchWorkerTurnTest extends BatchWorkerTests {
  private final LogCapture log = new LogCapture("dev.ringlet.internal");
  private final Hooked hooked = new Hooked();

  /** Turns that sent or tried to. */
  private final AtomicInteger sendingTurns = new AtomicInteger();

  /**
   * Runs what the test says on the worker's thread. With a trim interval of 0 each turn trims,
   * after it has looked for flushes and before it decides to send or to sleep.
   */
  private static final class Hooked implements BuiltInExporter {
    private final AtomicInteger prepares = new AtomicInteger();
    private final AtomicInteger trims = new AtomicInteger();
    private volatile Runnable onPrepare = () -> {};
    private volatile Runnable onTrim = () -> {};

    @Override
    public void prepare() {
      prepares.incrementAndGet();
      onPrepare.run();
    }

    @Override
    public void trim() {
      onTrim.run();
      trims.incrementAndGet();
    }

    @Override
    public ExportResult export(Payload payload) {
      return ExportResult.delivered();
    }

    @Override
    public void close() {}
  }

  @AfterEach
  void stopListening() {
    log.close();
  }

  private void batchOf(int items) {
    properties.put("otel.bsp.max.export.batch.size", Integer.toString(items));
  }

  private void startHooked() {
    housekeeping = sendingTurns::incrementAndGet;
    worker = startWith(hooked);
  }

  /** Starts a worker that is held in its first turn, before it looks how many records wait. */
  private CountDownLatch startHeld(Runnable firstOffer) {
    CountDownLatch gate = gate();
    hooked.onPrepare = () -> awaitUninterruptibly(gate);
    startHooked();
    firstOffer.run();
    await("the first turn", () -> hooked.prepares.get() == 1);
    return gate;
  }

  /** Runs a task once on the worker's thread, between its look for flushes and its sleep. */
  private void inNextTurn(Runnable task) {
    AtomicBoolean once = new AtomicBoolean(true);
    hooked.onTrim =
        () -> {
          if (once.getAndSet(false)) {
            task.run();
            LockSupport.parkNanos(1); // the worker's own locks may take a permit, too
          }
        };
    worker.resume();
  }

  /** Whether the worker waits for the time to pass, and not for a lock or a request. */
  private boolean isPausing() {
    return LockSupport.getBlocker(batchThread()) == worker.loop;
  }

  private StalledProducer stall() {
    StalledProducer stalled = new StalledProducer(worker.ring, 0);
    produced.incrementAndGet();
    return stalled;
  }

  private void offerUnwritable(int count) {
    for (int i = 0; i < count; i++) {
      offer(record(produced.incrementAndGet(), 0), 9_999); // no such scope
    }
  }

  @Test
  void sleepsWhileThereIsNothingToDo() {
    trimNanos = 0;
    startHooked();
    awaitParked();
    int turns = hooked.trims.get();
    worker.resume();
    await("a turn after the freeze", () -> hooked.trims.get() > turns);
    awaitParked();
    assertThat(sendingTurns).hasValue(0);
  }

  @Test
  void sleepsOnceItHasGivenUnusedMemoryBack() {
    trimNanos = 0;
    startHooked();
    for (int i = 0; i < 1000; i++) {
      offerOne(100);
    }
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    awaitParked();
    assertThat(worker.ring.allocatedBytes()).isEqualTo(worker.ring.usedBytes());
  }

  @Test
  void aFlushTakesOneTurn() {
    startHooked();
    for (int flushes = 1; flushes <= 3; flushes++) {
      offer(10);
      assertThat(worker.flush(LONG_NANOS)).isTrue();
      awaitParked();
      assertThat(sendingTurns).hasValue(flushes);
    }
    assertThat(hooked.trims).as("before the interval is over").hasValue(0);
    assertThat(log.records()).isEmpty();
  }

  @Test
  void trimsOnceInAnInterval() {
    trimNanos = SECOND / 5;
    long begin = System.nanoTime();
    startHooked();
    await("a trim", () -> worker.flush(LONG_NANOS) && hooked.trims.get() > 0);
    for (int i = 0; i < 50; i++) {
      worker.flush(LONG_NANOS);
    }
    int trims = hooked.trims.get();
    long intervals = (System.nanoTime() - begin) / trimNanos;
    assertThat((long) trims).isBetween(1L, intervals);
  }

  @Test
  void looksForRecordsOnceInADelayWhileThereAreNone() {
    properties.put("otel.bsp.schedule.delay", "50");
    long begin = System.nanoTime();
    startHooked();
    await("two delays are over", () -> sendingTurns.get() >= 2);
    int turns = sendingTurns.get();
    long delays = (System.nanoTime() - begin) / (SECOND / 20);
    assertThat((long) turns).isBetween(2L, delays);
  }

  @Test
  void seesTheFirstRecordThatComesJustBeforeItsSleep() {
    trimNanos = 0;
    startHooked();
    awaitParked();
    inNextTurn(() -> offer(1));
    await("the exporter prepares", () -> hooked.prepares.get() == 1);
  }

  @Test
  void seesAFlushThatComesJustBeforeItsSleep() throws Exception {
    trimNanos = 0;
    startHooked();
    awaitParked();
    FutureTask<Boolean> flush = new FutureTask<>(() -> worker.flush(LONG_NANOS));
    inNextTurn(
        () -> {
          new Thread(flush).start();
          await("the flush waits", BatchWorkerTurnTest::flusherWaits);
        });
    assertThat(flush.get(LONG_NANOS, TimeUnit.NANOSECONDS)).isTrue();
  }

  private static boolean flusherWaits() {
    return workerThreads().stream()
        .anyMatch(
            thread ->
                thread.getName().endsWith("-flush")
                    && thread.getState() == Thread.State.TIMED_WAITING);
  }

  @Test
  void seesACloseThatComesJustBeforeItsSleep() throws Exception {
    trimNanos = 0;
    startHooked();
    offer(1);
    await("the first turn", () -> hooked.prepares.get() == 1);
    awaitParked();
    Thread closer = new Thread(() -> worker.close(LONG_NANOS));
    inNextTurn(
        () -> {
          closer.start();
          await("the closer waits", () -> closer.getState() == Thread.State.TIMED_WAITING);
        });
    await("closing", () -> worker.sender().isClosing());
    closer.join();
    assertThat(worker.counters().exported()).isOne();
  }

  @Test
  void waitsBetweenItsLooksAtAStalledProducer() {
    startHooked();
    StalledProducer stalled = stall();
    assertThat(worker.flush(1)).isFalse();
    await("some turns", () -> sendingTurns.get() >= 5);
    await("a pause", () -> worker.loop.parked && isPausing());
    stalled.goOn();
    await("the late record", () -> worker.pending() == 0);
  }

  @Test
  void waitsAfterAnErrorAndLogsIt() {
    RuntimeException odd = new IllegalStateException("odd");
    housekeeping =
        () -> {
          throw odd;
        };
    start();
    StalledProducer stalled = stall(); // so that each turn tries to send
    assertThat(worker.flush(1)).isFalse();
    await("an error", () -> !log.records().isEmpty()); // from here on nothing unparks the worker
    await("a pause after an error", () -> !worker.loop.parked && isPausing());
    assertThat(log.records()).allSatisfy(line -> assertThat(line.getThrown()).isSameAs(odd));
    assertThat(log.messages(Level.WARNING))
        .contains("Batch worker caught java.lang.IllegalStateException: odd; continuing");
    stalled.goOn();
  }

  @Test
  void sendsNoMoreThanWaitedWhenTheTurnBegan() {
    AtomicBoolean first = new AtomicBoolean(true);
    exporter.step =
        payload -> {
          if (first.getAndSet(false)) {
            offer(5);
          }
          return ExportResult.delivered();
        };
    start();
    offer(5);
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    awaitParked();
    assertThat(exporter.calls).hasValue(1);
    assertThat(worker.pending()).isEqualTo(5);
  }

  @Test
  void sendsWholeBatchesAndLeavesTheRest() {
    batchOf(10);
    CountDownLatch gate = startHeld(() -> offer(1));
    offer(32);
    gate.countDown();
    awaitExported(30);
    awaitParked();
    assertThat(worker.pending()).isEqualTo(3);
    assertThat(sendingTurns).hasValue(1);
  }

  @Test
  void goesOnAfterRecordsThatItCannotWrite() {
    batchOf(10);
    CountDownLatch gate = startHeld(() -> offerUnwritable(1));
    offerUnwritable(29);
    gate.countDown();
    await("all lost", () -> worker.counters().dropped(DropCause.INTERNAL_ERROR) == 30);
    awaitParked();
    assertThat(sendingTurns).hasValue(1);
  }

  @Test
  void triesAgainToSendWhatIsMissingInWholeBatches() {
    batchOf(10);
    stripes = 2;
    CountDownLatch gate = startHeld(() -> offerOnStripe(1, 1));
    StalledProducer stalled = stall();
    offerOnStripe(0, 8);
    offerOnStripe(1, 13);
    gate.countDown();
    awaitExported(14);
    stalled.goOn();
    awaitExported(22); // though they are fewer than a batch
  }

  @Test
  void logsTheLastDropsWhenItCloses() {
    startHooked();
    worker.drop(DropCause.QUEUE_FULL);
    produced.incrementAndGet();
    worker.close(LONG_NANOS);
    assertThat(log.messages(Level.WARNING))
        .containsExactly("Dropped 1 span records so far: the queue was full");
  }
}
