// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.Signal;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FirstMinuteTest {
  @Test
  void drawsAllThatWasProduced() throws IOException {
    StringBuilder text = new StringBuilder();

    boolean arrived = new FirstMinute(new Terminal(text, 100, false)).sendToReceiver();

    assertThat(text)
        .contains("━━ POST /checkout · shop ━")
        .contains("✗ charge card")
        .contains("java.lang.IllegalStateException: card declined")
        .containsPattern("SELECT stock(?s:[^├]+)▸ [+0-9. ms]+  WARN  no index for espresso-machine")
        .containsPattern("▸ [+0-9. ms]+  ERROR  order not-paid  shop.order.id=4713")
        .containsPattern("Logs outside of spans ━+\n\n▸ \\S+  INFO  open for customers")
        .containsPattern("shop.orders  counter \\{order}\n +2  shop.outcome=accepted\n")
        .containsPattern("shop.basket.total  gauge EUR\n")
        .containsPattern("shop.stock  gauge \\{item}\n +10  shop.item=book\n")
        .containsPattern("http.server.request.duration  histogram s\n +count 3  mean \\d")
        .containsPattern("spans +27 +27  ✓")
        .containsPattern("measurements +12 +12  ✓")
        .containsPattern("log records +5 +5  ✓");
    assertThat(slowestTraceInHistogram(text)).isIn(tracesDrawn(text));
    assertThat(arrived).isTrue();
  }

  /** Where the exemplar of the longest checkout leads. */
  private static String slowestTraceInHistogram(CharSequence text) {
    Matcher exemplar =
        Pattern.compile("http.route=/checkout[^◇]+◇ \\d+\\.\\d+ in trace (\\p{XDigit}{32})\n")
            .matcher(text);
    assertThat(exemplar.find()).isTrue();
    return exemplar.group(1);
  }

  private static List<String> tracesDrawn(CharSequence text) {
    return Pattern.compile("━ trace (\\p{XDigit}{32}) ━")
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void sendsToACollector() throws IOException {
    StringBuilder text = new StringBuilder();
    try (OtlpReceiver collector = OtlpReceiver.start(0)) {
      FirstMinute firstMinute = new FirstMinute(new Terminal(text, 100, false));

      assertThat(firstMinute.sendToCollector(collector.endpoint())).isTrue();

      assertThat(collector.items(Signal.TRACES)).isEqualTo(27);
      assertThat(collector.items(Signal.LOGS)).isEqualTo(5);
      assertThat(text)
          .contains("sends what it records to " + collector.endpoint())
          .containsPattern("spans +27 +27  ✓")
          .containsPattern("log records +5 +5  ✓");
    }
  }

  @Test
  void failsWhenNothingArrives() throws IOException {
    OtlpReceiver gone = OtlpReceiver.start(0);
    gone.close();
    StringBuilder text = new StringBuilder();
    FirstMinute firstMinute = new FirstMinute(new Terminal(text, 100, false));

    assertThat(firstMinute.sendToCollector(gone.endpoint())).isFalse();

    assertThat(text)
        .containsPattern("spans +27 +0  ✗ 27 missing")
        .containsPattern("log records +5 +0  ✗ 5 missing");
  }
}
