// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import static dev.ringlet.testing.Await.LONG;
import static dev.ringlet.testing.Await.LONG_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.config.Config;
import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.delivery.BuiltInExporter;
import dev.ringlet.internal.delivery.RequestSender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DispatcherTest {
  private final List<CountDownLatch> gates = new ArrayList<>();
  private final Scripted exporter = new Scripted();
  private RequestSender sender;
  private Dispatcher dispatcher;

  /** Exports and flushes as the test says. */
  private static final class Scripted implements BuiltInExporter {
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicInteger trims = new AtomicInteger();
    private final AtomicInteger flushes = new AtomicInteger();
    private volatile ExportResult result = ExportResult.delivered();
    private volatile CountDownLatch exportGate = new CountDownLatch(0);
    private volatile CountDownLatch flushGate = new CountDownLatch(0);
    private volatile boolean flushResult = true;
    private volatile Duration flushTimeout = Duration.ZERO;
    private int concurrency = 1;

    @Override
    public ExportResult export(Payload payload) {
      threads.add(Thread.currentThread());
      BatchWorkerTests.awaitUninterruptibly(exportGate);
      return result;
    }

    @Override
    public boolean flush(Duration timeout) {
      flushes.incrementAndGet();
      flushTimeout = timeout;
      BatchWorkerTests.awaitUninterruptibly(flushGate);
      return flushResult;
    }

    @Override
    public void trim() {
      trims.incrementAndGet();
    }

    @Override
    public int maxConcurrentExports() {
      return concurrency;
    }

    @Override
    public void close() {}
  }

  private void create(int concurrency) {
    exporter.concurrency = concurrency;
    sender = new RequestSender(Signal.TRACES, exporter, LONG_NANOS);
    Config config = Config.of(Map.of(), Map.of(), Map.of());
    dispatcher =
        new Dispatcher(
            sender, BatchPolicy.forHeap(config, Signal.TRACES, "bsp", LONG_NANOS, 512 << 20));
  }

  private CountDownLatch gate() {
    CountDownLatch gate = new CountDownLatch(1);
    gates.add(gate);
    return gate;
  }

  @AfterEach
  void end() {
    gates.forEach(CountDownLatch::countDown);
    dispatcher.shutdown(false);
    BatchWorkerTests.await("threads end", () -> BatchWorkerTests.workerThreads().isEmpty());
  }

  private Dispatcher.Slot filled() {
    Dispatcher.Slot slot = dispatcher.take();
    assertThat(slot).isNotNull();
    slot.request.lend(new byte[3], 3, 5);
    return slot;
  }

  private static long soon() {
    return System.nanoTime() + 1_000_000;
  }

  private static long late() {
    return System.nanoTime() + LONG_NANOS;
  }

  private static <T> FutureTask<T> waiting(Callable<T> task) {
    FutureTask<T> future = new FutureTask<>(task);
    startWaiting(future);
    return future;
  }

  private static Thread startWaiting(FutureTask<?> task) {
    Thread thread = new Thread(task, "waiting");
    thread.setDaemon(true);
    thread.start();
    BatchWorkerTests.awaitWaiting(thread);
    return thread;
  }

  private static <T> T get(FutureTask<T> future) throws Exception {
    return future.get(LONG_NANOS, TimeUnit.NANOSECONDS);
  }

  @Test
  void aTakerWaitsForARequest() throws Exception {
    create(2);
    Dispatcher.Slot first = dispatcher.take();
    assertThat(dispatcher.take()).isNotSameAs(first);
    FutureTask<Dispatcher.Slot> taker = waiting(dispatcher::take);
    dispatcher.putBack(first, true);
    assertThat(get(taker)).isSameAs(first);
    assertThat(dispatcher.failures()).isZero();
  }

  @Test
  void aTakerWaitsUntilTheCloseOnly() throws Exception {
    create(1);
    dispatcher.take();
    FutureTask<Dispatcher.Slot> taker = waiting(dispatcher::take);
    sender.closeBy(soon());
    dispatcher.closing();
    assertThat(get(taker)).isNull();
    assertThat(dispatcher.take()).isNull();
  }

  @Test
  void aTakerWaitsDuringTheClose() throws Exception {
    create(1);
    Dispatcher.Slot slot = dispatcher.take();
    sender.closeBy(late());
    FutureTask<Dispatcher.Slot> taker = waiting(dispatcher::take);
    dispatcher.putBack(slot, true);
    assertThat(get(taker)).isSameAs(slot);
  }

  @Test
  void anInterruptEndsNoWait() throws Exception {
    create(1);
    sender.closeBy(late());
    Dispatcher.Slot slot = dispatcher.take();
    FutureTask<Dispatcher.Slot> taker = new FutureTask<>(dispatcher::take);
    interrupt(startWaiting(taker));
    dispatcher.putBack(slot, true);
    assertThat(get(taker)).isSameAs(slot);
    FutureTask<Boolean> idle = new FutureTask<>(dispatcher::awaitIdle);
    interrupt(startWaiting(idle));
    dispatcher.putBack(slot, true);
    assertThat(get(idle)).isTrue();
  }

  private static void interrupt(Thread thread) {
    thread.interrupt();
    BatchWorkerTests.await("the interrupt is seen", () -> !thread.isInterrupted());
  }

  @Test
  void thoseThatWaitAreWokenWhenTheRequestsAreGivenUp() throws Exception {
    create(1);
    Dispatcher.Slot slot = filled();
    FutureTask<Dispatcher.Slot> taker = waiting(dispatcher::take);
    sender.closeBy(late());
    FutureTask<Boolean> idle = waiting(dispatcher::awaitIdle);
    dispatcher.abandon();
    assertThat(get(taker)).isNull();
    assertThat(get(idle)).isFalse();
    assertThat(sender.counters().dropped(DropCause.SHUTDOWN)).isEqualTo(5);
    dispatcher.putBack(slot, true);
    assertThat(dispatcher.awaitIdle()).isTrue();
  }

  @Test
  void waitsUntilAllRequestsAreFree() throws Exception {
    create(3);
    sender.closeBy(late());
    assertThat(dispatcher.awaitIdle()).isTrue();
    Dispatcher.Slot slot = dispatcher.take();
    FutureTask<Boolean> idle = waiting(dispatcher::awaitIdle);
    dispatcher.putBack(slot, true);
    assertThat(get(idle)).isTrue();
    dispatcher.take();
    sender.closeBy(soon());
    assertThat(dispatcher.awaitIdle()).isFalse();
  }

  @Test
  void sendsOnTheCallersThreadWhereOneRequestIsAllowed() throws Exception {
    create(1);
    dispatcher.send(filled());
    assertThat(exporter.threads).containsExactly(Thread.currentThread());
    assertThat(dispatcher.awaitSent(System.nanoTime())).isTrue();
    exporter.result = ExportResult.permanent(FailureCause.BAD_DATA, "no");
    dispatcher.send(filled());
    assertThat(dispatcher.failures()).isOne();
    dispatcher.fail();
    assertThat(dispatcher.failures()).isEqualTo(2);
    dispatcher.fail();
    assertThat(dispatcher.failures()).isEqualTo(3);
  }

  @Test
  void doesNotHandTheCallersInterruptToTheExporter() {
    create(1);
    Thread.currentThread().interrupt();
    dispatcher.send(filled());
    assertThat(Thread.interrupted()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 16})
  void waitsForTheRequestsThatWereSentBeforeOnly(int concurrency) throws Exception {
    create(concurrency);
    CountDownLatch first = gate();
    exporter.exportGate = first;
    dispatcher.send(filled());
    BatchWorkerTests.await("the first export", () -> exporter.threads.size() == 1);
    assertThat(dispatcher.awaitSent(soon())).isFalse();
    FutureTask<Boolean> sent = waiting(() -> dispatcher.awaitSent(late()));
    exporter.exportGate = gate();
    dispatcher.send(filled());
    BatchWorkerTests.await("the second export", () -> exporter.threads.size() == 2);
    first.countDown();
    assertThat(get(sent)).isTrue();
    assertThat(dispatcher.awaitSent(soon())).as("the second").isFalse();
    assertThat(exporter.threads).doesNotContain(Thread.currentThread());
    dispatcher.abandon();
    assertThat(dispatcher.awaitSent(late())).isFalse();
  }

  @Test
  void sendsOnTheCallersThreadWhenTheOthersHaveEnded() {
    create(2);
    Dispatcher.Slot slot = filled();
    dispatcher.shutdown(true);
    dispatcher.send(slot);
    assertThat(exporter.threads).containsExactly(Thread.currentThread());
  }

  @Test
  void trimsRequestsThatAreFree() {
    create(2);
    assertThat(dispatcher.trim()).isFalse();
    assertThat(exporter.trims).hasValue(1);
    Dispatcher.Slot slot = dispatcher.take();
    slot.request.body(1 << 20);
    slot.request.filled(1 << 20, 1);
    assertThat(dispatcher.trim()).as("a request is in use").isTrue();
    slot.request.trim(1 << 20);
    dispatcher.putBack(slot, true);
    assertThat(dispatcher.trim()).as("needed since the last time").isTrue();
    assertThat(dispatcher.trim()).as("given back").isFalse();
    assertThat(slot.request.body(0)).isEmpty();
  }

  @Test
  void aRequestThatWasSentGivesUnusualMemoryBack() {
    create(1);
    Dispatcher.Slot slot = dispatcher.take();
    slot.request.body(4 << 20);
    slot.request.filled(3, 1);
    dispatcher.send(slot);
    assertThat(slot.request.body(0)).as("that of a large batch").hasSize(4 << 20);
    slot = dispatcher.take();
    slot.request.body(8 << 20);
    slot.request.filled(3, 1);
    dispatcher.send(slot);
    assertThat(slot.request.body(0)).isEmpty();
  }

  @Test
  void flushesTheExporterOneAtATime() throws Exception {
    create(2);
    CountDownLatch gate = gate();
    exporter.flushGate = gate;
    FutureTask<Boolean> first = waiting(() -> dispatcher.flushExporter(late()));
    BatchWorkerTests.await("the first flush", () -> exporter.flushes.get() == 1);
    assertThat(dispatcher.flushExporter(soon())).isFalse();
    assertThat(exporter.flushes).hasValue(1);
    gate.countDown();
    assertThat(get(first)).isTrue();
    assertThat(exporter.flushTimeout).isPositive().isLessThanOrEqualTo(LONG);
    exporter.flushResult = false;
    assertThat(dispatcher.flushExporter(late())).isFalse();
    assertThat(exporter.flushes).hasValue(2);
  }

  @Test
  void afterTheEndAFlushTellsWhetherEverythingArrived() throws Exception {
    create(1);
    dispatcher.fail();
    dispatcher.beforeClose();
    dispatcher.shutdown(true);
    assertThat(dispatcher.flushExporter(late())).as("failures before the close").isTrue();
    dispatcher.shutdown(false);
    assertThat(dispatcher.flushExporter(late())).as("a later call changes nothing").isTrue();
    assertThat(exporter.flushes).hasValue(0);

    create(1);
    dispatcher.beforeClose();
    dispatcher.fail();
    dispatcher.beforeClose();
    dispatcher.shutdown(true);
    assertThat(dispatcher.flushExporter(late())).as("a failure during the close").isFalse();

    create(1);
    dispatcher.beforeClose();
    dispatcher.shutdown(false);
    dispatcher.shutdown(true);
    assertThat(dispatcher.flushExporter(late())).as("not sent in time").isFalse();
  }
}
