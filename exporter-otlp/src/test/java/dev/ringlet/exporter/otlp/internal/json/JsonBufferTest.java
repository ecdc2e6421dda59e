// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonBufferTest {
  private static final int VALUES = 30_000;

  private final JsonBuffer buffer = new JsonBuffer();
  private final Random random = new Random(7);

  private String text(Consumer<JsonBuffer> write) {
    buffer.clear();
    write.accept(buffer);
    return new String(buffer.bytes(), 0, buffer.length(), StandardCharsets.UTF_8);
  }

  private String string(byte[] utf8) {
    return text(out -> out.string(utf8, 0, utf8.length));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, -0.0",
    "1, 1",
    "-1, -1",
    "0.1, 0.1",
    "100, 100",
    "1e14, 100000000000000",
    "0.001, 0.001",
    "1e-4, 1E-4",
    "9.5e-4, 9.5E-4",
    "1e15, 1000000000000000",
    "1e16, 10000000000000000",
    "1e17, 1E17",
    "31.25, 31.25",
    "1e300, 1E300",
    "1.5e300, 1.5E300",
    "0.03125, 0.03125",
    "0.00123, 0.00123",
    "1.25e-9, 1.25E-9",
    "0.30000000000000004, 0.30000000000000004",
    "-2.0000000000000004, -2.0000000000000004",
    "0.012345678901234567, 0.012345678901234567",
    "123456789012345680, 1.2345678901234568E17",
    "4.9e-324, 5E-324",
    "1.7976931348623157e308, 1.7976931348623157E308",
    "2.2250738585072014e-308, 2.2250738585072014E-308",
    "9007199254740993, 9007199254740992",
    "NaN, '\"NaN\"'",
    "Infinity, '\"Infinity\"'",
    "-Infinity, '\"-Infinity\"'"
  })
  void writesDoubles(double value, String expected) {
    assertThat(text(out -> out.number(value))).isEqualTo(expected);
  }

  @Test
  void doublesAreWrittenAsTheNearestShortestDecimal() {
    for (int i = 0; i < VALUES; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (i % 4 == 1) {
        value = random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6);
      } else if (i % 4 == 2) {
        value = random.nextInt() / Math.pow(10, random.nextInt(12));
      } else if (i % 4 == 3) { // powers of two and their neighbours
        value = Math.scalb(1.0, random.nextInt(2100) - 1075);
        value = Double.longBitsToDouble(Double.doubleToLongBits(value) + random.nextInt(3) - 1);
      }
      if (Double.isNaN(value) || Double.isInfinite(value)) {
        continue;
      }
      double given = value;
      String text = text(out -> out.number(given));
      assertThat(Double.doubleToLongBits(Double.parseDouble(text)))
          .as(text)
          .isEqualTo(Double.doubleToLongBits(value));
      assertThat(digits(text)).as(text).isLessThanOrEqualTo(digits(Double.toString(value)));
      if (Math.getExponent(value - Math.ulp(value)) == Math.getExponent(value)) {
        assertThat(distance(text, value)).as(text).isLessThanOrEqualTo(leastDistance(text, value));
      }
    }
  }

  private static BigDecimal distance(String decimal, double value) {
    return new BigDecimal(decimal).subtract(new BigDecimal(value)).abs();
  }

  /** The distance of the nearest decimal of the same length. */
  private static BigDecimal leastDistance(String decimal, double value) {
    MathContext length = new MathContext(digits(decimal), RoundingMode.HALF_EVEN);
    return distance(new BigDecimal(value).round(length).toString(), value);
  }

  private static int digits(String decimal) {
    return new BigDecimal(decimal).stripTrailingZeros().precision();
  }

  @Test
  void writesWholeNumbers() {
    for (int i = 0; i < VALUES; i++) {
      long value = i == 0 ? Long.MIN_VALUE : random.nextLong() >> random.nextInt(64);
      assertThat(text(out -> out.signed(value))).isEqualTo(Long.toString(value));
      assertThat(text(out -> out.unsigned(value))).isEqualTo(Long.toUnsignedString(value));
    }
  }

  @Test
  void writesHexadecimalAndBase64() {
    for (int i = 0; i < 2000; i++) {
      byte[] data = new byte[random.nextInt(100)];
      random.nextBytes(data);
      assertThat(text(out -> out.hex(data, 0, data.length)))
          .isEqualTo('"' + HexFormat.of().formatHex(data) + '"');
      assertThat(text(out -> out.base64(data, 0, data.length)))
          .isEqualTo('"' + Base64.getEncoder().encodeToString(data) + '"');
    }
  }

  @Test
  void escapesControlCharactersAndLineSeparators() {
    assertThat(
            string(
                "a\"b\\c\n\r\t\b\f\0\u001b\u007f\u0085\u2028\u2029é€😀"
                    .getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("\"a\\\"b\\\\c\\n\\r\\t\\b\\f\\u0000\\u001b\\u007f\\u0085\\u2028\\u2029é€😀\"");
  }

  @Test
  void everyCharacterParsesToItself() {
    for (int point = 0; point <= Character.MAX_CODE_POINT; point += point < 0x3000 ? 1 : 61) {
      if (point >= 0xD800 && point <= 0xDFFF) {
        continue;
      }
      String wanted = new String(Character.toChars(point));
      string(wanted.getBytes(StandardCharsets.UTF_8));
      JsonElement read = JsonJudge.parse(buffer.bytes(), buffer.length());
      if (!read.getAsString().equals(wanted)) {
        throw new AssertionError("U+" + Integer.toHexString(point));
      }
    }
  }

  /** The judge rejects text that is not UTF-8. */
  @Test
  void anyBytesBecomeValidText() {
    for (int i = 0; i < VALUES / 4; i++) {
      byte[] data = new byte[random.nextInt(30)];
      random.nextBytes(data);
      string(data);
      String read = JsonJudge.parse(buffer.bytes(), buffer.length()).getAsString();
      String decoded = new String(data, StandardCharsets.UTF_8);
      assertThat(read.replaceAll("\ufffd+", "?")).isEqualTo(decoded.replaceAll("\ufffd+", "?"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "c0af",
    "e08080",
    "eda080",
    "f0808080",
    "f4908080",
    "f8888080",
    "ff",
    "80",
    "e282",
    "c3"
  })
  void malformedUtf8IsReplaced(String hex) {
    String text = string(HexFormat.of().parseHex("61" + hex + "62"));
    assertThat(text).matches("\"a\ufffd+b\"");
  }

  @Test
  void growsAndReleasesAHugeArray() {
    byte[] large = new byte[3_000_000];
    String text = string(large);
    assertThat(text).hasSize(6 * large.length + 2).startsWith("\"\\u0000");
    assertThat(buffer.bytes().length).isGreaterThan(6 * large.length);
    buffer.clear();
    assertThat(buffer.bytes().length).isLessThan(100_000);
  }
}
