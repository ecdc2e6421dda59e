// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import static dev.ringlet.testing.Await.LONG_NANOS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.ring.ByteRing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of the batch worker that can be looked at alone. */
class BatchPartsTest {
  private static final long MILLI = 1_000_000;

  private static BatchPolicy policy(Map<String, String> properties) {
    Config config = Config.of(properties, Map.of(), Map.of());
    return BatchPolicy.forHeap(config, Signal.LOGS, "blrp", 1000 * MILLI, 64 << 20);
  }

  @Test
  void boundsByBytesUnlessItemsAreGiven() {
    BatchPolicy policy = policy(Map.of());
    assertThat(policy.scheduleDelayNanos).isEqualTo(1000 * MILLI);
    assertThat(policy.exportTimeoutNanos()).isEqualTo(30_000 * MILLI);
    assertThat(policy.wakeItems).isEqualTo(Integer.MAX_VALUE);
    assertThat(policy.maxBatchItems).isEqualTo(Integer.MAX_VALUE);
    assertThat(policy.maxQueueItems).isZero();
    assertThat(policy.maxQueueBytes).isEqualTo(4 << 20);
    assertThat(policy.maxBatchBytes).isEqualTo(1 << 20);
    assertThat(policy.stripes).isEqualTo(BatchPolicy.defaultStripes());
  }

  @ParameterizedTest
  @CsvSource({
    "2048,512,512,512",
    "100,512,100,100",
    "100,,50,2147483647",
    "1,,1,2147483647",
    ",64,64,64"
  })
  void keepsSizesInItems(String queue, String batch, int wakeItems, int maxBatchItems) {
    Map<String, String> properties = new ConcurrentHashMap<>();
    if (queue != null) {
      properties.put("otel.blrp.max.queue.size", queue);
    }
    if (batch != null) {
      properties.put("otel.blrp.max.export.batch.size", batch);
    }
    BatchPolicy policy = policy(properties);
    assertThat(policy.wakeItems).isEqualTo(wakeItems);
    assertThat(policy.maxBatchItems).isEqualTo(maxBatchItems);
    assertThat(policy.maxQueueItems).isEqualTo(queue == null ? 0 : Integer.parseInt(queue));
  }

  @Test
  void takesNoDelayAsAtOnceAndNoTimeoutAsForEver() {
    BatchPolicy policy =
        policy(Map.of("otel.blrp.schedule.delay", "0", "otel.blrp.export.timeout", "0"));
    assertThat(policy.wakeItems).isOne();
    assertThat(policy.scheduleDelayNanos).isPositive();
    assertThat(policy.exportTimeoutNanos()).isGreaterThan(365L * 24 * 3600 * 1000 * MILLI);
  }

  /** MiB of the heap, what is set, and MiB of the queue. */
  @ParameterizedTest
  @CsvSource({
    "8,,,1",
    "32,,,2",
    "64,,,4",
    "512,,,32",
    "4096,,,128",
    "65536,,,128",
    "32,10000,,8",
    "512,1,,128",
    "4096,10000,,256",
    "512,10000,3,3",
    "512,,200,200"
  })
  void memoryFollowsTheHeapUnlessBytesAreGiven(int heap, String records, String bytes, int queue) {
    Map<String, String> properties = new ConcurrentHashMap<>();
    if (records != null) {
      properties.put("otel.blrp.max.queue.size", records);
    }
    if (bytes != null) {
      properties.put("ringlet.blrp.max.queue.bytes", bytes + "MiB");
    }
    Config config = Config.of(properties, Map.of(), Map.of());
    BatchPolicy policy =
        BatchPolicy.forHeap(config, Signal.LOGS, "blrp", 1000 * MILLI, (long) heap << 20);
    assertThat(policy.maxQueueBytes).isEqualTo((long) queue << 20);
    assertThat(policy.maxBatchBytes).isEqualTo(Math.min(1 << 20, policy.maxQueueBytes / 4));
    assertThat(policy.largeBatchBytes).isEqualTo(Math.min(63 << 16, policy.maxQueueBytes / 4));
  }

