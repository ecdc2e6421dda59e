// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import static dev.ringlet.testing.Await.LONG_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Payload;
import dev.ringlet.internal.delivery.BuiltInExporter;
import dev.ringlet.testing.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a batch goes out, and how large it may be. */
class BatchWorkerExportTest extends BatchWorkerTests {
  private void batchOf(int items) {
    properties.put("otel.bsp.max.export.batch.size", Integer.toString(items));
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,1", "2,1,1", "3,1,1", "512,1,1", "512,4,1", "1,2,4", "2,4,4", "3,2,4", "3,4,4", "512,2,4",
    "512,4,4", "512,8,4"
  })
  void exportsFullBatchWithoutWaitingForTheDelay(int size, int stripes, int threads)
      throws Exception {
    batchOf(size);
    this.stripes = stripes;
    start();
    for (int round = 1; round <= 5; round++) {
      List<Thread> producers = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int share = size / threads + (t < size % threads ? 1 : 0);
        producers.add(new Thread(() -> offer(share)));
      }
      producers.forEach(Thread::start);
      for (Thread producer : producers) {
        producer.join();
      }
      awaitExported((long) round * size);
    }
    assertThat(exporter.received()).allMatch(request -> request.items() <= size);
  }

  @Test
  void countsRecordsOfAllStripesTogether() throws Exception {
    batchOf(512);
    stripes = 2;
    start();
    Thread first = null;
    for (int part : new int[] {256, 128, 128}) {
      awaitParked();
      first = onOtherStripe(first, part);
    }
    awaitExported(512);
  }

  /** Offers on a thread whose stripe of two is not that of {@code before}. */
  private Thread onOtherStripe(Thread before, int count) throws InterruptedException {
    while (true) {
      Thread thread = new Thread(() -> offer(count));
      if (before == null || ((thread.getId() ^ before.getId()) & 1) == 1) {
        thread.start();
        thread.join();
        return thread;
      }
    }
  }

  @Test
  void exportsPartOfBatchWhenTheDelayIsOver() {
    properties.put("otel.bsp.schedule.delay", "100");
    start();
    offer(3);
    awaitExported(3);
    offer(4);
    awaitExported(7);
  }

  @Test
  void theDelayBeginsAnewWithEachBatch() {
    long delayNanos = SECOND * 3 / 10;
    properties.put("otel.bsp.schedule.delay", "300");
    List<Long> exportedAt = new CopyOnWriteArrayList<>();
    exporter.step =
        payload -> {
          exportedAt.add(System.nanoTime());
          return ExportResult.delivered();
        };
    start();
    pause(200); // of the first delay
    offer(1);
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    offer(1);
    awaitExported(2);
    assertThat(exportedAt.get(1) - exportedAt.get(0)).isGreaterThanOrEqualTo(delayNanos);
  }

  @Test
  void exportsAtOnceWithoutDelay() {
    properties.put("otel.bsp.schedule.delay", "0");
    start();
    for (int i = 1; i <= 20; i++) {
      offer(1);
      awaitExported(i);
    }
  }

  @Test
  void keepsPartOfBatchUntilTheDelayIsOver() {
    batchOf(4);
    start();
    offer(3);
    awaitParked(); // while awake it may see the last record before that is published
    offer(1);
    awaitExported(4);
    offer(3);
    awaitParked();
    assertThat(worker.counters().exported()).isEqualTo(4);
    assertThat(worker.pending()).isEqualTo(3);
    offer(1);
    awaitExported(8);
    assertThat(exporter.received()).extracting(r -> r.items()).containsExactly(4, 4);
  }

  @Test
  void exportsWhenEnoughBytesWait() {
    properties.put("ringlet.bsp.max.export.batch.bytes", "64KiB");
    start();
    for (int i = 0; i < 80; i++) {
      offerOne(1024);
    }
    await("an export", () -> worker.counters().exported() > 0);
    assertThat(exporter.received()).allMatch(request -> request.bytes() <= 64 << 10);
  }

  @Test
  void exportsWhenEnoughBytesWaitInLargeRecords() {
    start();
    for (int i = 0; i < 12; i++) {
      offerOne(100 << 10);
    }
    await("an export", () -> worker.counters().exported() > 0);
    assertThat(worker.counters().dropped()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1,64KiB", "7,64KiB", "100,1KiB", "100,3KiB", "5000,20KiB"})
  void exceedsNeitherLimit(int items, String bytes) {
    batchOf(items);
    properties.put("ringlet.bsp.max.export.batch.bytes", bytes);
    int maxBytes = Integer.parseInt(bytes.replace("KiB", "")) << 10;
    stripes = 2;
    start();
    Random random = new Random(7);
    int count = 3000;
    for (int i = 0; i < count; i++) {
      int padding = random.nextInt(random.nextInt(100) == 0 ? 12_000 : 300);
      byte[] record = record(produced.incrementAndGet(), padding);
      offer(record, random.nextBoolean() ? scope : otherScope);
      if (worker.pending() > 500) {
        await("room", () -> worker.pending() <= 500);
      }
    }
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    assertThat(worker.counters().exported()).isEqualTo(count);
    assertThat(exporter.received())
        .allSatisfy(
            request -> {
              assertThat(request.items()).isBetween(1, items);
              if (request.items() > 1) {
                assertThat(request.bytes()).isLessThanOrEqualTo(maxBytes);
              }
            });
    assertThat(exporter.received())
        .as("comes near a limit")
        .anyMatch(request -> request.items() == items || request.bytes() > maxBytes * 0.8);
  }

  @Test
  void sendsOneLargerRecordAlone() {
    properties.put("ringlet.bsp.max.export.batch.bytes", "4KiB");
    CountDownLatch gate = hang(payload -> ExportResult.delivered());
    start();
    offer(2);
    offerOne(300_000);
    await("an export begins", () -> exporter.running.get() == 1);
    offer(2); // not waiting when the worker began, so not sent before the flush
    gate.countDown();
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    assertThat(exporter.received()).extracting(r -> r.items()).containsExactly(2, 1, 2);
  }

  @Test
  void refusesRecordThatNeverFits() {
    start();
    offerOne(worker.maxRecordBytes());
    produced.incrementAndGet();
    worker.drop(DropCause.TOO_LARGE); // one that was too large to be encoded
    doorTooLarge = 2;
    assertThat(worker.counters().dropped(DropCause.TOO_LARGE)).isEqualTo(2);
    assertThat(worker.accepted()).isZero();
    assertThat(worker.scopes().register(OTHER_SCOPE)).isEqualTo(otherScope);
  }

  @Test
  void countsWhatFindsNoRoom() throws Exception {
    CountDownLatch gate = hang(payload -> ExportResult.delivered());
    properties.put("otel.bsp.max.queue.size", "100");
    batchOf(1);
    start();
    offer(1);
    await("an export begins", () -> exporter.running.get() == 1);
    offer(150);
    assertThat(worker.counters().dropped(DropCause.QUEUE_FULL)).isEqualTo(50);
    assertThat(worker.accepted()).isEqualTo(101);
    assertThat(worker.pending()).isEqualTo(101);
    assertConserved();
    gate.countDown();
    awaitExported(101);
  }

  @Test
  void waitsForBytesOrTheDelayWhereNoSizeIsSet() {
    start();
    offer(3000);
    awaitParked();
    assertThat(worker.pending()).isEqualTo(3000);
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    assertThat(exporter.received()).extracting(r -> r.items()).containsExactly(3000);
  }

  @Test
  void sendsFewLargeRequestsUnderLoad() {
    start();
    int count = 16_000;
    for (int i = 0; i < count; i++) {
      offerOne(1000);
      if (worker.pending() > 1500) {
        await("an export", () -> worker.pending() <= 1500);
      }
    }
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    assertThat(worker.counters().dropped()).isZero();
    assertThat(exporter.received()).hasSizeBetween(16, 24);
    assertThat(exporter.received()).allMatch(request -> request.bytes() <= 1 << 20);
  }

  /** Offers records until a request has at least so many bytes; returns the largest. */
  private int largestRequest(int leastBytes, int acceptedBytes) {
    heapBytes = 512 << 20;
    largeFromBytesPerSecond = 1;
    AtomicInteger largest = new AtomicInteger();
    worker =
        startWith(
            new BuiltInExporter() {
              @Override
              public ExportResult export(Payload payload) {
                largest.accumulateAndGet(payload.length(), Math::max);
                return ExportResult.delivered();
              }

              @Override
              public int largestRequestBytes() {
                return acceptedBytes;
              }

              @Override
              public void close() {}
            });
    byte[] record = record(0, 8000);
    long deadline = Await.deadline();
    while (largest.get() < leastBytes && deadline - System.nanoTime() > 0) {
      produced.incrementAndGet();
      offer(record, scope);
      if (worker.queueBytes() > policy().maxQueueBytes / 2) {
        await("an export", () -> worker.queueBytes() <= policy().maxQueueBytes / 2);
      }
    }
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    assertThat(worker.counters().dropped()).isZero();
    return largest.get();
  }

  @Test
  void sendsLargerRequestsUnderALastingLoad() {
    assertThat(largestRequest(3 << 20, Integer.MAX_VALUE)).isBetween(3 << 20, 63 << 16);
  }

  @Test
  void waitsForMoreBytesUnderALastingLoad() {
    largestRequest(3 << 20, Integer.MAX_VALUE);
    byte[] record = record(0, 8000);
    int count = (2 << 20) / record.length; // more than a request of usual size takes
    produced.addAndGet(count);
    for (int i = 0; i < count; i++) {
      offer(record, scope);
    }
    awaitParked();
    assertThat(worker.pending()).isEqualTo(count);
  }

  @Test
  void requestsAreNoLargerThanTheExporterTakesInOnePiece() {
    assertThat(largestRequest(5 << 18, 3 << 19)).isBetween(5 << 18, 3 << 19);
  }

  @Test
  void exportsHalfAQueueWhoseSizeIsSet() {
    properties.put("otel.bsp.max.queue.size", "200");
    start();
    offer(99);
    awaitParked();
    assertThat(worker.pending()).isEqualTo(99);
    offer(1);
    awaitExported(100);
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "4", "16"})
  void keepsAsManyRequestsUnderWayAsTheExporterAllows(int concurrency) {
    exporter = new ScriptedExporter(concurrency);
    CountDownLatch gate = hang(payload -> ExportResult.delivered());
    batchOf(1);
    start();
    offer(concurrency + 3);
    await("all under way", () -> exporter.running.get() == concurrency);
    awaitWaiting(batchThread());
    assertThat(exporter.running.get()).isEqualTo(concurrency);
    gate.countDown();
    awaitExported(concurrency + 3L);
    assertThat(exporter.mostRunning.get()).isEqualTo(concurrency);
  }

  @Test
  void neverExceedsTheAllowedConcurrencyUnderLoad() {
    exporter = new ScriptedExporter(3);
    batchOf(5);
    stripes = 2;
    start();
    for (int i = 0; i < 400; i++) {
      offer(50);
      await("room", () -> worker.pending() < 500);
    }
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    assertThat(exporter.mostRunning.get()).isLessThanOrEqualTo(3);
    assertThat(exporter.deliveredIds()).hasSize(20_000);
  }

  @Test
  void deliversEachRecordOnceAndInOrder() {
    batchOf(100);
    start();
    for (int i = 0; i < 50; i++) {
      offer(70);
      await("room", () -> worker.pending() < 500);
    }
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    List<Long> ids =
        exporter.received().stream().flatMap(request -> ids(request.message()).stream()).toList();
    assertThat(ids).containsExactlyElementsOf(LongStream.rangeClosed(1, 3500).boxed().toList());
  }
}
