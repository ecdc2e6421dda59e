// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import static dev.ringlet.testing.Await.LONG_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Payload;
import dev.ringlet.internal.delivery.BuiltInExporter;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many records wait while the exporter takes none, and what memory that needs. */
class BatchWorkerQueueTest extends BatchWorkerTests {
  private static final int MIB = 1 << 20;

  /** Starts a worker that is held inside the export of one record; opens with the latch. */
  private CountDownLatch startHeld() {
    CountDownLatch gate = hang(payload -> ExportResult.delivered());
    start();
    offer(1);
    assertThat(worker.flush(1)).isFalse();
    await("an export begins", () -> exporter.running.get() == 1);
    return gate;
  }

  private void offerEqual(int count, int padding) {
    byte[] record = record(2, padding);
    produced.addAndGet(count);
    for (int i = 0; i < count; i++) {
      offer(record, scope);
    }
  }

  private void offerFromTwoThreads(int count, int padding) throws InterruptedException {
    Thread one = new Thread(() -> offerEqual(count / 2, padding));
    Thread other = new Thread(() -> offerEqual(count - count / 2, padding));
    one.start();
    other.start();
    one.join();
    other.join();
  }

  /** MiB of the heap, records that the queue may hold, bytes of a record. */
  @ParameterizedTest
  @CsvSource({
    "512,10000,10",
    "512,10000,1000",
    "512,10000,4000",
    "512,2048,4000",
    "512,2048,15360",
    "512,2048,40000",
    "512,100,200000",
    "32,2048,300",
    "32,2048,1000",
    "32,1000,4096",
    "32,2048,2000",
    "32,1,10",
    "32,3,10",
    "32,3,300000",
    "512,7,8192",
    "512,7,8193"
  })
  void aNumberThatIsSetIsKeptWhateverTheSizeOfRecords(int heap, int records, int padding) {
    heapBytes = (long) heap * MIB;
    properties.put("otel.bsp.max.queue.size", Integer.toString(records));
    stripes = 2;
    CountDownLatch gate = startHeld();
    offerEqual(records, padding);
    assertThat(worker.counters().dropped()).isZero();
    offerEqual(11, padding);
    assertThat(worker.counters().dropped(DropCause.QUEUE_FULL)).isEqualTo(11);
    assertThat(worker.pending()).isEqualTo(records + 1L);
    assertConserved();
    gate.countDown();
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    assertThat(worker.counters().exported()).isEqualTo(records + 1L);
    offerEqual(Math.min(records, 100), padding);
    assertThat(worker.flush(LONG_NANOS)).isTrue();
  }

  /** MiB of the heap, how many records, bytes of a record. */
  @ParameterizedTest
  @CsvSource({
    "512,2048,100",
    "512,2048,4096",
    "512,2048,15360",
    "512,2000,8192",
    "32,3,204800",
    "32,2,307200",
    "32,2048,500",
    "4096,300000,250",
    "512,4,3000000"
  })
  void defaultsKeepBurstsOfRecordsOfAnySize(int heap, int count, int padding) throws Exception {
    heapBytes = (long) heap * MIB;
    stripes = 2;
    CountDownLatch gate = startHeld();
    offerFromTwoThreads(count, padding);
    assertThat(worker.counters().dropped()).isZero();
    assertThat(worker.pending()).isEqualTo(count + 1L);
    gate.countDown();
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    assertThat(worker.counters().exported()).isEqualTo(count + 1L);
  }

  @ParameterizedTest
  @CsvSource({"10000,64KiB,65536", "10000,1MiB,1048576", ",3MiB,3145728"})
  void bytesThatAreSetAreABoundOfTheirOwn(String records, String bytes, long most)
      throws Exception {
    if (records != null) {
      properties.put("otel.bsp.max.queue.size", records);
    }
    properties.put("ringlet.bsp.max.queue.bytes", bytes);
    CountDownLatch gate = startHeld();
    for (int padding : new int[] {1000, 9000, 10, 16000, 8000}) {
      offerFromTwoThreads(3000, padding);
    }
    assertThat(worker.counters().dropped(DropCause.QUEUE_FULL)).isPositive();
    assertThat(worker.queueBytes()).isBetween(most * 8 / 10, most);
    assertThat(worker.mostQueueBytes()).isLessThanOrEqualTo(most);
    assertThat(worker.ring.allocatedBytes()).isLessThanOrEqualTo(most + most / 4);
    assertConserved();
    gate.countDown();
  }

  @Test
  void theCapacityIsTheNumberOfRecordsThatIsSet() {
    properties.put("otel.bsp.max.queue.size", "100");
    start();
    offerEqual(20, 100);
    assertThat(worker.queueCapacity()).isEqualTo(100);
  }

  @Test
  void theCapacityFollowsTheSizeOfTheRecordsThatWait() {
    start();
    assertThat(worker.queueCapacity()).isEqualTo(4 * MIB / 512);
    offerEqual(500, 1000);
    long expected = 500L * 4 * MIB / worker.queueBytes();
    assertThat(worker.queueCapacity()).isBetween(expected - 1, expected + 1);
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    assertThat(worker.queueCapacity()).isEqualTo(4 * MIB / 512);
  }

  @Test
  void anIdleWorkerHasTakenNoMemory() {
    heapBytes = 4096L * MIB;
    stripes = 4;
    start();
    assertThat(worker.ring.allocatedBytes()).isZero();
    assertThat(worker.queueBytes()).isZero();
    assertThat(worker.mostQueueBytes()).isZero();
  }

  @Test
  void memoryIsGivenBackWhenTheLoadIsOver() {
    heapBytes = 512L * MIB;
    stripes = 2;
    trimNanos = 1_000_000;
    CountDownLatch gate = startHeld();
    offerEqual(20_000, 1000);
    offerEqual(20, 100_000);
    assertThat(worker.queueBytes()).isGreaterThan(20 * MIB);
    gate.countDown();
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    await("given back", () -> worker.ring.allocatedBytes() <= 80 << 10);
    assertThat(worker.queueBytes()).isLessThanOrEqualTo(80 << 10);
    assertThat(worker.mostQueueBytes()).isGreaterThan(20 * MIB);
    offerEqual(20_000, 1000);
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    assertThat(worker.counters().dropped()).isZero();
  }

  @Test
  void theBodyOfALargeRequestIsGivenBackWhenTheLoadIsOver() {
    trimNanos = 1_000_000;
    List<WeakReference<byte[]>> bodies = new CopyOnWriteArrayList<>();
    worker =
        startWith(
            new BuiltInExporter() {
              @Override
              public ExportResult export(Payload payload) {
                bodies.add(new WeakReference<>(payload.bytes()));
                return ExportResult.delivered();
              }

              @Override
              public void close() {}
            });
    offerEqual(1000, 1000);
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    assertThat(bodies).isNotEmpty();
    await("given back", () -> isCollected(bodies));
  }

  private static boolean isCollected(List<WeakReference<byte[]>> bodies) {
    System.gc();
    return bodies.stream().allMatch(body -> body.get() == null);
  }
}
