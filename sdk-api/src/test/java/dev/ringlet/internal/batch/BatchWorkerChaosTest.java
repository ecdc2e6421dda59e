// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import static dev.ringlet.testing.Await.LONG_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything at once for some seconds; what came out must be what went in. */
class BatchWorkerChaosTest extends BatchWorkerTests {
  private static final long ROUND_NANOS = 2_500_000_000L;

  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicLong delivered = new AtomicLong();

  @ParameterizedTest
  @CsvSource({"11,1,2,0", "12,4,4,100", "13,2,1,7", "14,16,2,0"})
  void keepsTheSum(long seed, int concurrency, int stripes, int batch) throws Exception {
    exporter = new ScriptedExporter(concurrency);
    exporter.step = payload -> misbehave(payload, new Random(seed + exporter.calls.get()));
    exporter.onFlush = () -> maybeThrow(new Random(seed + exporter.flushes.get()));
    this.stripes = stripes;
    properties.put("otel.bsp.schedule.delay", "20");
    properties.put("ringlet.bsp.max.queue.bytes", "256KiB");
    properties.put("ringlet.bsp.max.export.batch.bytes", "32KiB");
    if (batch > 0) {
      properties.put("otel.bsp.max.export.batch.size", Integer.toString(batch));
    }
    start();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      Random random = new Random(seed * 100 + t);
      threads.add(new Thread(() -> produce(random)));
    }
    threads.add(new Thread(() -> flushNowAndThen(new Random(seed))));
    threads.add(new Thread(() -> interruptNowAndThen(new Random(seed))));
    threads.forEach(Thread::start);
    pause(ROUND_NANOS / 1_000_000); // the length of the load
    stop.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    exporter.step = this::deliver;
    exporter.onFlush = () -> {};
    worker.flush(LONG_NANOS); // may be false: a failing request can still be under way
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    assertThat(worker.pending()).isZero();
    assertConserved();
    assertThat(worker.counters().exported()).isEqualTo(delivered.get()).isPositive();
    assertThat(exporter.mostRunning.get()).isLessThanOrEqualTo(concurrency);
    offer(1000);
    worker.close(LONG_NANOS);
    assertThat(worker.counters().exported()).isEqualTo(delivered.get());
  }

  private ExportResult deliver(Payload payload) {
    delivered.addAndGet(payload.items());
    return ExportResult.delivered();
  }

  private ExportResult misbehave(Payload payload, Random random) throws Throwable {
    switch (random.nextInt(12)) {
      case 0 -> {
        return ExportResult.permanent(FailureCause.BAD_DATA, "");
      }
      case 1 -> {
        return ExportResult.retry(FailureCause.TIMEOUT, -1, "");
      }
      case 2 -> {
        return ExportResult.stored();
      }
      case 3 -> {
        int rejected = random.nextInt(payload.items() + 3);
        delivered.addAndGet(payload.items() - Math.min(rejected, payload.items()));
        return ExportResult.partial(rejected, "");
      }
      case 4 -> {
        return null;
      }
      case 5 -> {
        maybeThrow(random);
        return deliver(payload);
      }
      case 6 -> {
        Thread.sleep(random.nextInt(20)); // an interrupt makes this throw
        return deliver(payload);
      }
      case 7 -> {
        Thread.currentThread().interrupt();
        return deliver(payload);
      }
      case 8 -> {
        offerOne(random.nextInt(100)); // what the exporter itself records
        worker.flush(SECOND);
        return deliver(payload);
      }
      default -> {
        return deliver(payload);
      }
    }
  }

  private static void maybeThrow(Random random) {
    List<Throwable> throwables = BatchWorkerCloseTest.throwables();
    int which = random.nextInt(2 * throwables.size());
    if (which < throwables.size()) {
      throw sneak(throwables.get(which));
    }
  }

  private void produce(Random random) {
    while (!stop.get()) {
      int burst = random.nextInt(200);
      for (int i = 0; i < burst; i++) {
        int padding =
            random.nextInt(200) == 0
                ? random.nextInt(40_000)
                : random.nextInt(random.nextInt(300) + 1);
        offer(
            record(produced.incrementAndGet(), padding),
            random.nextInt(3) == 0 ? otherScope : scope);
      }
      if (random.nextInt(4) == 0) {
        pause(random.nextInt(10));
      }
    }
  }

  private void flushNowAndThen(Random random) {
    while (!stop.get()) {
      if (random.nextInt(5) == 0) {
        Thread.currentThread().interrupt();
      }
      worker.flush((long) random.nextInt(50) * 1_000_000);
      Thread.interrupted();
      pause(random.nextInt(20));
    }
  }

  private void interruptNowAndThen(Random random) {
    while (!stop.get()) {
      List<Thread> threads = workerThreads();
      if (!threads.isEmpty()) {
        threads.get(random.nextInt(threads.size())).interrupt();
      }
      pause(random.nextInt(3));
    }
  }
}
