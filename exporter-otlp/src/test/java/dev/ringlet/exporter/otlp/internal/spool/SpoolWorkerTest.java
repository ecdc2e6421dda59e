// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static dev.ringlet.exporter.otlp.internal.spool.ManualSpoolClock.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.internal.log.ThrottledLogger;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.LogCapture;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The thread of the spool, in a time of its own that the test sets between two jobs. */
class SpoolWorkerTest {
  private final LogCapture log = new LogCapture("dev.ringlet");
  private final FaultDisk disk = new FaultDisk(new Random(3));
  private final ManualSpoolClock clock = new ManualSpoolClock();
  private final SpoolBooks books = new SpoolBooks();
  private final DeliveryCounters counters = new DeliveryCounters();
  private final CountDownLatch stuck = new CountDownLatch(1);
  private SpoolWorker worker;

  @AfterEach
  void tearDown() {
    stuck.countDown();
    if (worker != null) {
      worker.close(Await.deadline());
    }
    log.close();
  }

  private void start() {
    books.reportTo(SpoolProcess.TRACES, counters);
    worker =
        new SpoolWorker(
            SpoolProcess.settings(1 << 20, 0, true, false),
            disk::open,
            clock,
            books,
            new Random(1)::nextLong,
            new ThrottledLogger(SpoolWorkerTest.class));
    worker.register(SpoolProcess.TRACES);
  }

  /** Whether the directory is open, once the jobs so far are done with. */
  private boolean isOpen() {
    return worker.call(store -> true, Await.deadline()) != null;
  }

  private void startOpen() {
    start();
    assertThat(isOpen()).isTrue();
    Await.until("it is available", worker::isAvailable);
  }

  private StoreOutcome append(int id, long deadlineNanos) {
    byte[] payload = SpoolProcess.payload(id, 500);
    byte[] record = SegmentFormat.record(payload, 0, payload.length, 2);
    return worker.append(SpoolProcess.TRACES, record, deadlineNanos);
  }

  private void store(int id) {
    assertThat(append(id, Await.deadline())).isEqualTo(StoreOutcome.STORED);
    counters.spool(2);
  }

  private OldestRequest take() {
    return worker.takeOldest(SpoolProcess.TRACES, Await.deadline());
  }

  private int takenId() {
    return SpoolProcess.id(take().request().toPayload(0));
  }

  /** Until the latch is open; jobs that come meanwhile wait. */
  private void holdUp() {
    CountDownLatch begun = new CountDownLatch(1);
    worker.call(
        store -> {
          begun.countDown();
          Await.until("it continues", () -> stuck.getCount() == 0);
          return null;
        },
        System.nanoTime());
    Await.until("the worker is held up", () -> begun.getCount() == 0);
  }

  /** The disk hangs at the first such operation until the latch is open, and then fails or not. */
  private CountDownLatch hangAt(FaultDisk.Op hanging, boolean fails) {
    CountDownLatch begun = new CountDownLatch(1);
    disk.fault =
        op -> {
          if (op != hanging || begun.getCount() == 0) {
            return false;
          }
          begun.countDown();
          Await.until("it continues", () -> stuck.getCount() == 0);
          return fails;
        };
    return begun;
  }

  /** Runs a call that gives up while the disk hangs; then the disk goes on. */
  private void giveUp(CountDownLatch hanging, LongConsumer call) {
    long patience = SECOND / 4;
    do {
      call.accept(System.nanoTime() + patience);
      patience = Math.min(2 * patience, 8 * SECOND); // the worker may not have begun by then
    } while (hanging.getCount() > 0);
    stuck.countDown();
  }

  private int ackBytes(long number) {
    return worker.call(
        store -> disk.content(Segment.name(number, ".ack")).length, Await.deadline());
  }

  @Test
  void aDirectoryThatCannotBeOpenedIsTriedAgainEveryHalfMinute() {
    disk.alive = false;
    start();
    worker.markIdle(Signal.TRACES); // no effect
    assertThat(isOpen()).isFalse();
    assertThat(worker.isAvailable()).isFalse();
    assertThat(worker.bytes()).isZero();
    assertThat(log.messages(Level.WARNING))
        .containsExactly(
            "Cannot use spool directory /spool"
                + " (java.nio.file.NoSuchFileException: the directory);"
                + " undeliverable requests are dropped until it can be used");
    assertThat(append(1, Await.deadline())).isEqualTo(StoreOutcome.FAILED);
    assertThat(take()).isEqualTo(OldestRequest.UNKNOWN);
    disk.alive = true;
    clock.pass(SpoolStore.PROBE_NANOS - 1);
    assertThat(isOpen()).isFalse();
    clock.pass(1);
    assertThat(isOpen()).isTrue();
    Await.until("it is available", worker::isAvailable);
    store(1);
    assertThat(takenId()).isEqualTo(1); // the signal was registered before
  }

