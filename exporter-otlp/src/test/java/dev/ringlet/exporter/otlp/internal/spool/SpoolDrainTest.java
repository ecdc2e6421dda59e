// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static dev.ringlet.exporter.otlp.internal.spool.SpoolThreads.startWaiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.internal.log.ThrottledLogger;
import dev.ringlet.testing.Await;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The drain and the worker: turns, pauses and results, and a queue of jobs that is full. */
class SpoolDrainTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int MORE_THAN_THE_QUEUE_TAKES = 300;

  private final SpoolThreads threads = new SpoolThreads();
  private final FaultDisk disk = new FaultDisk(new Random(3));
  private final SpoolBooks books = new SpoolBooks();
  private final DeliveryCounters counters = new DeliveryCounters();
  private final SpoolWorker worker =
      new SpoolWorker(
          SpoolProcess.settings(1 << 20, 0, true, false),
          disk::open,
          SpoolClock.system(),
          books,
          new Random(1)::nextLong,
          new ThrottledLogger(SpoolDrainTest.class));
  private final AtomicInteger draws = new AtomicInteger();
  private final AtomicInteger brokenDraws = new AtomicInteger();
  private final SpoolDrain drain = new SpoolDrain(worker, 100L << 20, this::draw);
  private final CountDownLatch stuck = new CountDownLatch(1);
  private final Network network = new Network();
  private final SpoolDrain.Queue queue = new SpoolDrain.Queue(SpoolProcess.TRACES, network, SECOND);

  /** Closed, or answers as it is told, or throws. */
  private static final class Network implements Outlet {
    volatile boolean open;
    volatile boolean broken;
    volatile boolean cannotTell;
    volatile long closedNanos = SECOND / 100;
    volatile ExportResult answer = ExportResult.delivered();
    volatile CountDownLatch held = new CountDownLatch(0);
    volatile long nanosLeft;
    final AtomicInteger asked = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();
    final AtomicInteger sent = new AtomicInteger();

    @Override
    public ExportResult send(Payload payload) {
      nanosLeft = payload.deadlineNanos() - System.nanoTime();
      sent.incrementAndGet();
      Await.until("it is let through", () -> held.getCount() == 0);
      if (broken) {
        throw new IllegalStateException("broken");
      }
      return answer;
    }

    @Override
    public long nanosToWait() {
      (open ? asked : refused).incrementAndGet();
      if (cannotTell) {
        throw new IllegalStateException("cannot tell");
      }
      return open ? 0 : closedNanos;
    }
  }

  private double draw() {
    if (brokenDraws.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new OutOfMemoryError("thrown by a test");
    }
    draws.incrementAndGet();
    return 0;
  }

  @BeforeEach
  void setUp() {
    books.reportTo(SpoolProcess.TRACES, counters);
    worker.register(SpoolProcess.TRACES);
    Await.until("the directory is open", worker::isAvailable);
    store(1);
  }

  private StoreOutcome append(int id) {
    byte[] payload = SpoolProcess.payload(id, 500);
    byte[] record = SegmentFormat.record(payload, 0, payload.length, 2);
    return worker.append(SpoolProcess.TRACES, record, Await.deadline());
  }

  private void store(int id) {
    assertThat(append(id)).isEqualTo(StoreOutcome.STORED);
    counters.spool(2);
  }

  @AfterEach
  void tearDown() {
    stuck.countDown();
    network.held.countDown();
    drain.close();
    worker.close(Await.deadline());
  }

  /** Begins to send the first stored request, which is held on its way. */
  private void holdTheFirst() {
    network.held = new CountDownLatch(1);
    network.open = true;
    drain.add(queue);
    Await.until("it is being sent", () -> network.sent.get() > 0);
  }

  private void fillTheQueueOfJobs() {
    CountDownLatch begun = new CountDownLatch(1);
    worker.call(
        store -> {
          begun.countDown();
          Await.until("it goes on", () -> stuck.getCount() == 0);
          return null;
        },
        System.nanoTime());
    Await.until("the worker is stuck", () -> begun.getCount() == 0);
    for (int i = 0; i < MORE_THAN_THE_QUEUE_TAKES; i++) {
      worker.markIdle(Signal.TRACES);
    }
  }

  /** Returns once there is room in the queue of jobs. */
  private void letTheWorkerGoOn() {
    stuck.countDown();
    Await.until("the disk answers", () -> worker.call(store -> true, Await.deadline()) != null);
  }

  /** Runs a task that has to wait for room, and makes room once it waits. */
  private void runUntilThereIsRoom(Runnable task) {
    fillTheQueueOfJobs();
    Thread thread = new Thread(task);
    thread.start();
    Await.until(
        "it waits, or it gave up",
        () ->
            thread.getState() == Thread.State.TIMED_WAITING
                || thread.getState() == Thread.State.TERMINATED);
    letTheWorkerGoOn();
    Await.until("it has ended", () -> !thread.isAlive());
  }

  @Test
  void aRequestIsPutBackThoughTheQueueOfJobsIsFull() {
    StoredRequest request = worker.takeOldest(SpoolProcess.TRACES, Await.deadline()).request();
    assertThat(worker.takeOldest(SpoolProcess.TRACES, Await.deadline()).request()).isNull();
    runUntilThereIsRoom(() -> worker.putBack(request));
    assertThat(worker.takeOldest(SpoolProcess.TRACES, Await.deadline()).request()).isNotNull();
  }

  @Test
  void aRequestIsFinishedThoughTheQueueOfJobsIsFull() {
    StoredRequest request = worker.takeOldest(SpoolProcess.TRACES, Await.deadline()).request();
    runUntilThereIsRoom(() -> worker.finishSending(request, ExportResult.delivered()));
    assertThat(worker.takeOldest(SpoolProcess.TRACES, Await.deadline()))
        .isEqualTo(OldestRequest.of(null));
    assertThat(counters.exported()).isEqualTo(2);
  }

  @Test
  void withoutAnAnswerFromTheDiskTheQueueStaysInTurn() {
    fillTheQueueOfJobs();
    drain.add(queue);
    network.open = true;
    Await.until("it is its turn", () -> network.asked.get() > 0);
    assertThat(drain.pause(queue, Await.deadline())).isTrue();
    assertThat(network.sent).hasValue(0);
    letTheWorkerGoOn();
    drain.resume(queue);
    Await.until("it is exported", () -> counters.exported() == 2);
  }

  @Test
  void aTransportThatThrowsIsOneFailure() {
    network.broken = true;
    network.open = true;
    drain.add(queue);
    Await.until("it is being sent", () -> network.sent.get() > 0);
    assertThat(drain.pause(queue, Await.deadline())).isTrue();
    assertThat(draws).hasValue(1 + network.sent.get()); // one to begin, one for each failure
    network.broken = false;
    drain.resume(queue);
    Await.until("it is exported", () -> counters.exported() == 2);
  }

  /** The failure itself, and the failure to note it. */
  @Test
  void theThreadOutlastsASecondThrowable() {
    network.open = true;
    network.answer = ExportResult.retry(FailureCause.UNREACHABLE, -1, "down");
    network.held = new CountDownLatch(1);
    drain.add(queue);
    Await.until("it is being sent", () -> network.sent.get() > 0);
    brokenDraws.set(2);
    network.held.countDown();
    Await.until("neither could be noted", () -> brokenDraws.get() == 0);
    network.answer = ExportResult.delivered();
    Await.until("it is exported", () -> counters.exported() == 2);
  }

  @Test
  void withoutRoomInTheQueueOfJobsNoCallWaits() {
    fillTheQueueOfJobs();
    long deadline = Await.deadline();
    assertThat(worker.<Boolean>call(store -> true, deadline)).isNull();
    assertThat(worker.takeOldest(SpoolProcess.TRACES, deadline)).isEqualTo(OldestRequest.UNKNOWN);
    assertThat(append(2)).isEqualTo(StoreOutcome.FAILED);
    assertThat(worker.release(deadline)).isFalse();
    letTheWorkerGoOn();
    assertThat(worker.isReleased()).isFalse();
  }

  @Test
  void aDeliveryEndsALongWaitForTheEndpoint() {
    network.closedNanos = 1000 * SECOND;
    drain.add(queue);
    Await.until("it has to wait", () -> network.refused.get() > 0);
    Thread thread = threads.named("ringlet-spool-drain").get(0);
    Await.until("it waits", () -> SpoolThreads.isWaiting(thread, "awaitDue"));
    network.open = true;
    drain.onDelivered(queue);
    Await.until("it is exported", () -> counters.exported() == 2);
    assertThat(network.refused).hasValue(1);
  }

  @Test
  void onlyAQueueWithABacklogIsHurriedAndOnlyOneWithoutIsPutOff() {
    network.closedNanos = 1000 * SECOND;
    drain.add(queue);
    Await.until("it has to wait", () -> network.refused.get() > 0);
    assertThat(drain.pause(queue, Await.deadline())).isTrue();
    int before = draws.get();
    drain.onStored(queue);
    assertThat(draws).hasValue(before);
    drain.onDelivered(queue);
    assertThat(draws).hasValue(before + 1);
    queue.backlog = false;
    drain.onDelivered(queue);
    assertThat(draws).hasValue(before + 1);
    drain.onStored(queue);
    assertThat(draws).hasValue(before + 2);
    assertThat(queue.backlog).isTrue();
  }

  @Test
  void aPauseThatComesTooLateIsNone() {
    store(2);
    holdTheFirst();
    assertThat(drain.pause(queue, System.nanoTime())).isFalse();
    network.held.countDown();
    Await.until("both are exported", () -> counters.exported() == 4);
  }

  @Test
  void aPauseWaitsAndKeepsAnInterrupt() {
    store(2);
    holdTheFirst();
    AtomicBoolean paused = new AtomicBoolean();
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread pausing =
        startWaiting(
            "awaitIdle",
            () -> {
              Thread.currentThread().interrupt();
              paused.set(drain.pause(queue, Await.deadline()));
              interrupted.set(Thread.interrupted());
            });
    network.held.countDown();
    Await.until("it is paused", () -> !pausing.isAlive());
    assertThat(paused).isTrue();
    assertThat(interrupted).isTrue();
    assertThat(network.sent).hasValue(1);
    drain.resume(queue);
    Await.until("both are exported", () -> counters.exported() == 4);
  }

  @Test
  void aQueueIsRemovedOnceItsRequestIsBack() {
    store(2);
    holdTheFirst();
    Thread removing = startWaiting("awaitIdle", () -> drain.remove(queue, Await.deadline()));
    network.held.countDown();
    Await.until("it is removed", () -> !removing.isAlive());
    Await.until("it is exported", () -> counters.exported() == 2);
    drain.resume(queue);
    assertThat(network.sent).hasValue(1);
  }

  @Test
  void aQueueWithoutRequestsWaitsForTheNext() {
    SpoolDrain.Queue logs = new SpoolDrain.Queue(SpoolProcess.LOGS, network, SECOND);
    network.open = true;
    drain.add(logs);
    Await.until("it was its turn", () -> network.asked.get() > 0);
    assertThat(drain.pause(logs, Await.deadline())).isTrue();
    assertThat(logs.backlog).isFalse();
  }

  /** With another directory, or the same, there may be requests again. */
  @Test
  void whileTheDiskDoesNotWorkAQueueStaysInTurn() {
    disk.fault = op -> op == FaultDisk.Op.WRITE;
    assertThat(append(2)).isEqualTo(StoreOutcome.FAILED);
    Await.until("the disk is not available", () -> !worker.isAvailable());
    SpoolDrain.Queue logs = new SpoolDrain.Queue(SpoolProcess.LOGS, network, SECOND);
    network.open = true;
    drain.add(logs);
    Await.until("it was its turn", () -> network.asked.get() > 0);
    assertThat(drain.pause(logs, Await.deadline())).isTrue();
    assertThat(logs.backlog).isTrue();
  }

  @Test
  void theEndOfSendingIsNotedWhenNothingIsLeft() {
    network.open = true;
    drain.add(queue);
    Await.until("it is exported", () -> counters.exported() == 2);
    String acks = "0000000000000001.ack";
    Await.until(
        "a beginning, an acknowledgement and an end are noted",
        () -> worker.call(store -> disk.content(acks).length, Await.deadline()) == 40);
  }

  @Test
  void anAttemptHasTheTimeOfItsQueue() {
    SpoolDrain.Queue patient = new SpoolDrain.Queue(SpoolProcess.TRACES, network, Await.LONG_NANOS);
    network.open = true;
    drain.add(patient);
    Await.until("it is exported", () -> counters.exported() == 2);
    assertThat(network.nanosLeft).isPositive().isLessThanOrEqualTo(Await.LONG_NANOS);
  }

  /** A success draws one time, and so does a failure; the server's delay is spread by a second. */
  @Test
  void eachResultSetsTheNextAttempt() {
    network.open = true;
    network.answer = ExportResult.retry(FailureCause.UNREACHABLE, 1000 * SECOND, "busy");
    drain.add(queue);
    Await.until("it is being sent", () -> network.sent.get() > 0);
    assertThat(drain.pause(queue, Await.deadline())).isTrue();
    assertThat(draws).hasValue(3);
    assertThat(network.sent).hasValue(1);
    assertThat(counters.spooled()).isEqualTo(2);

    network.answer = ExportResult.permanent(FailureCause.BAD_DATA, "no");
    drain.resume(queue); // draws as well
    Await.until("it is refused", () -> counters.dropped(DropCause.REFUSED) == 2);
    assertThat(drain.pause(queue, Await.deadline())).isTrue();
    assertThat(draws).hasValue(5);
    assertThat(network.sent).hasValue(2);
  }

  @Test
  void anEndpointThatCannotBeAskedIsAFailure() {
    network.open = true;
    network.cannotTell = true;
    drain.add(queue);
    Await.until("it was asked", () -> network.asked.get() > 0);
    assertThat(drain.pause(queue, Await.deadline())).isTrue();
    assertThat(draws).hasValue(1 + network.asked.get());
    network.cannotTell = false;
    drain.resume(queue);
    Await.until("it is exported", () -> counters.exported() == 2);
  }

  @Test
  void theRateIsKeptUntilTheDrainIsResumed() {
    store(2);
    SpoolDrain slow = new SpoolDrain(worker, 1, this::draw);
    network.open = true;
    slow.add(queue);
    Await.until("the first is exported", () -> counters.exported() == 2);
    assertThat(slow.pause(queue, Await.deadline())).isTrue();
    assertThat(network.sent).hasValue(1); // 500 seconds for 500 bytes
    slow.resume(queue);
    Await.until("the second is exported", () -> counters.exported() == 4);
    slow.close();
  }

  @Test
  void theThreadEndsThoughItWaits() {
    network.closedNanos = 1000 * SECOND;
    drain.add(queue);
    Await.until("it has to wait", () -> network.refused.get() > 0);
    List<Thread> own = threads.named("ringlet-spool-drain");
    assertThat(own).isNotEmpty();
    drain.close();
    Await.until("it has ended", () -> own.stream().noneMatch(Thread::isAlive));
  }
}
