// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.checks.TelemetryReceiver;
import dev.ringlet.exporter.console.ConsoleColor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FirstMinuteTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final FirstMinute firstMinute =
      new FirstMinute(new PrintStream(bytes, true, StandardCharsets.UTF_8), ConsoleColor.NEVER);

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void drawsAllThatWasProduced() throws IOException {
    boolean arrived = firstMinute.sendToViewer(false);

    String text = text();
    assertThat(text)
        .containsPattern("trace \\p{XDigit}{32} · shop · \\S+ · \\S+ ms · 9 spans · 5 failed\n")
        .contains("✗ charge card")
        .contains("java.lang.IllegalStateException: card declined")
        .contains("WARN   shop.inventory  no index for espresso-machine, scanning all items\n")
        .containsPattern("ERROR  shop.checkout  order not-paid\n +shop.order.id=4713  trace=")
        .containsPattern("\\S+Z  INFO   shop  open for customers\n")
        .containsPattern(
            "shop.orders  counter, cumulative, unit \\{order}\n +2  shop.outcome=accep")
        .containsPattern("shop.basket.total  gauge, unit EUR\n")
        .containsPattern("shop.stock  gauge, unit \\{item}\n")
        .containsPattern("http.server.request.duration  histogram, cumulative, unit s\n +count 3  ")
        .containsPattern("spans +27 +27  ✓")
        .containsPattern("measurements +12 +12  ✓")
        .containsPattern("log records +5 +5  ✓");
    assertThat(traceOfACheckout(text)).isIn(tracesDrawn(text));
    assertThat(arrived).isTrue();
  }

  /** Where an exemplar of a checkout leads. */
  private static String traceOfACheckout(CharSequence text) {
    Matcher exemplar =
        Pattern.compile("http.route=/checkout\n +exemplar \\S+  trace=(\\p{XDigit}{32}) span=")
            .matcher(text);
    assertThat(exemplar.find()).isTrue();
    return exemplar.group(1);
  }

  private static List<String> tracesDrawn(CharSequence text) {
    return Pattern.compile("^trace (\\p{XDigit}{32}) ", Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void sendsToACollector() throws IOException {
    try (TelemetryReceiver collector = TelemetryReceiver.start()) {
      assertThat(firstMinute.sendToCollector(collector.endpoint())).isTrue();

      assertThat(collector.getSpans()).hasSize(27);
      assertThat(collector.getLogRecords()).hasSize(5);
      assertThat(collector.findings()).isEmpty();
      assertThat(text())
          .contains("sends what it records to " + collector.endpoint())
          .containsPattern("spans +27 +27  ✓")
          .containsPattern("log records +5 +5  ✓");
    }
  }

  @Test
  void failsWhenNothingArrives() throws IOException {
    TelemetryReceiver gone = TelemetryReceiver.start();
    gone.close();

    assertThat(firstMinute.sendToCollector(gone.endpoint())).isFalse();

    assertThat(text())
        .containsPattern("spans +27 +0  ✗ 27 missing")
        .containsPattern("log records +5 +0  ✗ 5 missing");
  }
}
