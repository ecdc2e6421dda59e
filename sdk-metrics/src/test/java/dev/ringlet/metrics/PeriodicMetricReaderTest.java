// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.internal.delivery.Delivery;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.BlockedExporter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Intervals, flush, close and what becomes of points; nothing here depends on how long it takes.
 */
@Timeout(300)
class PeriodicMetricReaderTest {
  private static final AttributeKey<Long> KEY = AttributeKey.longKey("key");

  private final CapturingMetricExporter exporter = new CapturingMetricExporter();

  private PeriodicMetricReader.Builder delta() {
    return PeriodicMetricReader.builder(exporter).setTemporality(Temporality.DELTA);
  }

  private static LongCounter counter(RingletMeterProvider provider) {
    return provider.get("test").counterBuilder("requests").build();
  }

  private static void assertConserved(PeriodicMetricReader reader) {
    Delivery delivery = reader.delivery();
    assertThat(delivery.pending()).isZero();
    assertThat(delivery.accepted())
        .isEqualTo(
            delivery.counters().exported()
                + delivery.counters().dropped()
                + delivery.counters().spooled());
  }

  @Test
  void collectsAtTheInterval() throws InterruptedException {
    Semaphore exports = new Semaphore(0);
    exporter.answers(
        payload -> {
          exports.release();
          return ExportResult.delivered();
        });
    PeriodicMetricReader reader = delta().setInterval(Duration.ofMillis(5)).build();
    try (RingletMeterProvider provider = TestMetrics.provider(reader).build()) {
      for (int i = 0; i < 3; i++) {
        counter(provider).add(1);
        exports.acquire();
      }
    }
    assertThat(exporter.total("requests")).isEqualTo(3);
    assertConserved(reader);
  }

  @Test
  void makesNoRequestWhereThereIsNothingToTell() {
    PeriodicMetricReader reader = delta().build();
    try (RingletMeterProvider provider = TestMetrics.provider(reader).build()) {
      counter(provider).add(1);
      assertThat(provider.flush(LONG)).isTrue();
      assertThat(provider.flush(LONG)).isTrue();
    }
    assertThat(exporter.payloads()).hasSize(1);
    assertThat(exporter.isClosed()).isTrue();
  }

  @Test
  void flushTellsWhetherEverythingArrived() {
    PeriodicMetricReader reader = delta().build();
    try (RingletMeterProvider provider = TestMetrics.provider(reader).build()) {
      counter(provider).add(1);
      exporter.answers(payload -> ExportResult.permanent(FailureCause.BAD_DATA, "no"));
      assertThat(provider.flush(LONG)).isFalse();
      counter(provider).add(1);
      exporter.answers(payload -> ExportResult.delivered());
      assertThat(provider.flush(LONG)).isTrue();
      exporter.flushes(false);
      assertThat(provider.flush(LONG)).isFalse();
    }
    assertThat(reader.delivery().counters().dropped(DropCause.REFUSED)).isEqualTo(1);
    assertConserved(reader);
  }

