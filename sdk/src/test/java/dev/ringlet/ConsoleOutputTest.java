// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import static dev.ringlet.testing.Await.LONG;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.Signal;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try") // scopes that are only to be closed
class ConsoleOutputTest {

  private final PrintStream before = System.out;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(shown, false, StandardCharsets.UTF_8));
  }

  @AfterEach
  void release() {
    System.setOut(before);
  }

  private static RingletSdk sdk(String exporter) {
    return RingletSdk.builder()
        .property("otel.service.name", "shop")
        .property("otel.traces.exporter", exporter)
        .property("otel.logs.exporter", exporter)
        .property("otel.metrics.exporter", exporter)
        .property("otel.bsp.schedule.delay", "1h")
        .property("otel.blrp.schedule.delay", "1h")
        .property("otel.metric.export.interval", "1h")
        .build();
  }

  /** The text without what differs from run to run, whatever the characters that draw. */
  private String text() {
    return shown
        .toString(StandardCharsets.UTF_8)
        .replaceAll("[0-9a-f]{32}", "<trace>")
        .replaceAll("[0-9a-f]{16}", "<span>")
        .replaceAll("[0-9]{4}-[0-9-]+T[0-9:.]+Z", "<time>")
        .replaceAll("[0-9.]+ (ns|µs|us|ms|s)\\b", "<duration>")
        .replaceAll(" [█░#=.]+(?= )", " <bar>")
        .replaceAll("[│├└]|─ |\\|- |`- ", "")
        .replaceAll(" [·-] ", " ; ")
        .replaceAll(" +", " ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"console", "logging"})
  void showsATraceAsATree(String name) {
    try (RingletSdk sdk = sdk(name)) {
      Tracer tracer = sdk.getTracer("lib");
      Span root = tracer.spanBuilder("POST /checkout").setSpanKind(SpanKind.SERVER).startSpan();
      try (Scope current = root.makeCurrent()) {
        Span child = tracer.spanBuilder("pay").setAttribute("card", "a b").startSpan();
        child.recordException(new IllegalStateException("declined"));
        child.setStatus(StatusCode.ERROR);
        child.end();
      }
      root.end();
      assertThat(sdk.flush(LONG)).isTrue();
      assertThat(sdk.health().signal(Signal.TRACES).exported()).isEqualTo(2);
    }
    assertThat(text())
        .contains(
            "\ntrace <trace> ; shop ; <time> ; <duration> ; 2 spans ; 1 failed\n" + "busiest: ",
            "\nPOST /checkout server <duration> <bar> lib\n",
            " pay internal <duration> <bar> lib\n card=\"a b\"\n")
        .contains("+<duration> java.lang.IllegalStateException: declined\n");
  }

  @Test
  void showsLogsWithTheirSpan() {
    try (RingletSdk sdk = sdk("console")) {
      Span span = sdk.getTracer("lib").spanBuilder("work").startSpan();
      Logger logger = sdk.getLogsBridge().get("shop.Orders");
      logger
          .logRecordBuilder()
          .setSeverity(Severity.WARN)
          .setBody("order\u001b[2J\nlate")
          .setAttribute(stringKey("customer"), "Ada L.")
          .setContext(Context.root().with(span))
          .setException(new IllegalStateException("slow"))
          .emit();
      assertThat(sdk.flush(LONG)).isTrue();
      span.end();
    }
    assertThat(text())
        .contains(
            "\n<time> WARN shop.Orders order\\u001b[2J\n late\n"
                + " customer=\"Ada L.\" trace=<trace> span=<span>\n"
                + " java.lang.IllegalStateException: slow\n"
                + " at dev.ringlet.ConsoleOutputTest.showsLogsWithTheirSpan(");
  }

  @Test
  void showsMetrics() {
    try (RingletSdk sdk = sdk("console")) {
      Meter meter = sdk.getMeterProvider().get("shop.Orders");
      meter
          .counterBuilder("orders")
          .setUnit("{order}")
          .build()
          .add(3, Attributes.of(stringKey("path"), "/pay"));
      meter.histogramBuilder("duration").setUnit("s").build().record(7);
      meter.gaugeBuilder("load").build().set(0.5);
      assertThat(sdk.flush(LONG)).isTrue();
    }
    assertThat(text())
        .contains("\nmetrics ; shop ; shop.Orders ; <time>\n")
        .contains(" orders counter, cumulative, unit {order}\n 3 path=/pay\n")
        .contains(
            " duration histogram, cumulative, unit s\n count 1 sum 7 min 7 max 7 5 <bar> 10\n")
        .contains(" load gauge\n 0.5\n");
  }

  @Test
  void aStreamThatFailsIsCountedAsLoss() {
    System.out.close();
    try (RingletSdk sdk = sdk("console")) {
      sdk.getTracer("lib").spanBuilder("lost").startSpan().end();
      sdk.flush(LONG);
      assertThat(sdk.health().signal(Signal.TRACES).exported()).isZero();
      assertThat(sdk.health().signal(Signal.TRACES).dropped().values()).containsOnly(1L);
    }
  }
}
