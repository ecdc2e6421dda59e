// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import static dev.ringlet.testing.Await.LONG_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.internal.ring.StalledProducer;
import dev.ringlet.testing.LogCapture;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Interrupts, failing callbacks, overflow and everything else that must not end the worker. */
class BatchWorkerFaultTest extends BatchWorkerTests {
  private final LogCapture log = new LogCapture("dev.ringlet.internal");

  @AfterEach
  void stopListening() {
    log.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void survivesInterruptsAndLosesNothing(int concurrency) throws Exception {
    exporter = new ScriptedExporter(concurrency);
    properties.put("otel.bsp.max.export.batch.size", "50");
    properties.put("otel.bsp.schedule.delay", "5");
    stripes = 2;
    start();
    Thread thread = batchThread();
    AtomicBoolean stop = new AtomicBoolean();
    Thread attacker =
        new Thread(
            () -> {
              Random random = new Random(1);
              while (!stop.get()) {
                workerThreads().forEach(Thread::interrupt);
                if (random.nextInt(10) == 0) {
                  pause(1);
                }
              }
            });
    attacker.start();
    boolean arrived;
    try {
      for (int i = 0; i < 300; i++) {
        offer(i % 90);
        if (i % 20 == 0) {
          worker.flush(LONG_NANOS);
        }
        await("room", () -> worker.pending() < 2000);
      }
      arrived = worker.flush(LONG_NANOS);
      assertThat(thread.isAlive()).isTrue();
      offer(700);
      worker.close(LONG_NANOS);
    } finally {
      stop.set(true); // otherwise it attacks the tests to come, too
      attacker.join();
    }
    assertThat(arrived).isTrue();
    assertThat(worker.counters().exported()).isEqualTo(produced.get());
    assertThat(worker.counters().dropped()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void doesNotHandAnInterruptFromOneExportToTheNext(int concurrency) {
    exporter = new ScriptedExporter(concurrency);
    properties.put("otel.bsp.max.export.batch.size", "1");
    AtomicInteger interrupted = new AtomicInteger();
    exporter.step =
        payload -> {
          if (Thread.currentThread().isInterrupted()) {
            interrupted.incrementAndGet();
          }
          Thread.currentThread().interrupt();
          return ExportResult.delivered();
        };
    start();
    offer(50);
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    assertThat(exporter.calls.get()).isEqualTo(50);
    assertThat(interrupted.get()).isZero();
  }

  @Test
  void survivesFailingHousekeeping() {
    AtomicInteger runs = new AtomicInteger();
    housekeeping =
        () -> {
          runs.incrementAndGet();
          throw sneak(new OutOfMemoryError("test"));
        };
    properties.put("otel.bsp.schedule.delay", "10");
    start();
    for (int i = 1; i <= 3; i++) {
      offer(10);
      awaitExported(10L * i);
    }
    await("runs again", () -> runs.get() > 3);
  }

  @Test
  void doesHousekeepingUnderSustainedLoad() {
    AtomicInteger runs = new AtomicInteger();
    housekeeping = runs::incrementAndGet;
    properties.put("otel.bsp.max.export.batch.size", "10");
    exporter.step =
        payload -> {
          offer(10); // there is always a full batch waiting
          return ExportResult.delivered();
        };
    start();
    offer(30);
    await("housekeeping", () -> runs.get() > 3);
    exporter.step = payload -> ExportResult.delivered();
  }

  @Test
  void logsDropsInAFewLines() {
    properties.put("otel.bsp.max.queue.size", "100");
    properties.put("otel.bsp.max.export.batch.size", "10");
    exporter.step =
        payload -> {
          offer(50);
          return ExportResult.delivered();
        };
    start();
    offer(100);
    await("many batches", () -> exporter.calls.get() > 300);
    exporter.step = payload -> ExportResult.delivered();
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    assertThat(worker.counters().dropped(DropCause.QUEUE_FULL)).isPositive();
    assertThat(log.records()).hasSizeBetween(1, 5);
    assertThat(log.records())
        .allSatisfy(
            line -> {
              assertThat(line.getLevel()).isEqualTo(Level.WARNING);
              assertThat(line.getMessage()).contains("span").contains("queue was full");
            });
  }

  @Test
  void logsExceptionsOfTheExporterInAFewLines() {
    properties.put("otel.bsp.max.export.batch.size", "1");
    exporter.step =
        payload -> {
          throw new IllegalStateException("odd");
        };
    start();
    offer(100);
    worker.flush(LONG_NANOS);
    assertThat(worker.counters().dropped(DropCause.INTERNAL_ERROR)).isEqualTo(100);
    assertThat(log.records()).hasSizeBetween(1, 5);
    assertThat(log.records().get(0).getMessage()).contains("odd");
  }

  @Test
  void producerThatNeverFinishesHoldsUpOnlyItsStripe() {
    properties.put("otel.bsp.max.export.batch.size", "10");
    stripes = 2;
    start();
    StalledProducer stalled = new StalledProducer(worker.ring, 0);
    produced.incrementAndGet();
    offerOnStripe(1, 100);
    awaitExported(100);
    assertThat(worker.pending()).isOne();
    assertThat(worker.flush(100_000_000)).isFalse();
    stalled.goOn();
    await("the late record", () -> worker.pending() == 0);
    new StalledProducer(worker.ring, 0);
    produced.incrementAndGet();
    worker.close(100_000_000);
    assertThat(worker.counters().dropped(DropCause.SHUTDOWN)).isOne();
  }

  /** Threads at the end of their stack get no further than they get, but never block others. */
  @Test
  void survivesStackOverflowInTheApplication() throws Exception {
    properties.put("ringlet.bsp.max.queue.bytes", "256KiB");
    start();
    offer(10);
    offerOne(10_000);
    assertThat(worker.flush(LONG_NANOS)).isTrue(); // everything is loaded and linked
    byte[] small = record(1, 100);
    byte[] large = record(1, 10_000);
    for (int t = 0; t < 100; t++) {
      byte[] record = t % 4 == 3 ? large : small;
      int shift = t;
      Thread deep = new Thread(null, () -> shift(record, shift, 0, 0, 0), "deep", 256 << 10);
      deep.start();
      deep.join();
      worker.flush(LONG_NANOS); // false if records were lost
      assertThat(worker.pending()).as("pending after thread %d", t).isZero();
    }
    assertThat(worker.counters().exported()).isPositive();
    // An offer may throw the error when the record is in already.
    produced.set(worker.accepted() + worker.counters().dropped(DropCause.QUEUE_FULL));
    offer(100);
    assertThat(worker.flush(LONG_NANOS)).isTrue();
  }

  /** Takes some stack of another size than {@link #dive}, so that the ends do not fall alike. */
  private long shift(byte[] record, int times, long a, long b, long c) {
    return times > 0 ? a + b + c + shift(record, times - 1, b + times, c - times, a) : dive(record);
  }

  /** Offers at every depth on the way back from where the stack ended. */
  private int dive(byte[] record) {
    int depth = 0;
    try {
      depth = dive(record) + 1;
    } catch (StackOverflowError e) {
      depth = 0;
    }
    if (depth < 20) {
      worker.offer(record, 0, record.length, scope);
    }
    return depth;
  }

  @Test
  void workersDoNotMeet() {
    ScriptedExporter otherExporter = new ScriptedExporter(1);
    CountDownLatch gate = hang(payload -> ExportResult.delivered());
    properties.put("otel.bsp.max.export.batch.size", "512");
    start();
    offer(512);
    await("the first hangs", () -> exporter.running.get() == 1);
    BatchWorker other = startWith(otherExporter);
    byte[] record = record(1, 0);
    for (int i = 0; i < 600; i++) {
      other.offer(record, 0, record.length, scope);
    }
    assertThat(other.flush(LONG_NANOS)).isTrue();
    assertThat(other.counters().exported()).isEqualTo(600);
    other.close(LONG_NANOS);
    assertThat(worker.counters().exported()).isZero();
    gate.countDown();
    awaitExported(512);
    offer(512);
    awaitExported(1024);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void threadsAreDaemonsWithoutContextClassLoader(int concurrency) {
    exporter = new ScriptedExporter(concurrency);
    start();
    offer(5);
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    List<Thread> threads = new ArrayList<>(workerThreads());
    threads.addAll(exporter.threads);
    assertThat(threads)
        .isNotEmpty()
        .allSatisfy(
            thread -> {
              assertThat(thread.isDaemon()).isTrue();
              assertThat(thread.getContextClassLoader()).isNull();
              assertThat(thread.getName()).startsWith("ringlet-traces-");
            });
  }
}
