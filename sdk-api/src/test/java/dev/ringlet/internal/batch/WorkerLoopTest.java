// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import static dev.ringlet.testing.Await.LONG_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.config.Config;
import dev.ringlet.export.DropCause;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.delivery.RequestSender;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.request.RequestFrame;
import dev.ringlet.internal.request.ScopeTable;
import dev.ringlet.internal.ring.ByteRing;
import dev.ringlet.internal.ring.StalledProducer;
import dev.ringlet.testing.CapturingExporter;
import dev.ringlet.testing.LogCapture;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** The parts of the loop that run once it has ended, without a worker around them. */
class WorkerLoopTest {
  private static final BatchPolicy POLICY =
      BatchPolicy.forHeap(
          Config.of(Map.of("otel.bsp.max.export.batch.size", "10"), Map.of(), Map.of()),
          Signal.TRACES,
          "bsp",
          LONG_NANOS,
          64 << 20);

  private final RecordPool pool = new RecordPool(4, 1);
  private final ScopeTable scopes = new ScopeTable(pool);
  private final int scope = scopes.register(BatchWorkerTests.SCOPE);
  private final RequestFrame frame = new RequestFrame(pool, BatchWorkerTests.RESOURCE, scopes);
  private final CapturingExporter exporter = new CapturingExporter();
  private final RequestSender sender = new RequestSender(Signal.TRACES, exporter, LONG_NANOS);
  private final ByteRing ring = new ByteRing(1 << 20, 0, 1, Long.MAX_VALUE, () -> {});
  private final RequestFiller filler = new RequestFiller(ring, frame, sender.counters(), POLICY);
  private final Dispatcher dispatcher = new Dispatcher(sender, POLICY);
  private final WorkerLoop loop =
      new WorkerLoop(POLICY, filler, dispatcher, new FlushGate(), sender, () -> {});

  private void offer(int count) {
    byte[] record = BatchWorkerTests.record(1, 0);
    for (int i = 0; i < count; i++) {
      assertThat(ring.offer(record, 0, record.length, scope)).isEqualTo(ByteRing.ACCEPTED);
    }
  }

  /** Sends the rest on a thread that waits for a stalled producer. */
  private FutureTask<Boolean> waitingForTheRest() {
    FutureTask<Boolean> rest = new FutureTask<>(loop::sendRest);
    Thread thread = new Thread(rest, "rest");
    thread.setDaemon(true);
    thread.start();
    BatchWorkerTests.await("a pause", () -> LockSupport.getBlocker(thread) == loop);
    return rest;
  }

  private static boolean get(FutureTask<Boolean> task) throws Exception {
    return task.get(LONG_NANOS, TimeUnit.NANOSECONDS);
  }

  @Test
  void sendsTheRestInBatches() {
    offer(25);
    sender.closeBy(System.nanoTime() + LONG_NANOS);
    assertThat(loop.sendRest()).isTrue();
    assertThat(exporter.payloads())
        .extracting(request -> request.items())
        .containsExactly(10, 10, 5);
    assertThat(dispatcher.failures()).isZero();
  }

  @Test
  void sendsNothingAfterTheDeadline() {
    offer(1);
    sender.closeBy(System.nanoTime() - 1);
    assertThat(loop.sendRest()).isFalse();
    assertThat(exporter.payloads()).isEmpty();
  }

  @Test
  void waitsForAStalledProducerWhileItCloses() throws Exception {
    StalledProducer stalled = new StalledProducer(ring, 0);
    offer(3);
    sender.closeBy(System.nanoTime() + LONG_NANOS);
    FutureTask<Boolean> rest = waitingForTheRest();
    stalled.goOn();
    assertThat(get(rest)).isTrue();
    assertThat(exporter.items()).isEqualTo(3);
    assertThat(dispatcher.failures()).as("of the record that was lost").isOne();
  }

  @Test
  void doesNotWaitForAStalledProducerOnceTheRingIsGivenUp() throws Exception {
    new StalledProducer(ring, 0);
    sender.closeBy(System.nanoTime() + LONG_NANOS);
    FutureTask<Boolean> rest = waitingForTheRest();
    filler.giveUp();
    assertThat(get(rest)).isFalse();
    assertThat(dispatcher.failures()).isZero();
  }

  @Test
  void logsDropsWhenTheirNumberHasChanged() {
    try (LogCapture log = new LogCapture("dev.ringlet.internal")) {
      loop.logDrops();
      assertThat(log.records()).isEmpty();
      sender.counters().drop(DropCause.QUEUE_FULL, 3);
      loop.logDrops();
      loop.logDrops();
      sender.counters().drop(DropCause.QUEUE_FULL, 4);
      loop.logDrops();
      assertThat(log.messages(Level.WARNING))
          .containsExactly(
              "Dropped 3 span records so far: the queue was full",
              "Dropped 7 span records so far: the queue was full");
    }
  }
}
