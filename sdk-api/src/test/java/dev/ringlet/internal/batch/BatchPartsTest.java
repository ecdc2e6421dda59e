// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.internal.delivery.DeliveryReport;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.request.ScopeTable;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
  }

  @Test
  void makesFewStripesOfLittleMemory() {
    assertThat(policy(Map.of("ringlet.blrp.max.queue.bytes", "64KiB")).stripes).isOne();
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

  @Test
  void countsEachItemOfARequestOnce() {
    DeliveryCounters counters = new DeliveryCounters();
    counters.count(DeliveryReport.of(ExportResult.delivered(), 1));
    counters.count(DeliveryReport.of(ExportResult.partial(7, ""), 10));
    counters.count(DeliveryReport.of(ExportResult.partial(700, ""), 20));
    counters.count(DeliveryReport.of(ExportResult.partial(-1, ""), 40));
    counters.count(DeliveryReport.of(ExportResult.stored(), 100));
    counters.count(DeliveryReport.of(ExportResult.retry(FailureCause.TIMEOUT, -1, ""), 200));
    counters.count(DeliveryReport.of(ExportResult.permanent(FailureCause.BAD_DATA, ""), 400));
    counters.count(DeliveryReport.of(ExportResult.permanent(FailureCause.CLOSED, ""), 1000));
    counters.count(DeliveryReport.of(ExportResult.retry(FailureCause.CLOSED, -1, ""), 2000));
    counters.count(DeliveryReport.of(ExportResult.permanent(FailureCause.INTERNAL, ""), 4000));
    counters.count(DeliveryReport.of(ExportResult.permanent(FailureCause.TOO_LARGE, ""), 10_000));
    assertThat(counters.exported()).isEqualTo(1 + 3 + 40);
    assertThat(counters.spooled()).isEqualTo(100);
    assertThat(counters.dropped(DropCause.REJECTED)).isEqualTo(7 + 20);
    assertThat(counters.dropped(DropCause.RETRIES_EXHAUSTED)).isEqualTo(200);
    assertThat(counters.dropped(DropCause.REFUSED)).isEqualTo(400);
    assertThat(counters.dropped(DropCause.SHUTDOWN)).isEqualTo(3000);
    assertThat(counters.dropped(DropCause.INTERNAL_ERROR)).isEqualTo(4000);
    assertThat(counters.dropped(DropCause.TOO_LARGE)).isEqualTo(10_000);
    assertThat(counters.dropped()).isEqualTo(27 + 200 + 400 + 3000 + 4000 + 10_000);
    assertThat(counters.requests()).isEqualTo(11);
    assertThat(counters.failedRequests()).isEqualTo(6);
  }

  @Test
  void numbersEqualScopesAlike() {
    ScopeTable scopes = new ScopeTable(new RecordPool(4, 1));
    int one = scopes.register(InstrumentationScope.create("one"));
    int two = scopes.register(InstrumentationScope.create("two"));
    assertThat(two).isNotEqualTo(one);
    assertThat(scopes.register(InstrumentationScope.create("one"))).isEqualTo(one);
    assertThat(scopes.contains(one)).isTrue();
    assertThat(scopes.contains(two + 1)).isFalse();
    assertThat(scopes.contains(-1)).isFalse();
    assertThat(scopes.contains(1 << 20)).isFalse();
  }

  @Test
  void sharesOneNamelessScopeWhenThereAreTooMany() throws Exception {
    ScopeTable scopes = new ScopeTable(new RecordPool(4, 1));
    for (int i = 0; i < ScopeTable.MAX_SCOPES; i++) {
      int number = scopes.register(InstrumentationScope.create("scope " + i));
      assertThat(number).isEqualTo(i);
    }
    int shared = scopes.register(InstrumentationScope.create("one more"));
    assertThat(scopes.register(InstrumentationScope.create("and one more"))).isEqualTo(shared);
    assertThat(scopes.register(InstrumentationScope.empty())).isEqualTo(shared);
    assertThat(ScopeSpans.parseFrom(scopes.head(shared)).getScope().getName()).isEmpty();
    assertThat(ScopeSpans.parseFrom(scopes.head(9_999)).getScope().getName())
        .isEqualTo("scope 9999");
  }

  @Test
  void registersScopesFromManyThreads() throws Exception {
    ScopeTable scopes = new ScopeTable(new RecordPool(4, 1));
    Map<String, Integer> numbers = new ConcurrentHashMap<>();
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    for (int t = 0; t < 4; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 500; i++) {
                  String name = "scope " + i;
                  int number = scopes.register(InstrumentationScope.create(name));
                  Integer other = numbers.putIfAbsent(name, number);
                  if (other != null && other != number || scopes.head(number) == null) {
                    failures.add(new AssertionError(name));
                  }
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
    assertThat(numbers.values()).doesNotHaveDuplicates().hasSize(500);
  }
}
