// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.internal.log.ThrottledLogger;
import dev.ringlet.testing.Await;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The drain and the worker, where the worker is stuck and its queue of jobs is full. */
class SpoolDrainTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int MORE_THAN_THE_QUEUE_TAKES = 300;

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
  private final SpoolDrain drain = new SpoolDrain(worker, 100L << 20, this::draw);
  private final CountDownLatch stuck = new CountDownLatch(1);
  private final Network network = new Network();
  private final SpoolDrain.Queue queue = new SpoolDrain.Queue(Signal.TRACES, network, SECOND);

  /** Closed, or delivers, or throws. */
  private static final class Network implements Outlet {
    volatile boolean open;
    volatile boolean broken;
    final AtomicInteger asked = new AtomicInteger();
    final AtomicInteger sent = new AtomicInteger();

    @Override
    public ExportResult send(Payload payload) {
      sent.incrementAndGet();
      if (broken) {
        throw new IllegalStateException("broken");
      }
      return ExportResult.delivered();
    }

    @Override
    public long nanosToWait() {
      if (open) {
        asked.incrementAndGet();
      }
      return open ? 0 : SECOND / 100;
    }
  }

  private double draw() {
    draws.incrementAndGet();
    return 0;
  }

  @BeforeEach
  void setUp() {
    books.reportTo(Signal.TRACES, counters);
    worker.register(Signal.TRACES, SpoolProcess.LABEL);
    Await.until("the directory is open", worker::isAvailable);
    byte[] payload = SpoolProcess.payload(1, 500);
    byte[] record = SegmentFormat.record(payload, 0, payload.length, 2);
    assertThat(worker.append(Signal.TRACES, record, Await.deadline()))
        .isEqualTo(StoreOutcome.STORED);
    counters.spool(2);
  }

  @AfterEach
  void tearDown() {
    stuck.countDown();
    drain.close();
    worker.close(Await.deadline());
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
    StoredRequest request = worker.takeOldest(Signal.TRACES, Await.deadline()).request();
    assertThat(worker.takeOldest(Signal.TRACES, Await.deadline()).request()).isNull();
    runUntilThereIsRoom(() -> worker.putBack(request));
    assertThat(worker.takeOldest(Signal.TRACES, Await.deadline()).request()).isNotNull();
  }

  @Test
  void aRequestIsFinishedThoughTheQueueOfJobsIsFull() {
    StoredRequest request = worker.takeOldest(Signal.TRACES, Await.deadline()).request();
    runUntilThereIsRoom(() -> worker.finishSending(request, ExportResult.delivered()));
    assertThat(worker.takeOldest(Signal.TRACES, Await.deadline()))
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
}
