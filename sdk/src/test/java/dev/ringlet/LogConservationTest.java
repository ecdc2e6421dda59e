// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.testing.BlockedExporter;
import dev.ringlet.testing.CapturingExporter;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every log record that was emitted is exported or counted as lost, once, whatever happens. */
class LogConservationTest {
  private static final int THREADS = 4;

  private static RingletSdk.Builder sdk(Exporter exporter) {
    return RingletSdk.builder()
        .property("otel.traces.exporter", "none")
        .property("otel.logs.exporter", "none")
        .property("otel.metrics.exporter", "none")
        .property("ringlet.shutdown.hook", "false")
        .addExporter(Signal.LOGS, exporter);
  }

  private static void emit(RingletSdk sdk, int records) {
    Logger logger = sdk.getLogsBridge().get("test");
    for (int i = 0; i < records; i++) {
      logger.logRecordBuilder().setBody("a line of the usual length").setAttribute("i", i).emit();
    }
  }

  private static SignalHealth conserved(RingletSdk sdk, long emitted) {
    SignalHealth health = sdk.health().signal(Signal.LOGS);
    assertThat(health.pending()).isZero();
    assertThat(health.exported() + health.totalDropped()).as("%s", health).isEqualTo(emitted);
    assertThat(health.produced()).isEqualTo(emitted);
    return health;
  }

  @Test
  void aFullRingAndAnExporterThatIsStuck() {
    BlockedExporter exporter = new BlockedExporter();
    RingletSdk sdk =
        sdk(exporter)
            .property("ringlet.blrp.max.queue.bytes", "64k")
            .property("otel.blrp.max.export.batch.size", "100")
            .build();
    emit(sdk, 20_000);
    SignalHealth stuck = sdk.health().signal(Signal.LOGS);
    assertThat(stuck.dropped(DropCause.QUEUE_FULL)).isPositive();
    assertThat(stuck.exported() + stuck.totalDropped() + stuck.pending()).isEqualTo(20_000);
    exporter.open();
    sdk.flush(LONG);
    SignalHealth health = conserved(sdk, 20_000);
    assertThat(health.dropped()).containsOnlyKeys(DropCause.QUEUE_FULL);
    assertThat(health.exported()).isEqualTo(health.accepted()).isEqualTo(records(exporter));
    emit(sdk, 10);
    assertThat(sdk.flush(LONG)).isTrue();
    assertThat(conserved(sdk, 20_010).exported()).isEqualTo(health.exported() + 10);
    sdk.close();
  }

  @Test
  void anExporterThatIsStuckForEver() {
    BlockedExporter exporter = new BlockedExporter();
    RingletSdk sdk =
        sdk(exporter)
            .property("ringlet.blrp.max.queue.bytes", "64k")
            .property("ringlet.close.timeout", "100ms")
            .build();
    emit(sdk, 5_000);
    sdk.close();
    SignalHealth health = conserved(sdk, 5_000);
    assertThat(health.exported()).isZero();
    assertThat(health.dropped()).containsOnlyKeys(DropCause.QUEUE_FULL, DropCause.SHUTDOWN);
    exporter.open();
  }

  @ParameterizedTest
  @CsvSource({"http/protobuf, batch", "grpc, batch", "http/protobuf, simple"})
  void aDeadCollector(String protocol, String processor) {
    RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.exporter.otlp.endpoint", "http://127.0.0.1:1")
            .property("otel.exporter.otlp.protocol", protocol)
            .property("otel.exporter.otlp.timeout", "300ms")
            .property("otel.traces.exporter", "none")
            .property("otel.metrics.exporter", "none")
            .property("ringlet.logs.processor", processor)
            .property("ringlet.close.timeout", "60s")
            .property("ringlet.shutdown.hook", "false")
            .build();
    emit(sdk, 1_000);
    sdk.flush(LONG);
    sdk.close();
    emit(sdk, 10);
    assertThat(conserved(sdk, 1_000).exported()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void anyOutcomesInAnyOrder(long seed) throws Exception {
    Random random = new Random(seed);
    AtomicLong exported = new AtomicLong();
    CapturingExporter exporter =
        new CapturingExporter(
            payload -> {
              ExportResult result = outcome(random, payload, exported);
              if (result == null) {
                throw new IllegalStateException("exporter");
              }
              return result;
            });
    RingletSdk sdk =
        sdk(exporter)
            .property("ringlet.blrp.max.queue.bytes", random.nextBoolean() ? "64k" : "1m")
            .property("otel.blrp.max.export.batch.size", Integer.toString(1 + random.nextInt(300)))
            .property("otel.blrp.schedule.delay", "1ms")
            .build();
    int each = 2_000;
    together(() -> emit(sdk, each));
    sdk.flush(LONG);
    SignalHealth health = conserved(sdk, THREADS * each);
    assertThat(health.exported()).isEqualTo(exported.get());
    assertThat(health.accepted()).isEqualTo(records(exporter));
    sdk.close();
    conserved(sdk, THREADS * each);
  }

  /** Draws what becomes of a request, null for an exception, and counts what arrives. */
  private static ExportResult outcome(Random random, Payload payload, AtomicLong exported) {
    switch (random.nextInt(5)) {
      case 0 -> {
        int rejected = random.nextInt(payload.items() + 1);
        exported.addAndGet(payload.items() - rejected);
        return ExportResult.partial(rejected, "some");
      }
      case 1 -> {
        return ExportResult.permanent(FailureCause.BAD_DATA, "no");
      }
      case 2 -> {
        return ExportResult.retry(FailureCause.UNREACHABLE, 0, "later");
      }
      case 3 -> {
        return null;
      }
      default -> {
        exported.addAndGet(payload.items());
        return ExportResult.delivered();
      }
    }
  }

  @Test
  void recordsOfManyThreadsWhileItCloses() throws Exception {
    for (int round = 0; round < 10; round++) {
      CapturingExporter exporter = new CapturingExporter();
      RingletSdk sdk = sdk(exporter).build();
      AtomicBoolean closed = new AtomicBoolean();
      AtomicLong begun = new AtomicLong();
      AtomicLong before = new AtomicLong();
      CountDownLatch started = new CountDownLatch(THREADS);
      Thread closer =
          new Thread(
              () -> {
                try {
                  started.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                before.set(begun.get() - THREADS); // each thread may be at one that it has begun
                sdk.close();
                closed.set(true);
              });
      closer.start();
      together(
          () -> {
            started.countDown();
            for (int late = 0; late < 10; late += closed.get() ? 1 : 0) {
              begun.incrementAndGet();
              emit(sdk, 1);
            }
          });
      closer.join();
      SignalHealth health = sdk.health().signal(Signal.LOGS);
      assertThat(health.produced()).isBetween(before.get(), begun.get());
      conserved(sdk, health.produced());
      assertThat(health.exported()).isEqualTo(records(exporter));
    }
  }

  private static void together(Runnable task) throws InterruptedException {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      Thread thread = new Thread(task);
      thread.setUncaughtExceptionHandler((which, error) -> failure.set(error));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failure.get()).isNull();
  }

  /** How many records there really are in the requests. */
  private static long records(CapturingExporter exporter) {
    long records =
        exporter
            .requests(ExportLogsServiceRequest::parseFrom)
            .flatMap(request -> request.getResourceLogsList().stream())
            .flatMap(resource -> resource.getScopeLogsList().stream())
            .mapToLong(scope -> scope.getLogRecordsCount())
            .sum();
    assertThat(exporter.items()).isEqualTo(records);
    return records;
  }
}
