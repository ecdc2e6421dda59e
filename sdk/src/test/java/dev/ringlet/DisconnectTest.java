// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ringlet.export.Signal;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.CapturingExporter;
import dev.ringlet.testing.CountingRelay;
import dev.ringlet.testing.FreshProcess;
import dev.ringlet.testing.ManualClock;
import dev.ringlet.testing.OtlpCapture;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is frozen and goes on; and what is left of an SDK after its close. */
class DisconnectTest {

  @TempDir Path directory;
  private final OtlpCapture receiver = OtlpCapture.start();
  private final CountingRelay relay = CountingRelay.to(receiver.endpoint());

  @AfterEach
  void close() {
    relay.close();
    receiver.close();
  }

  @Test
  void sendsAllThenHoldsNoConnectionAndConnectsAgain() {
    try (RingletSdk sdk = open()) {
      Tracer tracer = sdk.getTracer("test");
      LongCounter counter = sdk.getMeter("test").counterBuilder("done").build();
      tracer.spanBuilder("before").startSpan().end();
      counter.add(1);
      assertThat(sdk.disconnect(LONG)).isTrue();
      assertThat(receiver.traces()).hasSize(1);
      assertThat(receiver.metrics()).hasSize(1);
      assertThat(relay.accepted()).isPositive();
      Await.until("no connection is open", () -> relay.open() == 0);

      tracer.spanBuilder("after").startSpan().end();
      assertThat(sdk.flush(LONG)).isTrue();
      assertThat(receiver.traces()).hasSize(2);
      assertThat(relay.open()).isPositive();
    }
    Await.until("no connection is open", () -> relay.open() == 0);
  }

  @Test
  void holdsNoFileUntilItIsReconnected() throws IOException {
    try (RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.exporter.otlp.endpoint", relay.endpoint())
            .property("otel.java.exporter.otlp.retry.disabled", "true")
            .property("otel.logs.exporter", "otlp_file")
            .property("ringlet.exporter.file.path", directory.resolve("lines.jsonl").toString())
            .property("ringlet.spool.directory", directory.resolve("spool").toString())
            .build()) {
      sdk.getTracer("test").spanBuilder("before").startSpan().end();
      sdk.getLogsBridge().get("test").logRecordBuilder().setBody("line").emit();
      assertThat(sdk.flush(LONG)).isTrue();
      assertThat(receiver.traces()).hasSize(1);
      relay.close();
      receiver.close();
      sdk.getTracer("test").spanBuilder("stored").startSpan().end();
      assertThat(sdk.flush(LONG)).isTrue();
      assertThat(openFiles()).hasSizeGreaterThan(2);
      assertThat(sdk.disconnect(LONG)).isTrue();
      assertThat(openFiles()).isEmpty();

      sdk.reconnect();
      assertThat(openFiles()).isNotEmpty();
      sdk.disconnect(LONG);
      assertThat(openFiles()).isEmpty();
      sdk.getTracer("test").spanBuilder("stored too").startSpan().end();
      assertThat(sdk.flush(LONG)).as("the export reconnects").isTrue();
      SignalHealth traces = sdk.health().signal(Signal.TRACES);
      assertThat(traces.spooled()).isEqualTo(2);
      assertThat(traces.exported()).isEqualTo(1);
    }
    assertThat(openFiles()).isEmpty();
  }

