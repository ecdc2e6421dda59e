// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.faults;

import static dev.ringlet.exporter.otlp.ScriptedServer.answer;
import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.RingletSdk;
import dev.ringlet.SignalHealth;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.ScriptedServer;
import dev.ringlet.testing.LogListener;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the SDK tells of itself, while exports fail, does the application no harm. */
@Timeout(600)
class LoggingFaultsTest {
  private static final int SPANS = 10;

  private final Logger ringlet = Logger.getLogger("dev.ringlet");
  private Handler handler;

  private void handle(Consumer<LogRecord> consumer) {
    handler = new LogListener(consumer);
    ringlet.setLevel(Level.ALL);
    ringlet.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    ringlet.removeHandler(handler);
    ringlet.setLevel(null);
  }

  @Test
  void logsThatBecomeLogRecordsMakeNoCircle() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      server.onEveryRequest(answer(503));
      RingletSdk sdk =
          RingletSdk.builder()
              .property("otel.exporter.otlp.endpoint", server.url(""))
              .property("otel.java.exporter.otlp.retry.disabled", "true")
              .property("otel.metrics.exporter", "none")
              .property("otel.blrp.schedule.delay", "1ms")
              .property("ringlet.shutdown.hook", "false")
              .build();
      AtomicInteger bridged = new AtomicInteger();
      handle(
          record -> {
            bridged.incrementAndGet();
            sdk.getLogsBridge()
                .get(String.valueOf(record.getLoggerName()))
                .logRecordBuilder()
                .setBody(String.valueOf(record.getMessage()))
                .emit();
          });
      for (int i = 0; i < 100; i++) {
        sdk.getLogsBridge().get("app").logRecordBuilder().setBody("work " + i).emit();
        sdk.flush(LONG);
      }
      assertThat(bridged).hasPositiveValue().hasValueLessThan(100);
      sdk.close();
      SignalHealth health = sdk.health().signal(Signal.LOGS);
      assertThat(health.pending()).isZero();
      assertThat(health.produced()).isBetween(100L, 100L + bridged.get());
    }
  }

  @Test
  void ownMetricsTellOfMetricsThatFail() throws Exception {
    handle(record -> {});
    Map<String, String> properties = new HashMap<>();
    properties.put("otel.metrics.exporter", "otlp");
    properties.put("otel.metric.export.interval", "5ms");
    properties.put("ringlet.self.telemetry.enabled", "true");
    try (ScriptedServer server = ScriptedServer.start()) {
      server.onEveryRequest(answer(500));
      properties.put("otel.exporter.otlp.endpoint", server.url(""));
      try (Application application = new Application(properties)) {
        for (int i = 0; i < 20; i++) {
          application.record("during", SPANS);
          assertThat(application.flush()).isFalse();
        }
        long points = application.sdk.health().signal(Signal.METRICS).produced();
        assertThat(points).isPositive();
        server.onEveryRequest(answer(200));
        application.freshOneGetsThrough(
            name ->
                Application.names(received(server, "/v1/traces")).contains(name)
                    && received(server, "/v1/metrics")
                        .map(body -> new String(body, StandardCharsets.ISO_8859_1))
                        .anyMatch(text -> text.contains("otel.sdk.exporter.span.exported")));
        application.balanced();
      }
    }
  }

  private static Stream<byte[]> received(ScriptedServer server, String path) {
    return server.requests().stream()
        .filter(request -> request.line().contains(path))
        .map(ScriptedServer.Received::body);
  }

  @Test
  void aLogThatThrowsChangesNothing() throws Exception {
    AtomicInteger thrown = new AtomicInteger();
    handle(
        record -> {
          thrown.incrementAndGet();
          throw new IllegalStateException("full");
        });
    try (ScriptedServer server = ScriptedServer.start();
        Application application =
            new Application(Map.of("otel.exporter.otlp.endpoint", server.url("")))) {
      server.onEveryRequest(answer(503));
      application.record("during", SPANS);
      assertThat(application.flush()).isFalse();
      assertThat(application.balanced().totalDropped()).isEqualTo(SPANS);
      assertThat(thrown).hasPositiveValue();
      server.onEveryRequest(answer(200));
      application.freshOneGetsThrough(
          name ->
              Application.names(server.requests().stream().map(ScriptedServer.Received::body))
                  .contains(name));
      application.balanced();
    }
  }

  @Test
  void aLogThatBlocksHoldsOnlyTheWorker() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    handle(
        record -> {
          if (Thread.currentThread().getName().startsWith("ringlet-traces")) {
            blocked.countDown();
            try {
              released.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        });
    try (ScriptedServer server = ScriptedServer.start()) {
      Application application =
          new Application(
              Map.of(
                  "otel.exporter.otlp.endpoint", server.url(""), "ringlet.close.timeout", "300ms"));
      application.record("before", SPANS);
      assertThat(application.sdk.flush(Duration.ofMillis(300))).isFalse();
      blocked.await();
      application.record("during", 1000);
      assertThat(application.sdk.flush(Duration.ofMillis(1))).isFalse();
      application.close();
      application.balanced();
      released.countDown();
    }
  }
}