  @Test
  void anExporterIsCalledByOneThreadAtATime() throws InterruptedException {
    AtomicLong inside = new AtomicLong();
    AtomicLong most = new AtomicLong();
    exporter.answers(
        payload -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          Thread.yield();
          inside.decrementAndGet();
          return ExportResult.delivered();
        });
    PeriodicMetricReader reader = delta().setInterval(Duration.ofMillis(1)).build();
    try (RingletMeterProvider provider = TestMetrics.provider(reader).build()) {
      List<Thread> flushers = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        Thread thread =
            new Thread(
                () -> {
                  for (int i = 0; i < 200; i++) {
                    counter(provider).add(1);
                    provider.flush(LONG);
                  }
                });
        flushers.add(thread);
        thread.start();
      }
      for (Thread thread : flushers) {
        thread.join();
      }
    }
    assertThat(most).hasValue(1);
    assertThat(exporter.total("requests")).isEqualTo(800);
  }

  @Test
  void splitsWhatIsMoreThanARequestMayHave() {
    PeriodicMetricReader reader = delta().setMaxExportBatchSize(10).build();
    try (RingletMeterProvider provider = TestMetrics.provider(reader).build()) {
      for (long i = 0; i < 25; i++) {
        counter(provider).add(1, Attributes.of(KEY, i));
      }
      provider.get("other").counterBuilder("other").build().add(1);
      assertThat(provider.flush(LONG)).isTrue();
    }
    assertThat(exporter.payloads().stream().map(Payload::items)).containsExactly(10, 10, 6);
    assertThat(exporter.total("requests")).isEqualTo(25);
    for (List<Metric> request : exporter.metrics()) {
      for (Metric metric : request) {
        assertThat(metric.getSum().getAggregationTemporality())
            .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
        assertThat(metric.getSum().getIsMonotonic()).isTrue();
      }
    }
    assertConserved(reader);
  }

  @Test
  void anExporterThatThrowsRefusesOrAnswersNothingCostsItsOwnPointsOnly() {
    PeriodicMetricReader reader = delta().build();
    try (RingletMeterProvider provider = TestMetrics.provider(reader).build()) {
      exporter.answers(
          payload -> {
            throw new StackOverflowError("on purpose");
          });
      counter(provider).add(1);
      assertThat(provider.flush(LONG)).isFalse();
      exporter.answers(payload -> null);
      counter(provider).add(2);
      assertThat(provider.flush(LONG)).isFalse();
      exporter.answers(payload -> ExportResult.retry(FailureCause.UNREACHABLE, 0, "later"));
      counter(provider).add(4);
      assertThat(provider.flush(LONG)).isFalse();
      exporter.answers(payload -> ExportResult.partial(1, "one of them"));
      counter(provider).add(8);
      counter(provider).add(8, Attributes.of(KEY, 1L));
      provider.flush(LONG);
      exporter.answers(payload -> ExportResult.stored());
      counter(provider).add(16);
      provider.flush(LONG);
      exporter.answers(payload -> ExportResult.delivered());
      counter(provider).add(32);
      assertThat(provider.flush(LONG)).isTrue();
    }
    Delivery delivery = reader.delivery();
    assertThat(delivery.accepted()).isEqualTo(7);
    assertThat(delivery.counters().dropped(DropCause.INTERNAL_ERROR)).isEqualTo(2);
    assertThat(delivery.counters().dropped(DropCause.RETRIES_EXHAUSTED)).isEqualTo(1);
    assertThat(delivery.counters().dropped(DropCause.REJECTED)).isEqualTo(1);
    assertThat(delivery.counters().spooled()).isEqualTo(1);
    assertThat(delivery.counters().exported()).isEqualTo(2);
    assertConserved(reader);
  }

  @Test
  void whatIsStillWithAnExporterThatBlocksIsCountedAtTheCloseAndOnlyOnce()
      throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    exporter.answers(
        payload -> {
          entered.countDown();
          return await(leave) ? ExportResult.delivered() : null;
        });
    PeriodicMetricReader reader = delta().build();
    RingletMeterProvider provider = TestMetrics.provider(reader).build();
    counter(provider).add(1);
    assertThat(provider.flush(Duration.ofMillis(1))).isFalse();
    entered.await();
    assertThat(reader.delivery().pending()).isEqualTo(1);
    provider.close(Duration.ofMillis(1));
    assertThat(reader.delivery().counters().dropped(DropCause.SHUTDOWN)).isEqualTo(1);
    assertConserved(reader);
    leave.countDown();
    awaitEndOf("ringlet-metrics");
    assertThat(reader.delivery().counters().exported()).isZero();
    assertConserved(reader);
  }

  @Test
  void pointsOfACollectionThatFailsAreCountedAsLost() {
    PeriodicMetricReader reader = delta().setMaxExportBatchSize(2).build();
    Delivery delivery = reader.delivery();
    AtomicBoolean fails = new AtomicBoolean(true);
    try (RingletMeterProvider provider = TestMetrics.provider(reader).build()) {
      delivery.setCollectionListener(
          (failure, nanos) -> {
            if (fails.get()) {
              throw new OutOfMemoryError("on purpose");
            }
          });
      for (long i = 0; i < 3; i++) {
        counter(provider).add(1, Attributes.of(KEY, i));
      }
      assertThat(provider.flush(LONG)).isFalse();
      assertThat(delivery.accepted()).isEqualTo(3);
      assertThat(delivery.counters().dropped(DropCause.INTERNAL_ERROR)).isEqualTo(3);
      assertConserved(reader);
      fails.set(false);
      counter(provider).add(1);
      assertThat(provider.flush(LONG)).isTrue();
    }
    assertThat(exporter.total("requests")).isEqualTo(1);
    assertThat(delivery.accepted()).isEqualTo(4);
    assertConserved(reader);
  }

  @Test
  void requestsThatAreNotBegunBeforeTheCloseEndsAreCountedAsLost() throws InterruptedException {
    BlockedExporter blocked = new BlockedExporter();
    PeriodicMetricReader reader =
        PeriodicMetricReader.builder(blocked)
            .setTemporality(Temporality.DELTA)
            .setMaxExportBatchSize(1)
            .build();
    RingletMeterProvider provider = TestMetrics.provider(reader).build();
    for (long i = 0; i < 3; i++) {
      counter(provider).add(1, Attributes.of(KEY, i));
    }
    assertThat(provider.flush(Duration.ofMillis(1))).isFalse();
    blocked.awaitBegun();
    provider.close(Duration.ofMillis(1));
    blocked.open();
    awaitEndOf("ringlet-metrics");
    assertThat(reader.delivery().accepted()).isEqualTo(3);
    assertThat(reader.delivery().counters().dropped(DropCause.SHUTDOWN)).isEqualTo(3);
    assertConserved(reader);
  }

  @Test
  void aFlushReturnsWhenTheReaderEndsWithoutItsCollection() throws InterruptedException {
    for (int round = 0; round < 200; round++) {
      RingletMeterProvider provider = TestMetrics.provider(delta().build()).build();
      Thread flusher = new Thread(() -> provider.flush(Duration.ofDays(1)));
      flusher.setDaemon(true);
      flusher.start();
      while (flusher.isAlive() && flusher.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      provider.close(Duration.ZERO); // often before the reader has seen the flush
      flusher.join(LONG.toMillis());
      assertThat(flusher.isAlive()).isFalse();
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Waits until no thread of this name is alive. */
  private static void awaitEndOf(String name) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals(name)) {
        threads.add(thread);
      }
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void theLastCollectionHasEverythingFromBeforeTheClose() throws InterruptedException {
    for (int round = 0; round < 50; round++) {
      CapturingMetricExporter sink = new CapturingMetricExporter();
      PeriodicMetricReader reader =
          PeriodicMetricReader.builder(sink)
              .setTemporality(Temporality.DELTA)
              .setInterval(Duration.ofMillis(1))
              .build();
      RingletMeterProvider provider = TestMetrics.provider(reader).build();
      LongCounter counter = counter(provider);
      AtomicLong recorded = new AtomicLong();
      AtomicBoolean end = new AtomicBoolean();
      Thread writer =
          new Thread(
              () -> {
                while (!end.get()) {
                  counter.add(1);
                  recorded.incrementAndGet();
                }
              });
      writer.start();
      int collections = round % 5;
      Await.until("some collections", () -> sink.payloads().size() >= collections);
      long before = recorded.get();
      provider.close(LONG);
      long delivered = sink.total("requests");
      end.set(true);
      writer.join();
      assertThat(delivered).isBetween(before, recorded.get());
      assertThat(sink.isUsedAfterClose()).isFalse();
      assertThat(sink.total("requests")).isEqualTo(delivered);
      assertThat(sink.isClosed()).isTrue();
      assertConserved(reader);
    }
  }

  @Test
  void noFlushIsLeftWaitingByAClose() throws InterruptedException {
    for (int round = 0; round < 200; round++) {
      PeriodicMetricReader reader = delta().setInterval(Duration.ofMillis(1)).build();
      RingletMeterProvider provider = TestMetrics.provider(reader).build();
      counter(provider).add(1);
      List<Thread> flushers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        flushers.add(new Thread(() -> provider.flush(Duration.ofDays(1))));
      }
      flushers.forEach(Thread::start);
      provider.close();
      for (Thread flusher : flushers) {
        flusher.join(); // the test's own time limit tells if not
      }
      assertThat(provider.flush(Duration.ofDays(1))).isFalse();
    }
  }

  @Test
  void aCallbackMayFlushAndCloseAndNothingWaitsForIt() throws InterruptedException {
    PeriodicMetricReader reader = delta().setTimeout(Duration.ofDays(1)).build();
    RingletMeterProvider provider = TestMetrics.provider(reader).build();
    AtomicReference<Boolean> flushed = new AtomicReference<>();
    CountDownLatch once = new CountDownLatch(1);
    provider
        .get("test")
        .gaugeBuilder("gauge")
        .buildWithCallback(
            measurement -> {
              if (once.getCount() > 0) {
                flushed.set(provider.flush(Duration.ofDays(1)));
                counter(provider).add(5);
                provider.close(Duration.ofDays(1));
                once.countDown();
              }
              measurement.record(1);
            });
    provider.flush(LONG);
    once.await();
    awaitEndOf("ringlet-metrics");
    awaitEndOf("ringlet-metrics-close");
    assertThat(flushed).hasValue(false);
    assertThat(exporter.total("requests")).isEqualTo(5);
    assertThat(exporter.isUsedAfterClose()).isFalse();
    assertThat(exporter.isClosed()).isTrue();
    assertConserved(reader);
  }

  @Test
  void anExporterMayCloseTheProvider() throws InterruptedException {
    AtomicReference<RingletMeterProvider> provider = new AtomicReference<>();
    exporter.answers(
        payload -> {
          counter(provider.get()).add(7);
          provider.get().close(Duration.ofDays(1));
          return ExportResult.delivered();
        });
    PeriodicMetricReader reader = delta().build();
    provider.set(TestMetrics.provider(reader).build());
    counter(provider.get()).add(1);
    provider.get().flush(LONG);
    awaitEndOf("ringlet-metrics");
    awaitEndOf("ringlet-metrics-close");
    assertThat(exporter.total("requests")).isEqualTo(8);
    assertThat(exporter.isClosed()).isTrue();
    assertConserved(reader);
  }

  @Test
  void anInterruptedFlushGoesOnAndKeepsTheInterrupt() {
    PeriodicMetricReader reader = delta().build();
    try (RingletMeterProvider provider = TestMetrics.provider(reader).build()) {
      counter(provider).add(1);
      Thread.currentThread().interrupt();
      assertThat(provider.flush(LONG)).isTrue();
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void argumentErrorsNameTheParameter() {
    PeriodicMetricReader.Builder builder = PeriodicMetricReader.builder(exporter);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.setInterval(Duration.ZERO))
        .withMessageContaining("interval");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.setTimeout(Duration.ofNanos(-1)))
        .withMessageContaining("timeout");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.setCardinalityLimit(0))
        .withMessageContaining("cardinalityLimit");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.setMaxExportBatchSize(0))
        .withMessageContaining("maxExportBatchSize");
    assertThatThrownBy(() -> PeriodicMetricReader.builder(null)).hasMessageContaining("exporter");
    assertThatThrownBy(() -> builder.setTemporality(null)).hasMessageContaining("temporality");
    assertThatThrownBy(() -> builder.setDefaultAggregation(null))
        .hasMessageContaining("defaultAggregation");
    assertThatThrownBy(() -> builder.addMetricProducer(null)).hasMessageContaining("producer");
    assertThatThrownBy(() -> builder.setMetricFilter(null)).hasMessageContaining("metricFilter");
  }

  @Test
  void aReaderHasOneProvider() {
    PeriodicMetricReader reader = delta().build();
    try (RingletMeterProvider provider = TestMetrics.provider(reader).build()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TestMetrics.provider(reader).build())
          .withMessageContaining("reader");
      assertThat(provider.flush(LONG)).isTrue();
    }
  }

  @Test
  void anIntervalMayBeLongerThanTimeIs() {
    PeriodicMetricReader reader =
        delta()
            .setInterval(Duration.ofSeconds(Long.MAX_VALUE))
            .setTimeout(Duration.ofSeconds(Long.MAX_VALUE))
            .build();
    RingletMeterProvider provider = TestMetrics.provider(reader).build();
    counter(provider).add(1);
    assertThat(provider.flush(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
    provider.close(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(exporter.payloads()).hasSize(1);
  }
}
