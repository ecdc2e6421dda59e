// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.ScriptedServer;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.BlockedExporter;
import dev.ringlet.testing.CapturingExporter;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Exporters of one signal do not know of each other: not of a delay, a loss or a change of bytes.
 */
@Timeout(300)
class SeveralExportersTest {

  private static RingletSdk.Builder sdk() {
    return RingletSdk.builder()
        .property("otel.traces.exporter", "none")
        .property("otel.logs.exporter", "none")
        .property("otel.metrics.exporter", "none")
        .property("ringlet.shutdown.hook", "false");
  }

  private static void end(RingletSdk sdk, int spans) {
    for (int i = 0; i < spans; i++) {
      sdk.getTracer("test").spanBuilder("span").startSpan().end();
    }
  }

  @Test
  void oneThatHangsDelaysAndLosesForItselfAlone() {
    BlockedExporter held = new BlockedExporter();
    CapturingExporter collecting = new CapturingExporter();
    try (RingletSdk sdk =
        sdk()
            .property("otel.bsp.schedule.delay", "1ms")
            .property("otel.bsp.max.queue.size", "100")
            .property("otel.bsp.max.export.batch.size", "10")
            .addExporter(Signal.TRACES, held)
            .addExporter(Signal.TRACES, collecting)
            .build()) {
      end(sdk, 10);
      held.awaitBegun();
      for (int total = 20; total <= 1_000; total += 10) {
        end(sdk, 10);
        int sent = total; // while the other one hangs in its first export
        Await.until(sent + " spans have arrived", () -> collecting.items() >= sent);
      }
      String first = BlockedExporter.class.getName() + "/0";
      String second = CapturingExporter.class.getName() + "/0";
      assertThat(sdk.health().exporters()).containsOnlyKeys(first, second);
      assertThat(sdk.health().exporters().get(first).dropped(DropCause.QUEUE_FULL)).isPositive();

      held.open();
      assertThat(sdk.flush(LONG)).isTrue();
      SignalHealth behind = sdk.health().exporters().get(first);
      assertThat(behind.produced()).isEqualTo(1_000);
      assertThat(behind.exported()).isEqualTo(held.items()).isEqualTo(behind.accepted());
      assertThat(behind.exported() + behind.dropped(DropCause.QUEUE_FULL)).isEqualTo(1_000);
      SignalHealth ahead = sdk.health().exporters().get(second);
      assertThat(ahead.exported()).isEqualTo(1_000);
      assertThat(ahead.totalDropped()).isZero();
      assertThat(sdk.health().signal(Signal.TRACES).produced()).isEqualTo(2_000);
    }
  }

  @Test
  void aFlushWaitsForAllAndIsFalseIfOneFails() {
    CapturingExporter collecting = new CapturingExporter();
    try (RingletSdk sdk =
        sdk()
            .property("otel.bsp.schedule.delay", "1h")
            .addExporter(
                Signal.TRACES,
                new CapturingExporter(payload -> ExportResult.permanent(FailureCause.BAD_DATA, "")))
            .addExporter(Signal.TRACES, collecting)
            .build()) {
      end(sdk, 5);
      assertThat(sdk.flush(LONG)).isFalse();
      assertThat(collecting.items()).isEqualTo(5);
      assertThat(
              sdk.health().exporters().get(CapturingExporter.class.getName() + "/0").totalDropped())
          .isEqualTo(5);
    }
  }

  @Test
  void retriesOfOneOfThemAreCounted() {
    CapturingExporter collecting = new CapturingExporter();
    try (ScriptedServer server = ScriptedServer.start()) {
      server.onRequest(ScriptedServer.answer(503, "", new byte[0]));
      try (RingletSdk sdk =
          sdk()
              .property("otel.traces.exporter", "otlp")
              .property("otel.exporter.otlp.endpoint", server.url(""))
              .property("otel.bsp.schedule.delay", "1h")
              .addExporter(Signal.TRACES, collecting)
              .build()) {
        end(sdk, 5);
        assertThat(sdk.flush(LONG)).isTrue();
        assertThat(sdk.health().signal(Signal.TRACES).retried()).isEqualTo(1);
        assertThat(sdk.health().exporters().get("otlp_http_span_exporter/0").retried())
            .isEqualTo(1);
        assertThat(collecting.items()).isEqualTo(5);
      }
    }
  }