  @Test
  void makesFewStripesAndSmallBatchesOfLittleMemory() {
    BatchPolicy small = policy(Map.of("ringlet.blrp.max.queue.bytes", "64KiB"));
    assertThat(small.stripes).isOne();
    assertThat(small.maxBatchBytes).isEqualTo(16 << 10);
    assertThat(small.wakeBytes()).isEqualTo(16 << 10);
    BatchPolicy larger =
        policy(
            Map.of(
                "ringlet.blrp.max.queue.bytes", "191KiB",
                "ringlet.blrp.max.export.batch.bytes", "1MiB"));
    assertThat(larger.stripes).isEqualTo(Math.min(2, BatchPolicy.defaultStripes()));
    assertThat(larger.maxBatchBytes).isEqualTo(1 << 20);
    assertThat(larger.largeBatchBytes).as("a size that is set holds").isEqualTo(1 << 20);
    assertThat(larger.wakeBytes()).as("half the queue").isEqualTo(191 << 9);
  }

  @Test
  void makesAsManyStripesAsThereAreProcessors() {
    int processors = Math.min(32, Runtime.getRuntime().availableProcessors());
    int stripes = BatchPolicy.defaultStripes();
    assertThat(Integer.bitCount(stripes)).isOne();
    assertThat(stripes).isBetween(processors, 2 * processors - 1);
  }

  @Test
  void boundsTheNumberOfRecordsByWhatARingCanCount() {
    BatchPolicy policy = policy(Map.of("otel.blrp.max.queue.size", "2147483647"));
    assertThat(policy.maxQueueItems).isEqualTo(ByteRing.MAX_RECORDS);
  }

  @Test
  void aCopyDiffersInOneSetting() {
    BatchPolicy policy =
        policy(
            Map.of(
                "otel.blrp.schedule.delay", "7",
                "otel.blrp.export.timeout", "8",
                "otel.blrp.max.queue.size", "9",
                "otel.blrp.max.export.batch.size", "5"));
    assertThat(policy.trimNanos).isEqualTo(10_000 * MILLI);
    for (BatchPolicy copy : List.of(policy.withStripes(64), policy.withTrimNanos(5))) {
      assertThat(copy)
          .usingRecursiveComparison()
          .ignoringFields("stripes", "trimNanos", "largeFromBytesPerSecond")
          .isEqualTo(policy);
    }
    assertThat(policy.withStripes(64).stripes).isEqualTo(64);
    assertThat(policy.withStripes(64).trimNanos).isEqualTo(policy.trimNanos);
    assertThat(policy.withTrimNanos(5).trimNanos).isEqualTo(5);
    assertThat(policy.withTrimNanos(5).stripes).isEqualTo(policy.stripes);
    assertThat(policy.withLargeFrom(5).largeFromBytesPerSecond).isEqualTo(5);
  }

  @Test
  void aBatchIsDueWhenTheDelayHasPassed() {
    BatchSchedule schedule = new BatchSchedule(policy(Map.of("otel.blrp.schedule.delay", "7")));
    for (long now : new long[] {100, Long.MAX_VALUE - MILLI}) { // nanoTime may wrap around
      long due = now + 7 * MILLI;
      schedule.restart(now);
      assertThat(schedule.dueNanos()).isEqualTo(due);
      assertThat(schedule.isDue(now)).isFalse();
      assertThat(schedule.isDue(due - 1)).isFalse();
      assertThat(schedule.isDue(due)).isTrue();
      assertThat(schedule.hasJumped(due)).isFalse();
      assertThat(schedule.hasJumped(now)).isFalse();
      assertThat(schedule.hasJumped(now - 1)).isTrue();
    }
  }

  @Test
  void takingABatchBeginsTheDelayAnew() {
    BatchSchedule schedule = new BatchSchedule(policy(Map.of("otel.blrp.schedule.delay", "7")));
    schedule.restart(100);
    schedule.taken(0, 100 + 5 * MILLI);
    assertThat(schedule.dueNanos()).isEqualTo(100 + 12 * MILLI);
  }