  @Test
  void aDirectoryWhoseFilesCannotBeListedIsUnlocked() throws IOException {
    disk.fault = op -> op == FaultDisk.Op.LIST;
    start();
    assertThat(isOpen()).isFalse();
    disk.open().close(); // refused while a spool has it
    assertThat(log.messages(Level.WARNING)).singleElement().asString().contains("fault at LIST");
  }

  @Test
  void aJobThatThrowsDoesNotEndTheThread() {
    startOpen();
    Object result =
        worker.call(
            store -> {
              throw new IllegalStateException("thrown by a test");
            },
            Await.deadline());
    assertThat(result).isNull();
    store(1);
    assertThat(takenId()).isEqualTo(1);
    assertThat(log.messages(Level.WARNING))
        .containsExactly(
            "Spool worker caught java.lang.IllegalStateException: thrown by a test; continuing");
  }

  @Test
  void aRecordThatComesTooLateIsNotStored() {
    startOpen();
    store(1);
    holdUp();
    assertThat(append(2, System.nanoTime())).isEqualTo(StoreOutcome.FAILED);
    stuck.countDown();
    assertThat(takenId()).isEqualTo(1);
    assertThat(take()).isEqualTo(OldestRequest.of(null));
  }

  /** The disk hangs while the record is written, and its caller has counted it as lost. */
  @Test
  void aRecordThatIsWrittenTooLateIsUndone() {
    startOpen();
    CountDownLatch writing = hangAt(FaultDisk.Op.WRITE, false);
    AtomicReference<StoreOutcome> outcome = new AtomicReference<>();
    giveUp(writing, deadline -> outcome.set(append(1, deadline)));
    assertThat(outcome).hasValue(StoreOutcome.FAILED);
    assertThat(isOpen()).isTrue();
    assertThat(take()).isEqualTo(OldestRequest.of(null));
  }

  /** What is undone is the record that came too late, not the one before. */
  @Test
  void aRecordThatFailsTooLateUndoesNothing() {
    startOpen();
    store(1);
    CountDownLatch writing = hangAt(FaultDisk.Op.WRITE, true);
    giveUp(writing, deadline -> append(2, deadline));
    assertThat(takenId()).isEqualTo(1);
    assertThat(take()).isEqualTo(OldestRequest.of(null));
  }

  /** The disk hangs while the record is read, and its caller is gone. */
  @Test
  void aRequestThatIsReadWhileItsCallerGivesUpStaysStored() {
    startOpen();
    store(1);
    CountDownLatch reading = hangAt(FaultDisk.Op.READ, false);
    AtomicReference<OldestRequest> taken = new AtomicReference<>();
    giveUp(reading, deadline -> taken.set(worker.takeOldest(SpoolProcess.TRACES, deadline)));
    assertThat(taken).hasValue(OldestRequest.UNKNOWN);
    assertThat(isOpen()).isTrue();
    assertThat(disk.names()).contains("0000000000000001.ack"); // it was read
    assertThat(ackBytes(1)).isEqualTo(32); // and the end of sending is noted
    assertThat(takenId()).isEqualTo(1);
  }

  @Test
  void aRequestThatCannotBeReadForAWhileStaysStored() {
    startOpen();
    store(1);
    disk.fault = op -> op == FaultDisk.Op.READ;
    assertThat(take()).isEqualTo(OldestRequest.UNKNOWN);
    disk.fault = op -> false;
    assertThat(takenId()).isEqualTo(1);
  }

  @Test
  void aRequestThatIsReadTooLateStaysStored() {
    startOpen();
    store(1);
    holdUp();
    assertThat(worker.takeOldest(SpoolProcess.TRACES, System.nanoTime()))
        .isEqualTo(OldestRequest.UNKNOWN);
    stuck.countDown();
    assertThat(takenId()).isEqualTo(1);
  }

