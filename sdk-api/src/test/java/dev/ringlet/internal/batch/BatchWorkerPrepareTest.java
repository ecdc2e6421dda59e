// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import static dev.ringlet.testing.Await.LONG_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Payload;
import dev.ringlet.internal.delivery.BuiltInExporter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When a worker has its exporter make what the first request needs. */
class BatchWorkerPrepareTest extends BatchWorkerTests {
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final CountDownLatch prepared = new CountDownLatch(1);
  private Runnable preparation = () -> {};

  private final class Recorder implements BuiltInExporter {
    @Override
    public void prepare() {
      calls.add("prepare on " + Thread.currentThread().getName());
      prepared.countDown();
      preparation.run();
    }

    @Override
    public void reconnect() {
      calls.add("reconnect");
    }

    @Override
    public ExportResult export(Payload payload) {
      calls.add("export " + payload.items());
      return ExportResult.delivered();
    }

    @Override
    public void close() {}
  }

  private void startRecorder() {
    worker = startWith(new Recorder());
  }

  @Test
  void theFirstRecordHasTheExporterPrepareLongBeforeItsExport() throws Exception {
    startRecorder();
    assertThat(calls).isEmpty();
    offer(1);
    assertThat(prepared.await(LONG_NANOS, TimeUnit.NANOSECONDS)).isTrue();
    assertThat(calls).containsExactly("prepare on ringlet-traces-batch");
    offer(1);
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    assertThat(calls).containsExactly("prepare on ringlet-traces-batch", "export 2");
  }

  @Test
  void withoutRecordsNothingIsPrepared() {
    startRecorder();
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    worker.close(LONG_NANOS);
    assertThat(calls).isEmpty();
  }

  @Test
  void recordsAreTakenWhileTheExporterPrepares() throws Exception {
    CountDownLatch slow = gate();
    preparation = () -> awaitUninterruptibly(slow);
    startRecorder();
    offer(1);
    assertThat(prepared.await(LONG_NANOS, TimeUnit.NANOSECONDS)).isTrue();
    offer(500);
    assertThat(worker.pending()).isEqualTo(501);
    slow.countDown();
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    assertThat(worker.counters().exported()).isEqualTo(501);
  }

  @Test
  void aPreparationThatFailsIsNotTheEnd() {
    preparation =
        () -> {
          throw new NoClassDefFoundError("missing");
        };
    startRecorder();
    offer(3);
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    assertThat(calls).containsExactly("prepare on ringlet-traces-batch", "export 3");
  }

  @Test
  void aResumedWorkerHasItsExporterReconnect() {
    startRecorder();
    worker.sender().suspend(System.nanoTime(), () -> calls.add("task"));
    worker.resume();
    offer(1);
    assertThat(worker.flush(LONG_NANOS)).isTrue();
    assertThat(calls).containsExactly("reconnect", "prepare on ringlet-traces-batch", "export 1");
  }
}
