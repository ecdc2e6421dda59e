// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTextTest {
  private static final int MAX = ResponseText.MAX_CHARS;

  private static String firstLine(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String line = ResponseText.firstLine(bytes, bytes.length);
    byte[] longer = (body + "\u0001 the rest of a buffer").getBytes(StandardCharsets.UTF_8);
    assertThat(ResponseText.firstLine(longer, bytes.length)).isEqualTo(line);
    return line;
  }

  @Test
  void aTextIsOneLine() {
    assertThat(ResponseText.clean("  a\r\nb\tc\u2028d\u2029e\u200ef  ")).isEqualTo("a  b c d e f");
    assertThat(ResponseText.clean("")).isEmpty();
    assertThat(ResponseText.clean(" \n")).isEmpty();
  }

  @Test
  void aTextIsCutAtItsLimit() {
    assertThat(ResponseText.clean("a".repeat(MAX))).isEqualTo("a".repeat(MAX));
    assertThat(ResponseText.clean("a".repeat(MAX + 1))).isEqualTo("a".repeat(MAX) + "…");
    assertThat(ResponseText.clean("a", true)).isEqualTo("a…");
    assertThat(ResponseText.clean("", true)).isEqualTo("…");
  }

  @Test
  void aCutLeavesNoHalfCharacter() {
    String pair = "\ud83d\ude00";
    assertThat(ResponseText.clean("a".repeat(MAX - 1) + pair)).isEqualTo("a".repeat(MAX - 1) + "…");
    assertThat(ResponseText.clean("a".repeat(MAX - 2) + pair))
        .isEqualTo("a".repeat(MAX - 2) + pair);
    assertThat(ResponseText.clean("a".repeat(MAX - 2) + pair + "b"))
        .isEqualTo("a".repeat(MAX - 2) + pair + "…");
    assertThat(ResponseText.clean("a\ufffd\ufffd", true)).isEqualTo("a…");
    assertThat(ResponseText.clean("\ufffd", true)).isEqualTo("…");
    assertThat(ResponseText.clean("a\ufffd", false)).isEqualTo("a\ufffd"); // nothing was cut
    for (int before = 0; before < 4; before++) {
      byte[] bytes = ("a".repeat(MAX - 4 + before) + "€").getBytes(StandardCharsets.UTF_8);
      String shown = ResponseText.clean(bytes, 0, bytes.length);
      assertThat(shown).isEqualTo("a".repeat(MAX - 4 + before) + (before < 2 ? "€" : "…"));
    }
  }

  @Test
  void bytesAreReadFromTheirPlace() {
    byte[] bytes = "<<abc>>".getBytes(StandardCharsets.UTF_8);
    assertThat(ResponseText.clean(bytes, 2, 3)).isEqualTo("abc");
    assertThat(ResponseText.clean(bytes, 2, 0)).isEmpty();
  }

  @Test
  void theFirstLineOfABody() {
    assertThat(firstLine("one\ntwo")).isEqualTo("one");
    assertThat(firstLine("one\rtwo")).isEqualTo("one");
    assertThat(firstLine("\r\n \t one")).isEqualTo("one");
    assertThat(firstLine("one\ttwo")).isEqualTo("one two");
    assertThat(firstLine("a < b")).isEqualTo("a < b");
    assertThat(firstLine("é€")).isEqualTo("é€");
    assertThat(firstLine("")).isEmpty();
    assertThat(firstLine(" \n\t\r")).isEmpty();
    assertThat(firstLine("x")).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", " <html>", "<", "a\u0002", "\u001fa", "\u001b[31m", "a\ufffd"})
  void aPageOrBinaryDataHasNoFirstLine(String body) {
    assertThat(firstLine(body)).isEmpty();
  }

  @Test
  void bytesThatAreNoTextHaveNoFirstLine() {
    byte[] bytes = {'a', (byte) 0xff, 'b'};
    assertThat(ResponseText.firstLine(bytes, 3)).isEmpty();
    assertThat(ResponseText.firstLine(bytes, 1)).isEqualTo("a");
    assertThat(ResponseText.firstLine(new byte[] {(byte) 0xff, 'b'}, 2)).isEmpty();
    assertThat(ResponseText.firstLine(new byte[] {'a', 0}, 2)).isEmpty();
  }

  @Test
  void theFirstLineIsCutAtTheLimit() {
    for (String layout : new String[] {"", "  \n"}) {
      assertThat(firstLine(layout + "a".repeat(MAX))).isEqualTo("a".repeat(MAX));
      assertThat(firstLine(layout + "a".repeat(MAX + 1))).isEqualTo("a".repeat(MAX) + "…");
      assertThat(firstLine(layout + "a".repeat(MAX) + "\nb")).isEqualTo("a".repeat(MAX));
      assertThat(firstLine(layout + "a".repeat(MAX) + "\rb")).isEqualTo("a".repeat(MAX));
      assertThat(firstLine(layout + "a".repeat(MAX - 1) + "\nb")).isEqualTo("a".repeat(MAX - 1));
      assertThat(firstLine(layout + "a".repeat(MAX) + "\u0001")) // is not looked at
          .isEqualTo("a".repeat(MAX) + "…");
    }
  }

  @Test
  void wordsAreFoundAtTheBeginningInAnyCase() {
    byte[] bytes = ("-".repeat(MAX - 5) + "WoRdsWORDS").getBytes(StandardCharsets.UTF_8);
    assertThat(ResponseText.contains(bytes, MAX, "words")).isTrue();
    assertThat(ResponseText.contains(bytes, MAX - 1, "words")).isFalse();
    assertThat(ResponseText.contains(bytes, bytes.length, "-words")).isTrue();
    assertThat(ResponseText.contains(bytes, bytes.length, "wordsw")).isFalse();
  }
}