  /** Those of the test's directory that this process has open. */
  private List<String> openFiles() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(descriptors), "only Linux lists open files");
    List<String> files = new ArrayList<>();
    try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
      for (Path link : links) {
        try {
          files.add(Files.readSymbolicLink(link).toString());
        } catch (NoSuchFileException e) {
          // closed by now
        }
      }
    }
    files.removeIf(file -> !file.startsWith(directory.toString()));
    return files;
  }

  @Test
  void closeSendsWhatCameAfterADisconnect() {
    try (RingletSdk sdk = open()) {
      assertThat(sdk.disconnect(LONG)).isTrue();
      sdk.getTracer("test").spanBuilder("late").startSpan().end();
    }
    assertThat(receiver.traces()).hasSize(1);
    RingletSdk closed = open();
    closed.close();
    assertThat(closed.disconnect(LONG)).isFalse();
  }

  @Test
  void spansAfterARestoreHaveTheTimeOfDay() {
    ManualClock clock = new ManualClock(1_780_000_000_000_000_000L);
    try (RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.exporter.otlp.endpoint", receiver.endpoint())
            .setClock(clock)
            .build()) {
      sdk.disconnect(LONG);
      sdk.getTracer("test").spanBuilder("before the freeze").startSpan().end();
      long hour = 3_600_000_000_000L;
      clock.jump(hour);
      sdk.getTracer("test").spanBuilder("after").startSpan().end();
      assertThat(sdk.flush(LONG)).isTrue();
      assertThat(
              receiver.traces().stream()
                  .flatMap(request -> request.getResourceSpansList().stream())
                  .flatMap(resource -> resource.getScopeSpansList().stream())
                  .flatMap(scope -> scope.getSpansList().stream())
                  .map(Span::getStartTimeUnixNano))
          .containsExactly(clock.epochNanos() - hour, clock.epochNanos());
    }
  }

  /** The export may have been before the freeze. */
  @Test
  void reconnectReadsTheClockThoughAnExportHasReconnected() {
    ManualClock clock = new ManualClock(1_780_000_000_000_000_000L);
    try (RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.exporter.otlp.endpoint", receiver.endpoint())
            .setClock(clock)
            .build()) {
      sdk.disconnect(LONG);
      sdk.getTracer("test").spanBuilder("exported").startSpan().end();
      assertThat(sdk.flush(LONG)).isTrue();
      receiver.clear();
      clock.jump(3_600_000_000_000L);
      sdk.reconnect();
      sdk.getTracer("test").spanBuilder("after").startSpan().end();
      assertThat(sdk.flush(LONG)).isTrue();
      Span span = receiver.traces().get(0).getResourceSpans(0).getScopeSpans(0).getSpans(0);
      assertThat(span.getStartTimeUnixNano()).isEqualTo(clock.epochNanos());
    }
  }

  @Test
  void requestDuringADisconnectEndsIt() throws IOException {
    Meanwhile meanwhile = new Meanwhile();
    try (RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.exporter.otlp.endpoint", relay.endpoint())
            .property("otel.metrics.exporter", "none")
            .property("otel.logs.exporter", "none")
            .property("ringlet.traces.processor", "simple")
            .property("ringlet.spool.directory", directory.resolve("spool").toString())
            .addExporter(Signal.LOGS, meanwhile)
            .build()) {
      meanwhile.task = () -> sdk.getTracer("test").spanBuilder("meanwhile").startSpan().end();
      assertThat(sdk.disconnect(LONG)).isFalse();
      assertThat(receiver.traces()).hasSize(1);
      assertThat(openFiles()).isNotEmpty();
      meanwhile.task = () -> {};
      assertThat(sdk.disconnect(LONG)).isTrue();
      assertThat(openFiles()).isEmpty();
    }
  }

  @Test
  void reconnectDuringADisconnectEndsIt() {
    Meanwhile meanwhile = new Meanwhile();
    try (RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.exporter.otlp.endpoint", relay.endpoint())
            .property("otel.logs.exporter", "none")
            .addExporter(Signal.LOGS, meanwhile)
            .build()) {
      meanwhile.task = sdk::reconnect;
      assertThat(sdk.disconnect(LONG)).isFalse();
    }
  }

  @Test
  void closeDuringADisconnectEndsIt() {
    Meanwhile meanwhile = new Meanwhile();
    RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.exporter.otlp.endpoint", relay.endpoint())
            .property("otel.logs.exporter", "none")
            .addExporter(Signal.LOGS, meanwhile)
            .build();
    meanwhile.task = sdk::close;
    assertThat(sdk.disconnect(LONG)).isFalse();
  }

  /** Runs a task on another thread while it is disconnected, and waits for its end. */
  private static final class Meanwhile extends CapturingExporter {
    private volatile Runnable task = () -> {};

    @Override
    public void disconnect() {
      CompletableFuture.runAsync(task).join();
    }
  }

  @Test
  void readerGoesOnCollectingByItself() {
    try (RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.exporter.otlp.endpoint", receiver.endpoint())
            .property("otel.metric.export.interval", "20ms")
            .build()) {
      sdk.getMeter("test").counterBuilder("done").build().add(1);
      sdk.disconnect(LONG);
      sdk.reconnect();
      receiver.clear();
      Await.until("metrics arrive", () -> !receiver.metrics().isEmpty());
    }
  }

  @Test
  void copiesOfAProcessMakeDifferentIds() {
    assertThat(
            FreshProcess.output(
                List.of("--add-opens=java.base/java.lang=ALL-UNNAMED"), RestoredCopies.class))
        .isEqualToIgnoringNewLines(
            "without: same, disconnected: different, reconnected: different, exported: different");
  }

  /** What applications keep does nothing after the close, and a new SDK takes nothing over. */
  @Test
  void whatAClosedSdkHandedOutRecordsNothing() {
    RingletSdk first = open();
    Tracer tracer = first.getTracer("test");
    LongCounter counter = first.getMeter("test").counterBuilder("done").build();
    first.close();
    receiver.clear();
    try (RingletSdk second = open()) {
      tracer.spanBuilder("lost").startSpan().end();
      counter.add(1, Attributes.empty());
      second.getTracer("test").spanBuilder("kept").startSpan().end();
    }
    assertThat(receiver.traces()).hasSize(1);
    assertThat(receiver.traces().get(0).toString()).contains("kept").doesNotContain("lost");
    assertThat(receiver.metrics()).isEmpty();
  }

  private RingletSdk open() {
    return RingletSdk.builder()
        .property("otel.exporter.otlp.endpoint", relay.endpoint())
        .property("otel.bsp.schedule.delay", "60000")
        .build();
  }
}
