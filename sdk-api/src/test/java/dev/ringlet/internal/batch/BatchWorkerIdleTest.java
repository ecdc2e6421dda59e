// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import static dev.ringlet.testing.Await.LONG_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Payload;
import dev.ringlet.internal.delivery.BuiltInExporter;
import dev.ringlet.internal.ring.StalledProducer;
import dev.ringlet.testing.Await;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker with nothing to do does nothing, and one at work makes no garbage. */
class BatchWorkerIdleTest extends BatchWorkerTests {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long TINY_CPU_NANOS = 50_000_000;

  /** Takes everything and makes nothing. */
  private static final class NullExporter implements BuiltInExporter {
    private final int concurrency;

    NullExporter(int concurrency) {
      this.concurrency = concurrency;
    }

    @Override
    public ExportResult export(Payload payload) {
      return ExportResult.delivered();
    }

    @Override
    public int maxConcurrentExports() {
      return concurrency;
    }

    @Override
    public void close() {}
  }

  /**
   * Processor time is not wall time: a slow machine does not make an idle thread use more, but it
   * may take longer to come to rest. The pause is the time over which it is measured.
   */
  private static void assertIdle() {
    long deadline = Await.deadline();
    long used = Long.MAX_VALUE;
    while (used >= TINY_CPU_NANOS && System.nanoTime() < deadline) {
      long before = cpuNanos();
      pause(1000);
      used = cpuNanos() - before;
    }
    assertThat(used).as("CPU time in a second").isLessThan(TINY_CPU_NANOS);
  }

  private static long cpuNanos() {
    return workerThreads().stream()
        .mapToLong(thread -> Math.max(0, THREADS.getThreadCpuTime(thread.getId())))
        .sum();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5000", "100", "0", NEVER})
  void sleepsWhenNothingIsOffered(String delay) {
    properties.put("otel.bsp.schedule.delay", delay);
    start();
    offer(700);
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    assertIdle();
  }

  @Test
  void sleepsWhileLittleWaits() {
    start();
    offer(600);
    assertIdle();
    assertThat(worker.pending()).isEqualTo(600);
  }

  @Test
  void sleepsAfterFlushThatTimedOut() {
    exporter = new ScriptedExporter(2);
    hang(payload -> ExportResult.delivered());
    start();
    offer(600);
    assertThat(worker.flush(1_000_000)).isFalse();
    offer(600);
    assertThat(worker.flush(1_000_000)).isFalse();
    assertIdle();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void sleepsWhileTheExporterHangs(int concurrency) {
    exporter = new ScriptedExporter(concurrency);
    properties.put("otel.bsp.max.export.batch.size", "10");
    properties.put("otel.bsp.max.queue.size", "100");
    hang(payload -> ExportResult.delivered());
    start();
    offer(1000);
    await("all under way", () -> exporter.running.get() == concurrency);
    assertIdle();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 600})
  void sleepsWhileAProducerIsStalled(int behind) {
    properties.put("otel.bsp.schedule.delay", "100");
    start();
    produced.incrementAndGet();
    StalledProducer stalled = new StalledProducer(worker.ring, 0);
    offer(behind);
    assertIdle();
    assertThat(worker.flush(1_000_000)).isFalse();
    assertIdle();
    stalled.goOn();
    awaitExported(behind);
  }

  @Test
  void sleepsAfterContentionForASmallQueue() throws Exception {
    properties.put("ringlet.bsp.max.queue.bytes", "64KiB");
    stripes = 2;
    start();
    List<Thread> producers = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      Random random = new Random(t);
      Thread producer =
          new Thread(
              () -> {
                for (int i = 0; i < 20_000; i++) {
                  offerOne(random.nextInt(2) == 0 ? 7000 : 10);
                }
              });
      producers.add(producer);
      producer.start();
    }
    for (Thread producer : producers) {
      producer.join();
    }
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    assertIdle();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void makesNoGarbage(int concurrency) {
    properties.put("otel.bsp.max.export.batch.size", "100");
    worker = startWith(new NullExporter(concurrency));
    Thread thread = batchThread();
    byte[] record = record(1, 40);
    offerBatches(record, 3000);
    long offering = Long.MAX_VALUE;
    for (int i = 0; i < 10; i++) { // the ring makes memory as it needs it, and keeps it
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int n = 0; n < 1000; n++) {
        offer(record, scope);
      }
      offering = Math.min(offering, THREADS.getCurrentThreadAllocatedBytes() - before);
      produced.addAndGet(1000);
      awaitExported(produced.get());
    }

    int batches = 2000;
    long requests = worker.counters().requests();
    long before = THREADS.getThreadAllocatedBytes(thread.getId()) + senderBytes();
    offerBatches(record, batches);
    long bytes = THREADS.getThreadAllocatedBytes(thread.getId()) + senderBytes() - before;
    requests = worker.counters().requests() - requests;

    assertThat(offering).as("bytes made by 1000 offers").isZero();
    assertThat(requests).isBetween(batches / 2L, 2L * batches);
    // A payload, a report and a scope; a sender's thread adds what its executor makes.
    assertThat(bytes / (double) requests).as("bytes a request").isLessThan(200);
    assertThat(bytes / (100.0 * batches)).as("bytes a record").isLessThan(2);
  }

  private void offerBatches(byte[] record, int batches) {
    for (int i = 0; i < batches; i++) {
      offerBatch(record, 100);
    }
  }

  private void offerBatch(byte[] record, int count) {
    for (int n = 0; n < count; n++) {
      offer(record, scope);
    }
    long expected = produced.addAndGet(count);
    Await.until("the batch is exported", () -> worker.counters().exported() >= expected);
  }

  private static long senderBytes() {
    return workerThreads().stream()
        .filter(thread -> thread.getName().endsWith("-sender"))
        .mapToLong(thread -> THREADS.getThreadAllocatedBytes(thread.getId()))
        .sum();
  }
}
