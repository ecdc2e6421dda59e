// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonResponseReaderTest {
  private static PartialSuccess response(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return JsonResponseReader.readPartial(bytes, bytes.length);
  }

  private static String statusMessage(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return JsonResponseReader.readStatusMessage(bytes, bytes.length);
  }

  @Test
  void readsWhatProtobufWrites() throws Exception {
    Random random = new Random(11);
    for (int i = 0; i < 3000; i++) {
      long rejected = random.nextLong() >> random.nextInt(64);
      String message = "m\"\\/{}[],:".substring(random.nextInt(9)) + "é€\ud83d\ude00";
      ExportLogsServiceResponse response =
          ExportLogsServiceResponse.newBuilder()
              .setPartialSuccess(
                  ExportLogsPartialSuccess.newBuilder()
                      .setRejectedLogRecords(rejected)
                      .setErrorMessage(message))
              .build();
      JsonFormat.Printer printer = JsonFormat.printer();
      if (random.nextBoolean()) {
        printer = printer.omittingInsignificantWhitespace();
      }
      if (random.nextBoolean()) {
        printer = printer.preservingProtoFieldNames();
      }
      assertThat(response(printer.print(response)))
          .isEqualTo(new PartialSuccess(rejected, message));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|0|''",
        " { \"partialSuccess\" : { } } |0|''",
        "{\"partialSuccess\":{}}|0|''",
        "{\"partialSuccess\":null}|0|''",
        "{\"partialSuccess\":{\"rejectedSpans\":5}}|5|''",
        "{\"partialSuccess\":{\"rejectedDataPoints\":\"5\",\"errorMessage\":null}}|5|''",
        "{\"partial_success\":{\"rejected_profiles\":5.0,\"error_message\":\"x\"}}|5|x",
        "{\"partialSuccess\":{\"rejectedSpans\":1e1}}|10|''",
        "{\"partialSuccess\":{\"rejectedSpans\":99999999999999999999}}|9223372036854775807|''",
        "{\"partialSuccess\":{\"rejectedSpans\":\"many\"}}|0|''",
        "{\"partialSuccess\":{\"rejectedSpans\":\".\"}}|0|''",
        "{\"partialSuccess\":{\"rejectedSpans\":true}}|0|''",
        "{\"partialSuccess\":{\"rejectedSpans\":[1,2]}}|0|''",
        "{\"more\":[{\"partialSuccess\":{\"rejectedSpans\":5}}],\"n\":-1.5e3,\"t\":false}|0|''",
        "{\"partialSuccess\":{\"errorMessage\":\"a\\u0041\\n\\\"b\\/\\u00e9\"}}|0|aA \"b/é"
      })
  void acceptsLenientJson(String json, long rejected, String message) {
    assertThat(response(json)).isEqualTo(new PartialSuccess(rejected, message));
  }

  @Test
  void readsTheMessageOfAStatus() {
    assertThat(statusMessage("{\"code\":3,\"message\":\"no such\\ttenant\",\"details\":[{}]}"))
        .isEqualTo("no such tenant");
    assertThat(statusMessage("{\"code\":3}")).isEmpty();
    assertThat(statusMessage("oops")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "}",
        "[]",
        "null",
        "x",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":,}",
        "{\"a\"::}",
        "{\"a\":1,}",
        "{\"a\":\"",
        "{\"a\":[}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\",
        "{a:1}",
        "{\"partialSuccess\":{\"rejectedSpans\":}}"
      })
  void returnsNullForMalformedJson(String json) {
    assertThat(response(json)).isNull();
  }

  @Test
  void neverThrowsAndCutsLongText() {
    byte[] json =
        ("{\"partialSuccess\":{\"rejectedSpans\":\"5\",\"errorMessage\":\""
                + "€".repeat(5000)
                + "\"}}")
            .getBytes(StandardCharsets.UTF_8);
    PartialSuccess partial = JsonResponseReader.readPartial(json, json.length);
    assertThat(partial.rejectedItems()).isEqualTo(5);
    assertThat(partial.message().length()).isBetween(300, ResponseText.MAX_CHARS + 1);
    Random random = new Random(3);
    byte[] small =
        "{\"partialSuccess\":{\"rejectedSpans\":\"5\",\"errorMessage\":\"a\\u0041\"},\"b\":[1,{}]}"
            .getBytes(StandardCharsets.UTF_8);
    int read = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] broken = small.clone();
      broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      read +=
          JsonResponseReader.readPartial(broken, random.nextInt(broken.length + 1)) == null ? 0 : 1;
      read += JsonResponseReader.readPartial(broken, broken.length) == null ? 0 : 1;
      JsonResponseReader.readStatusMessage(broken, broken.length);
    }
    assertThat(read).isBetween(1000, 99_000);
    String deep = "{\"a\":" + "[".repeat(500_000) + "]".repeat(500_000) + "}";
    assertThat(response(deep)).isEqualTo(new PartialSuccess(0, ""));
  }

  /** The limit may fall into plain text, before an escape and behind one. */
  @Test
  void textsAreCutAtTheirLimit() {
    for (int length = ResponseText.MAX_CHARS - 2; length <= ResponseText.MAX_CHARS; length++) {
      String whole = "a".repeat(length);
      assertThat(statusMessage("{\"message\":\"" + whole + "\"}")).isEqualTo(whole);
    }
    String start = "a".repeat(ResponseText.MAX_CHARS - 1);
    assertThat(statusMessage("{\"message\":\"" + start + "\\u0062\"}")).isEqualTo(start + "b");
    assertThat(statusMessage("{\"message\":\"" + start + "b\\u0063\"}")).isEqualTo(start + "b…");
    assertThat(statusMessage("{\"message\":\"" + start + "\\u0062c\"}")).isEqualTo(start + "b…");
    assertThat(statusMessage("{\"message\":\"\\\"" + start + "c\"}")).isEqualTo("\"" + start + "…");
  }

  @Test
  void anEscapeAtTheEndIsMalformed() {
    for (String end : new String[] {"\\", "\\u", "\\u00", "\\u006", "\\u006g\"}"}) {
      assertThat(statusMessage("{\"message\":\"a" + end)).as(end).isEmpty();
    }
  }
}
