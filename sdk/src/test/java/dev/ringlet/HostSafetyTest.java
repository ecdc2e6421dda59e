// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.logs.LogRecordProcessor;
import dev.ringlet.logs.ReadWriteLogRecord;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.BlockedExporter;
import dev.ringlet.testing.CapturingExporter;
import dev.ringlet.testing.LogCapture;
import dev.ringlet.trace.IdGenerator;
import dev.ringlet.trace.ReadWriteSpan;
import dev.ringlet.trace.ReadableSpan;
import dev.ringlet.trace.Sampler;
import dev.ringlet.trace.SamplingDecision;
import dev.ringlet.trace.SamplingRequest;
import dev.ringlet.trace.SpanProcessor;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever goes wrong, nothing reaches the application, and every span that it ended is exported or
 * counted as lost, once.
 */
class HostSafetyTest {

  private static RingletSdk.Builder sdk(Exporter exporter) {
    return RingletSdk.builder()
        .property("otel.traces.exporter", "none")
        .property("otel.logs.exporter", "none")
        .property("otel.metrics.exporter", "none")
        .addExporter(Signal.TRACES, exporter);
  }

  private static void end(Tracer tracer, int spans) {
    for (int i = 0; i < spans; i++) {
      tracer.spanBuilder("span").startSpan().setAttribute("i", i).end();
    }
  }

  /** Asserts that all spans are accounted for when nothing waits any more. */
  private static SignalHealth conserved(RingletSdk sdk, long ended) {
    SignalHealth health = sdk.health().signal(Signal.TRACES);
    assertThat(health.pending()).isZero();
    assertThat(health.exported() + health.totalDropped()).as("%s", health).isEqualTo(ended);
    assertThat(health.produced()).isEqualTo(ended);
    return health;
  }

  @Test
  void aFullRing() throws Exception {
    BlockedExporter stuck = new BlockedExporter();
    RingletSdk sdk =
        sdk(stuck)
            .property("ringlet.bsp.max.queue.bytes", "64k")
            .property("otel.bsp.max.export.batch.size", "100")
            .build();
    end(sdk.getTracer("test"), 20_000);
    assertThat(sdk.health().signal(Signal.TRACES).dropped(DropCause.QUEUE_FULL)).isPositive();
    stuck.open();
    assertThat(sdk.flush(LONG)).isTrue();
    SignalHealth health = conserved(sdk, 20_000);
    assertThat(health.exported()).isPositive().isEqualTo(health.accepted());
    sdk.close();
  }

  @Test
  void aDeadCollector() {
    RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.exporter.otlp.endpoint", "http://127.0.0.1:1")
            .property("otel.exporter.otlp.timeout", "300ms")
            // Nothing is sent, and so nothing fails, before the flush that is to tell of it.
            .property("otel.bsp.schedule.delay", "1h")
            .property("otel.bsp.max.export.batch.size", "2000")
            .property("otel.logs.exporter", "none")
            .property("otel.metrics.exporter", "none")
            .property("ringlet.close.timeout", "60s")
            .build();
    end(sdk.getTracer("test"), 1_000);
    assertThat(sdk.flush(LONG)).isFalse();
    sdk.close();
    end(sdk.getTracer("test"), 10);
    assertThat(conserved(sdk, 1_000).exported()).isZero();
  }

  @Test
  void codeOfTheApplicationThatThrows() {
    CapturingExporter exporter = new CapturingExporter();
    RingletSdk sdk =
        sdk(exporter)
            .setSampler(new ThrowingSampler())
            .setIdGenerator(new ThrowingIds())
            .addSpanProcessor(new ThrowingProcessor())
            .build();
    end(sdk.getTracer("test"), 100);
    assertThat(sdk.flush(LONG)).isTrue();
    assertThat(conserved(sdk, 50).exported()).isEqualTo(50);
    assertThat(sdk.health().caughtErrors()).isGreaterThanOrEqualTo(50 + 3 * 50);
    sdk.close();
  }

