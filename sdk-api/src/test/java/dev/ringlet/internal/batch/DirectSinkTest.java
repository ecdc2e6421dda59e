// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import static dev.ringlet.testing.Await.LONG;
import static dev.ringlet.testing.Await.LONG_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.request.RequestFrame;
import dev.ringlet.internal.request.ScopeTable;
import dev.ringlet.testing.LogCapture;
import dev.ringlet.testing.StackEnd;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DirectSinkTest {
  private static final long SHORT_NANOS = 100_000_000;

  private final ScriptedExporter exporter = new ScriptedExporter(1);
  private final AtomicLong produced = new AtomicLong();
  private final List<CountDownLatch> gates = new ArrayList<>();
  private DirectSink sink = newSink(LONG_NANOS);
  private int scope;

  private DirectSink newSink(long exportTimeoutNanos) {
    RecordPool pool = new RecordPool(4, 1);
    ScopeTable scopes = new ScopeTable(pool);
    scope = scopes.register(BatchWorkerTests.SCOPE);
    RequestFrame frame = new RequestFrame(pool, BatchWorkerTests.RESOURCE, scopes);
    return new DirectSink(Signal.TRACES, frame, scopes, exporter, exportTimeoutNanos);
  }

  private void offer() {
    byte[] record = BatchWorkerTests.record(produced.incrementAndGet(), 0);
    sink.offer(record, 0, record.length, scope);
  }

  private CountDownLatch hang() {
    CountDownLatch gate = exporter.hang(payload -> ExportResult.delivered());
    gates.add(gate);
    return gate;
  }

  private static Thread started(Runnable task) {
    Thread thread = new Thread(task, "application");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void join(Thread thread) throws InterruptedException {
    thread.join(LONG_NANOS / 1_000_000);
    assertThat(thread.isAlive()).isFalse();
  }

  /** Every record is exported or dropped when its offer has returned. */
  @AfterEach
  void endEvenly() {
    gates.forEach(CountDownLatch::countDown);
    sink.close(LONG_NANOS);
    BatchWorkerTests.await("application threads end", DirectSinkTest::noneRuns);
    BatchWorkerTests.await("closer ends", () -> BatchWorkerTests.workerThreads().isEmpty());
    assertThat(sink.pending()).isZero();
    DeliveryCounters counters = sink.counters();
    assertThat(counters.exported() + counters.dropped() + counters.spooled())
        .isEqualTo(produced.get());
    exporter.received();
  }

  private static boolean noneRuns() {
    return Thread.getAllStackTraces().keySet().stream()
        .noneMatch(thread -> thread.getName().equals("application"));
  }

  @Test
  void sendsEachRecordOnItsThreadInOrder() {
    for (int i = 0; i < 20; i++) {
      offer();
      assertThat(exporter.received()).hasSize(i + 1);
    }
    assertThat(exporter.threads).containsExactly(Thread.currentThread());
    assertThat(exporter.received())
        .flatExtracting(request -> BatchWorkerTests.ids(request.message()))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
    assertThat(sink.accepted()).isEqualTo(20);
    assertThat(sink.counters().exported()).isEqualTo(20);
    assertThat(sink.counters().requests()).isEqualTo(20);
  }

  @Test
  void sendsOneAtATime() throws Exception {
    exporter.step =
        payload -> {
          Thread.yield();
          return ExportResult.delivered();
        };
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      threads.add(
          started(
              () -> {
                for (int i = 0; i < 500; i++) {
                  offer();
                }
              }));
    }
    for (Thread thread : threads) {
      join(thread);
    }
    assertThat(exporter.mostRunning.get()).isOne();
    assertThat(exporter.deliveredIds()).hasSize(2000);
  }

  @Test
  void refusesWhatTheExporterRecords() {
    exporter.step =
        payload -> {
          offer();
          return ExportResult.delivered();
        };
    offer();
    assertThat(sink.counters().exported()).isOne();
    assertThat(sink.counters().dropped(DropCause.INTERNAL_ERROR)).isOne();
    assertThat(sink.pending()).isZero();
    assertThat(sink.accepted()).isOne();
  }

  @ParameterizedTest
  @MethodSource("dev.ringlet.internal.batch.BatchWorkerCloseTest#throwables")
  void survivesAnExporterThatThrows(Throwable thrown) {
    exporter.step =
        payload -> {
          throw thrown;
        };
    exporter.onFlush =
        () -> {
          throw BatchWorkerTests.sneak(thrown);
        };
    exporter.onClose = exporter.onFlush;
    offer();
    assertThat(Thread.interrupted()).isEqualTo(thrown instanceof InterruptedException);
    assertThat(sink.counters().dropped(DropCause.INTERNAL_ERROR)).isOne();
    assertThat(sink.flush(LONG_NANOS)).isFalse();
    Thread.interrupted();
    sink.close(LONG_NANOS);
    assertThat(exporter.closes.get()).isOne();
    assertThat(sink.counters().dropped()).isOne();
  }

  /** An overflow while the lock is taken would leave it taken. */
  @Test
  @SuppressWarnings("try") // the capture is only to be closed
  void aFullStackLosesRecordsButNotTheLock() throws Exception {
    sink = newSink(SHORT_NANOS);
    exporter.step = payload -> null;
    offer(); // all is loaded and linked, also what reports failures
    exporter.step = payload -> ExportResult.delivered();
    byte[] record = BatchWorkerTests.record(1, 0);
    AtomicLong returned = new AtomicLong();
    for (int shift = 0; shift < 20; shift++) {
      int frames = shift;
      try (LogCapture quiet = new LogCapture("dev.ringlet.internal")) {
        StackEnd.approach(
            600,
            () -> {
              offerBelow(frames, 1, 2, record);
              returned.incrementAndGet();
            });
      }
      long before = sink.counters().exported();
      offer();
      assertThat(sink.counters().exported()).as("after thread %d", shift).isEqualTo(before + 1);
      assertThat(sink.flush(LONG_NANOS)).isTrue();
    }
    assertThat(sink.pending()).isZero();
    assertThat(sink.counters().dropped(DropCause.QUEUE_FULL)).isZero();
    long counted = sink.counters().exported() + sink.counters().dropped();
    assertThat(counted).isBetween(returned.get(), produced.get());
    produced.set(counted); // an offer at the very end may throw before it has counted its record
  }

  /** Offers below frames of another size, so that the stack ends somewhere else. */
  private long offerBelow(int frames, long one, long two, byte[] record) {
    if (frames > 0) {
      return one + two + offerBelow(frames - 1, two, one + 1, record);
    }
    produced.incrementAndGet();
    sink.offer(record, 0, record.length, scope);
    return one;
  }

  @Test
  void countsOutcomes() {
    exporter.step = payload -> null;
    offer();
    exporter.step = payload -> ExportResult.stored();
    offer();
    exporter.step = payload -> ExportResult.permanent(FailureCause.BAD_DATA, "");
    offer();
    byte[] record = BatchWorkerTests.record(produced.incrementAndGet(), 0);
    sink.offer(record, 0, record.length, 77); // no such scope
    produced.incrementAndGet();
    sink.offer(new byte[sink.maxRecordBytes() + 1], 0, sink.maxRecordBytes() + 1, scope);
    sink.close(LONG_NANOS);
    offer();
    DeliveryCounters counters = sink.counters();
    assertThat(counters.spooled()).isOne();
    assertThat(counters.dropped(DropCause.REFUSED)).isOne();
    assertThat(counters.dropped(DropCause.INTERNAL_ERROR)).isEqualTo(2);
    assertThat(counters.dropped(DropCause.TOO_LARGE)).isOne();
    assertThat(counters.dropped(DropCause.AFTER_CLOSE)).isOne();
    assertThat(sink.accepted()).isEqualTo(4);
    assertThat(sink.pending()).isZero();
  }

  @Test
  void keepsTheApplicationsInterrupt() throws Exception {
    Thread.currentThread().interrupt();
    offer();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(sink.counters().exported()).isOne();

    CountDownLatch gate = hang();
    Thread first = started(this::offer);
    BatchWorkerTests.await("export", () -> exporter.running.get() == 1);
    AtomicBoolean kept = new AtomicBoolean();
    Thread second =
        started(
            () -> {
              Thread.currentThread().interrupt();
              offer();
              kept.set(Thread.currentThread().isInterrupted());
            });
    BatchWorkerTests.awaitWaiting(second);
    second.interrupt();
    gate.countDown();
    join(first);
    join(second);
    assertThat(kept.get()).isTrue();
    assertThat(sink.counters().exported()).isEqualTo(3);
  }

  @Test
  void doesNotHangTheApplicationForAnExporterThatHangs() {
    sink = newSink(SHORT_NANOS);
    hang();
    started(this::offer);
    BatchWorkerTests.await("export", () -> exporter.running.get() == 1);
    offer();
    assertThat(sink.counters().dropped(DropCause.QUEUE_FULL)).isOne();
    assertThat(sink.pending()).isOne();
    assertThat(sink.flush(SHORT_NANOS)).isFalse();
    sink.close(SHORT_NANOS);
    assertThat(sink.counters().dropped(DropCause.SHUTDOWN)).isOne();
    assertThat(sink.pending()).isZero();
  }

  @Test
  void flushReturnsWhetherAllWasSent() throws Exception {
    offer();
    assertThat(sink.flush(LONG_NANOS)).isTrue();
    exporter.flushResult = false;
    assertThat(sink.flush(LONG_NANOS)).isFalse();
    exporter.flushResult = true;

    CountDownLatch gate = exporter.hang(p -> ExportResult.permanent(FailureCause.BAD_DATA, ""));
    Thread first = started(this::offer);
    BatchWorkerTests.await("export", () -> exporter.running.get() == 1);
    AtomicBoolean arrived = new AtomicBoolean(true);
    Thread flusher = started(() -> arrived.set(sink.flush(LONG_NANOS)));
    BatchWorkerTests.awaitWaiting(flusher);
    gate.countDown();
    join(first);
    join(flusher);
    assertThat(arrived.get()).isFalse();
  }

  @Test
  void flushLeavesTheExporterTheTimeThatIsLeft() {
    assertThat(sink.flush(LONG_NANOS)).isTrue();
    assertThat(exporter.flushTimeout).isPositive().isLessThanOrEqualTo(LONG);
  }

  @Test
  void sendsALargeRecordUpToTheLimit() {
    int limit = sink.maxRecordBytes();
    int half = limit / 2;
    int around = BatchWorkerTests.record(1, half).length - half;
    for (int over = 0; over <= 1; over++) {
      byte[] record = BatchWorkerTests.record(produced.incrementAndGet(), limit - around + over);
      assertThat(record).hasSize(limit + over);
      sink.offer(record, 0, record.length, scope);
    }
    assertThat(sink.counters().exported()).isOne();
    assertThat(sink.counters().dropped(DropCause.TOO_LARGE)).isOne();
  }

  @Test
  void countsWhatWasLostBeforeItWasOffered() {
    produced.set(2);
    sink.drop(DropCause.FILTERED);
    sink.drop(DropCause.TOO_LARGE);
    assertThat(sink.counters().dropped(DropCause.FILTERED)).isOne();
    assertThat(sink.counters().dropped(DropCause.TOO_LARGE)).isOne();
    assertThat(sink.accepted()).isZero();
  }

  @Test
  void aRecordThatWaitsForItsTurnIsLostAtTheClose() throws Exception {
    CountDownLatch gate = hang();
    Thread first = started(this::offer);
    BatchWorkerTests.await("export", () -> exporter.running.get() == 1);
    Thread second = started(this::offer);
    BatchWorkerTests.awaitWaiting(second);
    Thread closer = started(() -> sink.close(LONG_NANOS));
    BatchWorkerTests.awaitWaiting(closer);
    assertThat(sink.sender().isClosing()).isTrue();
    gate.countDown();
    join(first);
    join(second);
    join(closer);
    assertThat(sink.counters().exported()).isOne();
    assertThat(sink.counters().dropped(DropCause.SHUTDOWN)).isOne();
    assertThat(sink.accepted()).isEqualTo(2);
    assertThat(sink.flush(LONG_NANOS)).as("nothing is left").isTrue();
  }

  @Test
  void closeWaitsForTheExportersClose() {
    Thread closer = Thread.currentThread();
    AtomicBoolean closed = new AtomicBoolean();
    exporter.onClose =
        () -> {
          BatchWorkerTests.awaitWaiting(closer);
          closed.set(true);
        };
    sink.close(LONG_NANOS);
    assertThat(closed).isTrue();
    assertThat(sink.flush(LONG_NANOS)).as("nothing is left").isTrue();
  }

  @Test
  void flushAndCloseReturnInsideAnExport() {
    AtomicBoolean arrived = new AtomicBoolean(true);
    exporter.step =
        payload -> {
          arrived.set(sink.flush(Long.MAX_VALUE));
          sink.close(Long.MAX_VALUE);
          sink.close(Long.MAX_VALUE);
          return ExportResult.delivered();
        };
    offer();
    assertThat(arrived.get()).isFalse();
    offer();
    assertThat(sink.counters().exported()).isOne();
    assertThat(sink.counters().dropped(DropCause.AFTER_CLOSE)).isOne();
    BatchWorkerTests.await("closed", () -> exporter.closes.get() == 1);
  }

  /** A task of the exporter on another thread, with the context of the export. */
  @Test
  void closeReturnsOnAnotherThreadOfAnExport() {
    AtomicBoolean returned = new AtomicBoolean();
    exporter.step =
        payload -> {
          join(started(Context.current().wrap(() -> sink.close(Long.MAX_VALUE))));
          returned.set(true);
          return ExportResult.delivered();
        };
    offer();
    assertThat(returned).isTrue();
    assertThat(sink.counters().exported()).isOne();
    BatchWorkerTests.await("closed", () -> exporter.closes.get() == 1);
  }

  @Test
  void closeInsideAnExportThatHangsHoldsItsDeadline() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    gates.add(gate);
    exporter.step =
        payload -> {
          sink.close(SHORT_NANOS);
          BatchWorkerTests.awaitUninterruptibly(gate);
          return ExportResult.delivered();
        };
    Thread first = started(this::offer);
    BatchWorkerTests.await("given up", () -> sink.counters().dropped(DropCause.SHUTDOWN) == 1);
    BatchWorkerTests.await("closed", () -> exporter.closes.get() == 1);
    gate.countDown();
    join(first);
    assertThat(sink.counters().exported()).isZero();
  }

  @Test
  void closeWaitsForTheExportUnderWayAndHappensOnce() throws Exception {
    CountDownLatch gate = hang();
    Thread first = started(this::offer);
    BatchWorkerTests.await("export", () -> exporter.running.get() == 1);
    AtomicBoolean exportedFirst = new AtomicBoolean();
    exporter.onClose = () -> exportedFirst.set(exporter.running.get() == 0);
    List<Thread> closers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      closers.add(
          started(
              () -> {
                Thread.currentThread().interrupt();
                sink.close(LONG_NANOS);
              }));
    }
    closers.forEach(BatchWorkerTests::awaitWaiting);
    gate.countDown();
    join(first);
    for (Thread closer : closers) {
      join(closer);
    }
    assertThat(exportedFirst.get()).isTrue();
    assertThat(exporter.closes.get()).isOne();
    assertThat(sink.counters().exported()).isOne();
  }

  @Test
  void closeDoesNotWaitForAnExporterThatHangsInItsClose() {
    CountDownLatch gate = new CountDownLatch(1);
    gates.add(gate);
    exporter.onClose = () -> BatchWorkerTests.awaitUninterruptibly(gate);
    offer();
    sink.close(SHORT_NANOS);
    sink.close(SHORT_NANOS);
    BatchWorkerTests.await("close begins", () -> exporter.closes.get() > 0);
    assertThat(exporter.closes.get()).isOne();
  }

  @Test
  void doesNotKeepTheMemoryOfALargeRecord() {
    byte[] large = BatchWorkerTests.record(produced.incrementAndGet(), 3 << 20);
    List<Integer> lengths = new ArrayList<>();
    exporter.step =
        payload -> {
          lengths.add(payload.bytes().length);
          return ExportResult.delivered();
        };
    sink.offer(large, 0, large.length, scope);
    offer();
    assertThat(lengths.get(0)).isGreaterThan(3 << 20);
    assertThat(lengths.get(1)).isLessThan(64 << 10);
  }

  @Test
  void racesWithClose() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      threads.add(
          started(
              () -> {
                while (sink.counters().dropped(DropCause.AFTER_CLOSE) < 20) {
                  offer();
                }
              }));
    }
    BatchWorkerTests.await("some", () -> sink.counters().exported() > 100);
    sink.close(LONG_NANOS);
    for (Thread thread : threads) {
      join(thread);
    }
    assertThat(sink.counters().dropped(DropCause.AFTER_CLOSE)).isGreaterThanOrEqualTo(20);
  }
}
