// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.logs.LogRecordProcessor;
import dev.ringlet.logs.LoggerConfig;
import dev.ringlet.logs.ReadWriteLogRecord;
import dev.ringlet.testing.Await;
import dev.ringlet.trace.ReadWriteSpan;
import dev.ringlet.trace.ReadableSpan;
import dev.ringlet.trace.Sampler;
import dev.ringlet.trace.SamplingDecision;
import dev.ringlet.trace.SamplingRequest;
import dev.ringlet.trace.SpanProcessor;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All logging of the process leads into the SDK, at every level, and still the SDK makes no log
 * records of its own work: what is produced is what the application logged, to the record.
 */
class FeedbackLoopTest {
  private static final int ROUNDS = 20;
  private static final int LINES_A_ROUND = 5;
  private static final int LINES = ROUNDS * LINES_A_ROUND;

  private static final Logger APPLICATION = Logger.getLogger("app");

  private final RootLogBridge bridge = new RootLogBridge();

  @AfterEach
  void takeTheBridgeAway() {
    bridge.close();
  }

  private static RingletSdk.Builder sdk() {
    return RingletSdk.builder()
        .property("otel.metrics.exporter", "none")
        .property("otel.traces.exporter", "none")
        .property("otel.blrp.schedule.delay", "1ms")
        .property("otel.exporter.otlp.timeout", "200ms")
        .property("ringlet.shutdown.hook", "false")
        .property("ringlet.close.timeout", "2s");
  }

  private static RingletSdk.Builder sdk(Exporter exporter) {
    return sdk().property("otel.logs.exporter", "none").addExporter(Signal.LOGS, exporter);
  }

  /** Logs in rounds, each of which is sent, or fails, before the next. */
  private static void work(RingletSdk sdk) {
    for (int round = 0; round < ROUNDS; round++) {
      for (int line = 0; line < LINES_A_ROUND; line++) {
        APPLICATION.info("line");
      }
      sdk.flush(LONG);
    }
  }

  private static long produced(RingletSdk sdk) {
    return sdk.health().signal(Signal.LOGS).produced();
  }

  private static void conserved(RingletSdk sdk) {
    SignalHealth health = sdk.health().signal(Signal.LOGS);
    assertThat(health.pending()).isZero();
    assertThat(health.exported() + health.totalDropped()).isEqualTo(health.produced());
  }