  @Test
  void interruptsOfTheWorker() throws Exception {
    CapturingExporter exporter = new CapturingExporter();
    RingletSdk sdk = sdk(exporter).property("otel.bsp.schedule.delay", "1ms").build();
    Tracer tracer = sdk.getTracer("test");
    for (int round = 0; round < 50; round++) {
      end(tracer, 100);
      Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().startsWith("ringlet-traces"))
          .forEach(Thread::interrupt);
    }
    assertThat(sdk.flush(LONG)).isTrue();
    assertThat(conserved(sdk, 5_000).exported()).isEqualTo(5_000);
    assertThat(exporter.items()).isEqualTo(5_000);
    sdk.close();
  }

  @Test
  void spansEndedTwiceAndByMany() throws Exception {
    CapturingExporter exporter = new CapturingExporter();
    RingletSdk sdk = sdk(exporter).build();
    Tracer tracer = sdk.getTracer("test");
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      spans.add(tracer.spanBuilder("span").startSpan());
    }
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      Thread thread = new Thread(() -> spans.forEach(Span::end));
      thread.setUncaughtExceptionHandler((which, error) -> failure.set(error));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failure.get()).isNull();
    assertThat(sdk.flush(LONG)).isTrue();
    assertThat(conserved(sdk, 2_000).exported()).isEqualTo(2_000);
    sdk.close();
  }

  @Test
  void aClockThatFails() {
    RingletSdk sdk = sdk(new CapturingExporter()).setClock(new FailingClock()).build();
    end(sdk.getTracer("test"), 200);
    assertThat(sdk.flush(LONG)).isTrue();
    assertThat(conserved(sdk, 200).exported()).isEqualTo(200);
    sdk.close();
  }

  /** The close returns; what is behind the processor that hangs is closed, too. */
  @Test
  @Timeout(60)
  void processorsThatHangInClose() {
    CountDownLatch hanging = new CountDownLatch(1);
    List<String> closed = new CopyOnWriteArrayList<>();
    RingletSdk sdk =
        sdk(new CapturingExporter())
            .property("ringlet.close.timeout", "200ms")
            .addSpanProcessor(new HangingSpans(hanging))
            .addSpanProcessor(new QuickSpans(closed))
            .addLogRecordProcessor(new HangingLogRecords(hanging))
            .build();
    end(sdk.getTracer("test"), 100);
    try (LogCapture lines = new LogCapture("dev.ringlet")) {
      sdk.close();
      conserved(sdk, 100);
      assertThat(lines.messages(Level.WARNING))
          .contains("Not closed in time: log record processor " + HangingLogRecords.class.getName())
          .anyMatch(
              line ->
                  line.startsWith(
                      "Not closed in time: span processor " + HangingSpans.class.getName()));
      Await.until("the processor behind it is closed", () -> closed.size() == 1);
    } finally {
      hanging.countDown();
    }
  }

  @Test
  @Timeout(60)
  void aProcessorThatHangsInCloseLeavesTimeToSend() {
    CountDownLatch hanging = new CountDownLatch(1);
    CapturingExporter exporter = new CapturingExporter(payload -> sentWhile(hanging));
    RingletSdk sdk =
        sdk(exporter)
            .property("ringlet.close.timeout", "10s")
            .property("otel.bsp.schedule.delay", "1h")
            .addSpanProcessor(new HangingSpans(hanging))
            .build();
    end(sdk.getTracer("test"), 100);
    sdk.close();
    assertThat(conserved(sdk, 100).exported()).isEqualTo(100);
  }

  /** The processor returns when the spans arrive. */
  private static ExportResult sentWhile(CountDownLatch hanging) {
    hanging.countDown();
    return ExportResult.delivered();
  }

  @Test
  void spansAfterCloseRecordNothing() {
    RingletSdk sdk = sdk(new CapturingExporter()).build();
    Tracer tracer = sdk.getTracer("test");
    Span open = tracer.spanBuilder("open").startSpan();
    sdk.close();
    open.end();
    assertThat(tracer.spanBuilder("late").startSpan().isRecording()).isFalse();
    assertThat(conserved(sdk, 1).dropped(DropCause.AFTER_CLOSE)).isEqualTo(1);
    sdk.close();
  }

  private static final class ThrowingSampler implements Sampler {
    private final AtomicLong calls = new AtomicLong();

    @Override
    public SamplingDecision shouldSample(SamplingRequest request) {
      if (calls.incrementAndGet() % 2 == 0) {
        throw new IllegalStateException("sampler");
      }
      return SamplingDecision.RECORD_AND_SAMPLE;
    }

    @Override
    public String getDescription() {
      return "throwing";
    }
  }

  private static final class ThrowingIds implements IdGenerator {
    @Override
    public long nextSpanId() {
      throw new IllegalStateException("span id");
    }

    @Override
    public long nextTraceIdHigh() {
      return 0;
    }

    @Override
    public long nextTraceIdLow() {
      return 0;
    }
  }

  /** Ends with an interrupt, so that a test that fails does not hang itself. */
  private static void awaitOpen(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record HangingSpans(CountDownLatch until) implements SpanProcessor {
    @Override
    public void close() {
      awaitOpen(until);
    }
  }

  private record QuickSpans(List<String> closed) implements SpanProcessor {
    @Override
    public void close() {
      closed.add("quick");
    }
  }

  private record HangingLogRecords(CountDownLatch until) implements LogRecordProcessor {
    @Override
    public void onEmit(Context context, ReadWriteLogRecord record) {}

    @Override
    public void close() {
      awaitOpen(until);
    }
  }

  private static final class ThrowingProcessor implements SpanProcessor {
    @Override
    public void onStart(Context parentContext, ReadWriteSpan span) {
      throw new IllegalStateException("start");
    }

    @Override
    public void onEnding(ReadWriteSpan span) {
      throw new NoClassDefFoundError("ending");
    }

    @Override
    public void onEnd(ReadableSpan span) {
      throw new StackOverflowError("end");
    }
  }
}