  @Test
  void exportersAreNamedBySignalAndProtocol() {
    try (RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.exporter.otlp.endpoint", "http://127.0.0.1:1")
            .property("otel.exporter.otlp.logs.protocol", "grpc")
            .property("otel.exporter.otlp.timeout", "100ms")
            .property("otel.metric.export.interval", "1h")
            .property("ringlet.close.timeout", "0")
            .property("ringlet.shutdown.hook", "false")
            .addExporter(Signal.LOGS, new CapturingExporter())
            .addExporter(Signal.LOGS, new CapturingExporter())
            .build()) {
      assertThat(sdk.health().exporters())
          .containsOnlyKeys(
              "otlp_http_metric_exporter/0",
              "otlp_http_span_exporter/0",
              "otlp_grpc_log_exporter/0",
              CapturingExporter.class.getName() + "/0",
              CapturingExporter.class.getName() + "/1");
    }
  }

  /** What an application must write for a destination of its own: one method and a close. */
  @Test
  void anExporterOfTheApplicationGetsEverySignalInBytesOfItsOwn() throws Exception {
    Map<Signal, Payload> first = new ConcurrentHashMap<>();
    Map<Signal, Payload> second = new ConcurrentHashMap<>();
    RingletSdk.Builder builder = sdk().property("otel.metric.export.interval", "1h");
    for (Signal signal : List.of(Signal.TRACES, Signal.LOGS, Signal.METRICS)) {
      builder
          .addExporter(signal, keepingIn(first))
          .addExporter(signal, new CapturingExporter(SeveralExportersTest::wipe))
          .addExporter(signal, keepingIn(second));
    }
    try (RingletSdk sdk = builder.build()) {
      sdk.getTracer("test").spanBuilder("span").startSpan().end();
      sdk.getLogsBridge().get("test").logRecordBuilder().setBody("line").emit();
      sdk.getMeter("test").counterBuilder("counter").build().add(3);
      assertThat(sdk.flush(LONG)).isTrue();
    }
    assertHasEachSignal(first);
    assertHasEachSignal(second);
  }

  /** The payloads themselves, of which the exporter may keep the bytes. */
  private static CapturingExporter keepingIn(Map<Signal, Payload> payloads) {
    return new CapturingExporter(
        payload -> {
          payloads.putIfAbsent(payload.signal(), payload);
          return ExportResult.delivered();
        });
  }

  private static ExportResult wipe(Payload payload) {
    Arrays.fill(payload.bytes(), (byte) 0);
    return ExportResult.delivered();
  }

  private static byte[] bytes(Payload payload) {
    return payload.copy().bytes();
  }

  private static void assertHasEachSignal(Map<Signal, Payload> payloads)
      throws InvalidProtocolBufferException {
    assertThat(
            ExportTraceServiceRequest.parseFrom(bytes(payloads.get(Signal.TRACES)))
                .getResourceSpans(0)
                .getScopeSpans(0)
                .getSpans(0)
                .getName())
        .isEqualTo("span");
    assertThat(
            ExportLogsServiceRequest.parseFrom(bytes(payloads.get(Signal.LOGS)))
                .getResourceLogs(0)
                .getScopeLogs(0)
                .getLogRecords(0)
                .getBody()
                .getStringValue())
        .isEqualTo("line");
    assertThat(
            ExportMetricsServiceRequest.parseFrom(bytes(payloads.get(Signal.METRICS)))
                .getResourceMetrics(0)
                .getScopeMetrics(0)
                .getMetrics(0)
                .getName())
        .isEqualTo("counter");
  }
}