  @Test
  void aRequestIsTakenOncePutBackAndFinished() {
    startOpen();
    store(1);
    store(2);
    StoredRequest first = take().request();
    StoredRequest second = take().request();
    assertThat(take()).isEqualTo(OldestRequest.of(null));
    worker.putBack(first);
    assertThat(ackBytes(1)).isEqualTo(24); // one is under way: the end is not noted
    assertThat(takenId()).isEqualTo(1);
    worker.finishSending(second, ExportResult.partial(1, ""));
    assertThat(isOpen()).isTrue();
    assertThat(counters.exported()).isEqualTo(1);
    assertThat(counters.dropped(DropCause.REJECTED)).isEqualTo(1);
    assertThat(counters.spooled()).isEqualTo(2);
  }

  @Test
  void theEndOfSendingIsNotedWhenARequestIsPutBack() {
    startOpen();
    store(1);
    worker.putBack(take().request());
    assertThat(ackBytes(1)).isEqualTo(32); // a header, the beginning and the end
  }

  @Test
  void aReleasedDirectoryIsOpenedAgainWithTheSameBooks() throws IOException {
    startOpen();
    store(1);
    store(2);
    worker.finishSending(take().request(), ExportResult.delivered());
    assertThat(worker.isReleased()).isFalse();
    assertThat(worker.release(Await.deadline())).isTrue();
    assertThat(worker.isReleased()).isTrue();
    assertThat(worker.isAvailable()).isFalse();
    assertThat(worker.hasUnsynced()).isFalse();
    disk.open().close(); // refused while a spool has it
    clock.pass(100 * SECOND);
    assertThat(isOpen()).isFalse(); // not by itself
    assertThat(worker.release(Await.deadline())).isTrue(); // once more changes nothing

    worker.reopen(Await.deadline());
    assertThat(worker.isReleased()).isFalse();
    assertThat(worker.isAvailable()).isTrue();
    worker.reopen(Await.deadline());
    StoredRequest request = take().request();
    assertThat(SpoolProcess.id(request.toPayload(0))).isEqualTo(2);
    worker.finishSending(request, ExportResult.delivered());
    assertThat(isOpen()).isTrue();
    assertThat(counters.exported()).isEqualTo(4);
    assertThat(counters.spooled()).isZero();
    assertThat(books.inherited(Signal.TRACES).exported()).isZero();
  }

  @Test
  void aReleaseThatIsNotOverInTimeIsReported() {
    startOpen();
    holdUp();
    assertThat(worker.release(System.nanoTime())).isFalse();
    stuck.countDown();
    Await.until("it is released all the same", worker::isReleased);
    worker.reopen(Await.deadline());
    assertThat(worker.isAvailable()).isTrue();
  }

  /** Its queue was removed, but its transport was slow to give up. */
  @Test
  void aRequestThatIsUnderWayWhenTheDirectoryIsReleasedIsSentAgain() {
    startOpen();
    store(1);
    StoredRequest request = take().request();
    assertThat(worker.release(Await.deadline())).isTrue();
    worker.finishSending(request, ExportResult.delivered());
    worker.putBack(request);
    worker.reopen(Await.deadline());
    worker.finishSending(request, ExportResult.delivered());
    worker.putBack(request);
    assertThat(takenId()).isEqualTo(1);
    assertThat(take()).isEqualTo(OldestRequest.of(null));
    assertThat(counters.exported()).isZero();
    assertThat(counters.spooled()).isEqualTo(2);
    assertThat(log.messages(Level.WARNING)).isEmpty();
  }

  /** Within a process it is known all the same that the record is done with. */
  @Test
  void aRequestWhoseAcknowledgementFailedIsNotSentAgainByThisProcess() {
    startOpen();
    store(1);
    store(2);
    StoredRequest first = take().request();
    disk.fault = op -> op == FaultDisk.Op.WRITE;
    worker.finishSending(first, ExportResult.delivered());
    assertThat(isOpen()).isTrue();
    disk.fault = op -> false;
    assertThat(worker.release(Await.deadline())).isTrue();
    worker.reopen(Await.deadline());
    assertThat(takenId()).isEqualTo(2);
    assertThat(counters.exported()).isEqualTo(2);
    assertThat(counters.dropped()).isZero();
    assertThat(counters.spooled()).isEqualTo(2);
  }

  @Test
  void aDirectoryWhoseOpeningRanOutOfMemoryIsTriedAgain() {
    disk.fault =
        op -> {
          if (op == FaultDisk.Op.LIST) {
            throw new OutOfMemoryError("for a test");
          }
          return false;
        };
    start();
    assertThat(isOpen()).isFalse();
    disk.fault = op -> false;
    clock.pass(SpoolStore.PROBE_NANOS);
    assertThat(isOpen()).isTrue();
  }