  @Test
  void enoughIsANumberOfRecordsOrAnyUnderPressure() {
    BatchSchedule schedule =
        new BatchSchedule(policy(Map.of("otel.blrp.max.export.batch.size", "64")));
    assertThat(schedule.isEnough(63, false)).isFalse();
    assertThat(schedule.isEnough(64, false)).isTrue();
    assertThat(schedule.isEnough(0, true)).isFalse();
    assertThat(schedule.isEnough(1, true)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"schedule.delay", "export.timeout"})
  void aTimeHasNoUpperBound(String name) {
    String key = "otel.blrp." + name;
    BatchPolicy policy = policy(Map.of(key, "36500d"));
    assertThat(
            name.equals("schedule.delay") ? policy.scheduleDelayNanos : policy.exportTimeoutNanos)
        .isEqualTo(Long.MAX_VALUE / 4);
    assertThatThrownBy(() -> policy(Map.of(key, "-1")))
        .hasMessage(key + ": expected a duration of 0s or more, not \"-1\"");
  }

  @Test
  void requestsAreLargeUnderALastingLoad() {
    BatchPolicy policy =
        BatchPolicy.forHeap(
            Config.of(Map.of(), Map.of(), Map.of()), Signal.LOGS, "blrp", MILLI, 512 << 20);
    BatchSchedule schedule = new BatchSchedule(policy);
    long from = policy.largeFromBytesPerSecond;
    long start = Long.MAX_VALUE - 1_500 * MILLI; // nanoTime wraps around meanwhile
    schedule.taken(0, start);
    schedule.taken(from, start + 500 * MILLI);
    assertThat(schedule.batchBytes()).as("a burst").isEqualTo(policy.maxBatchBytes);
    schedule.taken(0, start + 1_000 * MILLI);
    assertThat(schedule.batchBytes()).as("a second").isEqualTo(policy.largeBatchBytes);
    schedule.taken(from, start + 3_000 * MILLI);
    assertThat(schedule.batchBytes()).as("still so many").isEqualTo(policy.largeBatchBytes);
    schedule.taken(from / 2 - 1, start + 4_000 * MILLI);
    assertThat(schedule.batchBytes()).as("fewer").isEqualTo(policy.maxBatchBytes);
    schedule.taken(from - 1, start + 5_000 * MILLI);
    assertThat(schedule.batchBytes()).as("not so many again").isEqualTo(policy.maxBatchBytes);
    schedule.taken(from, start + 6_000 * MILLI);
    assertThat(schedule.batchBytes()).isEqualTo(policy.largeBatchBytes);
    schedule.taken(from, start);
    assertThat(schedule.batchBytes()).as("time has jumped").isEqualTo(policy.maxBatchBytes);
  }

  @Test
  void aGateLetsFlushesPassInTheirOrder() throws Exception {
    FlushGate gate = new FlushGate();
    assertThat(gate.ask()).isEqualTo(1);
    assertThat(gate.ask()).isEqualTo(2);
    assertThat(gate.asked()).isEqualTo(2);
    assertThat(gate.await(1, System.nanoTime() + 1_000)).isFalse();
    gate.pass(1);
    assertThat(gate.await(1, System.nanoTime() - 1)).isTrue();
    assertThat(gate.await(2, System.nanoTime() - 1)).isFalse();
    gate.end();
    assertThat(gate.await(9, System.nanoTime() - 1)).isTrue();
  }

  @Test
  void aGateWakesThoseThatWait() throws Exception {
    FlushGate gate = new FlushGate();
    List<FutureTask<Boolean>> flushes = new ArrayList<>();
    for (int number = 1; number <= 2; number++) {
      long own = number;
      FutureTask<Boolean> flush =
          new FutureTask<>(() -> gate.await(own, System.nanoTime() + LONG_NANOS));
      Thread thread = new Thread(flush);
      thread.start();
      BatchWorkerTests.awaitWaiting(thread);
      flushes.add(flush);
    }
    gate.pass(1);
    assertThat(flushes.get(0).get(LONG_NANOS, TimeUnit.NANOSECONDS)).isTrue();
    assertThat(flushes.get(1).isDone()).isFalse();
    gate.end();
    assertThat(flushes.get(1).get(LONG_NANOS, TimeUnit.NANOSECONDS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "otel.blrp.schedule.delay=-1",
        "otel.blrp.export.timeout=-1",
        "otel.blrp.max.queue.size=0",
        "otel.blrp.max.export.batch.size=0",
        "ringlet.blrp.max.queue.bytes=1",
        "ringlet.blrp.max.export.batch.bytes=1"
      })
  void refusesWhatIsOutOfRange(String setting) {
    String[] parts = setting.split("=");
    assertThatThrownBy(() -> policy(Map.of(parts[0], parts[1])))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(parts[0]);
  }
}
