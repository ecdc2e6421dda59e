// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.RingletSdk;
import dev.ringlet.config.ConfigException;
import dev.ringlet.config.KnownKeys;
import dev.ringlet.config.KnownKeys.Key;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The range and the names that the table of settings gives are those that the SDK accepts. */
class SettingRangesTest {
  private static final Map<String, Long> UNITS =
      Map.of(
          "ms",
          1_000_000L,
          "s",
          1_000_000_000L,
          "m",
          60_000_000_000L,
          "h",
          3_600_000_000_000L,
          "d",
          86_400_000_000_000L);
  private static final Map<String, Long> SIZES =
      Map.of("k", 1L << 10, "m", 1L << 20, "g", 1L << 30);

  private int number;

  static List<Key> numbers() {
    return keys().filter(key -> !key.range().isEmpty()).toList();
  }

  static List<Key> choices() {
    return keys()
        .filter(key -> key.type().contains(", "))
        .filter(key -> !key.name().equals("otel.log.level")) // it would silence other tests
        .toList();
  }

  private static java.util.stream.Stream<Key> keys() {
    // what other artifacts read is not read here
    return KnownKeys.all().stream()
        .filter(key -> !key.name().matches(".*(prometheus|resource|sampler.adaptive|viewer).*"));
  }

  /** Everything on, so that every setting is read. */
  private void build(String key, String value) {
    Path directory = Path.of("target", "setting-ranges", key + "-" + ++number);
    Map<String, String> settings = new HashMap<>();
    settings.put("otel.traces.exporter", "otlp,otlp_file,console");
    settings.put("otel.exporter.otlp.endpoint", "http://127.0.0.1:1");
    settings.put("otel.java.exporter.otlp.retry.disabled", "true");
    settings.put("otel.traces.sampler", "traceidratio");
    settings.put("ringlet.exporter.file.path", directory.resolve("telemetry.jsonl").toString());
    settings.put("ringlet.spool.directory", directory.resolve("spool").toString());
    settings.put("ringlet.profiles.enabled", key.contains("profiles") ? "true" : "false");
    settings.put("ringlet.close.timeout", "100ms");
    settings.put("ringlet.shutdown.hook", "false");
    settings.put(key, value);
    RingletSdk.Builder builder = RingletSdk.builder();
    settings.forEach(builder::property);
    builder.build().close();
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void numbersUpToTheEndsOfTheRange(Key key) {
    String name = key.name().replace("<signal>", "traces");
    List<String> ends = List.of(key.range().split(" (to|or) "));
    BigDecimal least = number(key, ends.get(0));
    BigDecimal step = key.type().equals("number") ? new BigDecimal("0.001") : BigDecimal.ONE;
    accepts(name, text(key, least));
    refuses(name, text(key, least.subtract(step)));
    if (!ends.get(1).equals("more")) {
      BigDecimal most = number(key, ends.get(1));
      assertThat(most).isGreaterThan(least);
      accepts(name, text(key, most));
      refuses(name, text(key, most.add(step)));
    }
    refuses(name, "much");
  }

  @ParameterizedTest
  @MethodSource("choices")
  void namesOfTheList(Key key) {
    String name = key.name().replace("<signal>", "traces");
    for (String choice : key.type().split(", ")) {
      boolean needsMore = Set.of("b3", "b3multi", "jaeger", "ottrace", "zstd").contains(choice);
      if (!needsMore) {
        accepts(name, choice.toUpperCase(Locale.ROOT));
      }
    }
    refuses(name, "bogus");
  }

  private void accepts(String key, String value) {
    assertThatCode(() -> build(key, value)).as("%s=%s", key, value).doesNotThrowAnyException();
  }

  private void refuses(String key, String value) {
    assertThatThrownBy(() -> build(key, value))
        .as("%s=%s", key, value)
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(key + ": expected ")
        .hasMessageEndingWith(", not \"" + value + '"');
  }

  private static BigDecimal number(Key key, String text) {
    String digits = text.replaceAll("[a-z]+$", "");
    String unit = text.substring(digits.length());
    Map<String, Long> units = key.type().equals("duration") ? UNITS : SIZES;
    BigDecimal number = new BigDecimal(digits);
    return unit.isEmpty() ? number : number.multiply(BigDecimal.valueOf(units.get(unit)));
  }

  /** In the smallest unit. */
  private static String text(Key key, BigDecimal number) {
    return number.stripTrailingZeros().toPlainString()
        + (key.type().equals("duration") ? "ns" : "");
  }
}