  @Test
  void aDirectoryThatWasReleasedAndIsGoneIsTriedAgain() {
    startOpen();
    assertThat(worker.release(Await.deadline())).isTrue();
    disk.alive = false;
    worker.reopen(Await.deadline());
    assertThat(worker.isReleased()).isFalse();
    assertThat(worker.isAvailable()).isFalse();
    disk.alive = true;
    assertThat(isOpen()).isFalse();
    clock.pass(SpoolStore.PROBE_NANOS);
    assertThat(isOpen()).isTrue();
  }

  @Test
  void aDirectoryThatWasRemovedIsOpenedAgain() {
    startOpen();
    store(1);
    store(2);
    store(3);
    StoredRequest delivered = take().request();
    StoredRequest failed = take().request();
    disk.removeDirectory();
    disk.alive = false;
    clock.pass(6 * SECOND);
    isOpen(); // notices it
    Await.until("it is not available", () -> !worker.isAvailable());
    assertThat(worker.hasUnsynced()).isFalse();
    assertThat(counters.dropped(DropCause.SPOOL_CORRUPT)).isEqualTo(2); // not under way
    worker.finishSending(delivered, ExportResult.delivered());
    worker.putBack(failed);
    disk.alive = true;
    clock.pass(SpoolStore.PROBE_NANOS);
    assertThat(isOpen()).isTrue();
    assertThat(counters.exported()).isEqualTo(2);
    assertThat(counters.dropped(DropCause.SPOOL_CORRUPT)).isEqualTo(4);
    assertThat(counters.spooled()).isZero();
    store(4);
    assertThat(takenId()).isEqualTo(4);
  }

  @Test
  void unsyncedRecordsAreKnownUntilTheyAreSynced() {
    startOpen();
    assertThat(worker.hasUnsynced()).isFalse();
    store(1);
    assertThat(worker.hasUnsynced()).isTrue();
    clock.pass(SECOND);
    isOpen();
    Await.until("it is synced", () -> !worker.hasUnsynced());
  }

  @Test
  void closingRunsWaitingJobsAndUnlocksTheDirectory() throws IOException {
    startOpen();
    store(1);
    worker.close(Await.deadline());
    assertThat(worker.isAvailable()).isFalse();
    assertThat(worker.hasUnsynced()).isFalse();
    assertThat(worker.isReleased()).isFalse();
    disk.open().close(); // refused while a spool has it
    assertThat(append(2, Await.deadline())).isEqualTo(StoreOutcome.FAILED);
    worker.reopen(Await.deadline());
    disk.cutPower();
    assertThat(disk.content("0000000000000001.seg").length).isGreaterThan(500); // it was synced
  }

  @Test
  void jobsThatWaitAtTheEndAreRun() {
    startOpen();
    store(1);
    StoredRequest request = take().request();
    holdUp();
    worker.finishSending(request, ExportResult.delivered());
    Thread closer = new Thread(() -> worker.close(Await.deadline()));
    closer.start();
    Await.until("it is closing", () -> closer.getState() == Thread.State.TIMED_WAITING);
    assertThat(worker.isAvailable()).isFalse();
    stuck.countDown();
    Await.until("it is closed", () -> !closer.isAlive());
    assertThat(counters.exported()).isEqualTo(2);
    assertThat(counters.spooled()).isZero();
  }

  @Test
  void afterTheEndNothingWaitsForRoom() {
    startOpen();
    store(1);
    StoredRequest request = take().request();
    assertThat(worker.release(Await.deadline())).isTrue();
    worker.close(Await.deadline());
    assertThat(worker.isReleased()).isFalse();
    for (int i = 0; i < 300; i++) { // more than the queue of jobs takes
      worker.markIdle(Signal.TRACES);
    }
    worker.putBack(request);
    worker.finishSending(request, ExportResult.delivered());
    assertThat(take()).isEqualTo(OldestRequest.UNKNOWN);
    assertThat(counters.exported()).isZero();
  }

  @Test
  void whatCouldNotBeStoredIsNotUnsynced() {
    startOpen();
    disk.fault = op -> op == FaultDisk.Op.WRITE;
    assertThat(append(1, Await.deadline())).isEqualTo(StoreOutcome.FAILED);
    assertThat(worker.hasUnsynced()).isFalse();
    Await.until("it is not available", () -> !worker.isAvailable());
    assertThat(isOpen()).isTrue();
    assertThat(append(2, Await.deadline())).isEqualTo(StoreOutcome.FAILED);
  }
}