  @ParameterizedTest
  @CsvSource({"http/protobuf, batch", "grpc, batch", "http/protobuf, simple"})
  void aDeadCollector(String protocol, String processor) {
    RingletSdk sdk =
        sdk()
            .property("otel.exporter.otlp.endpoint", "http://127.0.0.1:1")
            .property("otel.exporter.otlp.protocol", protocol)
            .property("ringlet.logs.processor", processor)
            .build();
    bridge.bridgeTo(sdk);
    work(sdk);
    sdk.close();
    assertThat(produced(sdk)).isEqualTo(LINES);
    assertThat(sdk.health().signal(Signal.LOGS).exported()).isZero();
    conserved(sdk);
    assertThat(bridge.seen("dev.ringlet")).as("warnings of the SDK").isPositive();
    assertThat(bridge.seen("okhttp3")).as("lines of its client").isPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {503, 0})
  void aCollectorThatComesBack(int status) throws Exception {
    try (Collector collector = new Collector(status)) {
      RingletSdk sdk =
          sdk()
              .property("otel.exporter.otlp.endpoint", collector.endpoint())
              .property("otel.exporter.otlp.timeout", "60s") // or a request may come too late
              .property("otel.java.exporter.otlp.retry.disabled", "true")
              .build();
      bridge.bridgeTo(sdk);
      for (int line = 0; line < LINES; line++) {
        APPLICATION.info("before");
        if (line % 20 == 0) {
          sdk.flush(LONG);
        }
      }
      sdk.flush(LONG);
      assertThat(sdk.health().signal(Signal.LOGS).totalDropped()).isEqualTo(LINES);
      collector.status.set(200);
      AtomicInteger after = new AtomicInteger();
      Await.until(
          "a line is exported", // the exporter may be waiting before its next try
          () -> {
            APPLICATION.info("after");
            after.incrementAndGet();
            sdk.flush(LONG);
            return sdk.health().signal(Signal.LOGS).exported() > 0;
          });
      sdk.close();
      assertThat(collector.bodies).contains("after").containsOnly("after");
      assertThat(produced(sdk)).isEqualTo(LINES + after.get());
      // An answer may come too late to be counted.
      assertThat(sdk.health().signal(Signal.LOGS).exported())
          .isBetween(1L, (long) collector.bodies.size());
      conserved(sdk);
      assertThat(bridge.seen("dev.ringlet")).as("warnings of the SDK").isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch", "simple"})
  void anExporterThatLogs(String processor) {
    RingletSdk sdk =
        sdk(new LoggingExporter(false)).property("ringlet.logs.processor", processor).build();
    bridge.bridgeTo(sdk);
    work(sdk);
    sdk.close();
    assertThat(bridge.seen("exporter")).isGreaterThanOrEqualTo(ROUNDS);
    assertThat(produced(sdk)).isEqualTo(LINES);
    conserved(sdk);
  }

  @Test
  void withoutSuppressionTheExporterWouldFeedItself() {
    RingletSdk sdk = sdk(new LoggingExporter(true)).build();
    bridge.bridgeTo(sdk);
    work(sdk);
    assertThat(produced(sdk)).isGreaterThan(LINES);
    bridge.bridgeTo(null);
    sdk.close();
  }

  @Test
  void callbacksThatLog() {
    RingletSdk sdk =
        sdk(new LoggingExporter(false))
            .addLogRecordProcessor(new LoggingProcessor())
            .addSpanProcessor(new LoggingSpanProcessor())
            .setSampler(
                new Sampler() {
                  @Override
                  public SamplingDecision shouldSample(SamplingRequest request) {
                    Logger.getLogger("callback.sampler").info("sampler");
                    return SamplingDecision.RECORD_AND_SAMPLE;
                  }

                  @Override
                  public String getDescription() {
                    return "logging";
                  }
                })
            .setLoggerConfigurator(
                scope -> {
                  Logger.getLogger("callback.configurator").info("configurator");
                  return LoggerConfig.enabled();
                })
            .build();
    bridge.bridgeTo(sdk);
    work(sdk);
    Span span = sdk.getTracer("test").spanBuilder("span").startSpan();
    span.end();
    sdk.close();

    assertThat(bridge.seen("callback.span")).isPositive();
    assertThat(bridge.seen("callback.sampler")).isPositive();
    assertThat(bridge.seen("callback.configurator")).isPositive();
    // Each line makes one of the processor's, and so does each line of the other callbacks.
    long others = bridge.seen("callback") - bridge.seen("callback.processor");
    assertThat(bridge.seen("callback.processor")).isGreaterThanOrEqualTo(LINES);
    assertThat(produced(sdk)).isBetween(2L * LINES, 2 * (LINES + others));
    conserved(sdk);
  }

  @Test
  void warningsThatComeBackUnderAnotherName() {
    bridge.close();
    try (RootLogBridge nameless = new RootLogBridge("one for all")) {
      RingletSdk sdk =
          sdk(new LoggingExporter(false))
              .addLogRecordProcessor(
                  (context, record) -> {
                    throw new IllegalStateException("processor");
                  })
              .build();
      nameless.bridgeTo(sdk);
      work(sdk);
      sdk.close();
      assertThat(nameless.seen("dev.ringlet")).as("warnings of the SDK").isPositive();
      // The last line, at close, is no longer taken.
      assertThat(produced(sdk)).isEqualTo(LINES);
      assertThat(sdk.health().caughtErrors()).isEqualTo(LINES);
    }
  }

  /** Logs a line for each request, inside the SDK's mark or hidden from it. */
  private static final class LoggingExporter implements Exporter {
    private final boolean hidden;

    LoggingExporter(boolean hidden) {
      this.hidden = hidden;
    }

    @Override
    @SuppressWarnings("try") // the scope is only to be closed
    public ExportResult export(Payload payload) {
      try (Scope scope = hidden ? Context.root().makeCurrent() : Scope.noop()) {
        Logger.getLogger("exporter").warning("exporting");
      }
      return ExportResult.delivered();
    }

    @Override
    public void close() {
      Logger.getLogger("exporter").warning("closing");
    }
  }

  private static final class LoggingProcessor implements LogRecordProcessor {
    @Override
    public void onEmit(Context context, ReadWriteLogRecord record) {
      Logger.getLogger("callback.processor").info("processor");
    }
  }

  private static final class LoggingSpanProcessor implements SpanProcessor {
    @Override
    public void onStart(Context parentContext, ReadWriteSpan span) {
      Logger.getLogger("callback.span").info("start");
    }

    @Override
    public void onEnd(ReadableSpan span) {
      Logger.getLogger("callback.span").info("end");
    }
  }

  /** A collector that answers one status, or cuts connections when that is 0. */
  private static final class Collector implements AutoCloseable {
    final AtomicInteger status;
    final List<String> bodies = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    Collector(int status) throws IOException {
      this.status = new AtomicInteger(status);
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::handle);
      server.start();
    }

    String endpoint() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
      try (exchange) {
        byte[] body = exchange.getRequestBody().readAllBytes();
        int answer = status.get();
        if (answer == 200) {
          ExportLogsServiceRequest.parseFrom(body).getResourceLogsList().stream()
              .flatMap(resource -> resource.getScopeLogsList().stream())
              .flatMap(scope -> scope.getLogRecordsList().stream())
              .forEach(one -> bodies.add(one.getBody().getStringValue()));
        }
        if (answer != 0) {
          exchange.sendResponseHeaders(answer, -1);
        }
      }
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
