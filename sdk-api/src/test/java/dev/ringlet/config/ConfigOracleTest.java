// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.autoconfigure.spi.internal.DefaultConfigProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Reads the same texts as the official SDK, well-formed or not, once white space around them is
 * removed, on which the official SDK fails for numbers and is silent for booleans.
 */
class ConfigOracleTest {
  private static final String KEY = "otel.x.y";
  private static final int RANDOM_VALUES = 20_000;

  private static final String[] PIECES = {
    "",
    " ",
    "  ",
    "\t",
    "0",
    "1",
    "7",
    "42",
    "-",
    "+",
    "-3",
    "2147483648",
    "9223372036854775807",
    "9223372036854775808",
    ".",
    "1.5",
    "e3",
    "0x",
    "NaN",
    "Infinity",
    "true",
    "TRUE",
    "False",
    "us",
    "ns",
    "ms",
    "s",
    "m",
    "h",
    "d",
    "S",
    "µs",
    ",",
    "=",
    "a",
    "b",
    "a=1",
    "%41",
    "\u0665",
    "\u2003"
  };

  private static List<String> values() {
    Random random = new Random(20260501);
    List<String> values = new ArrayList<>(List.of(PIECES));
    for (int i = 0; i < RANDOM_VALUES; i++) {
      StringBuilder value = new StringBuilder();
      for (int n = random.nextInt(6); n >= 0; n--) {
        value.append(PIECES[random.nextInt(PIECES.length)]);
      }
      values.add(value.toString());
    }
    return values;
  }

  /** Compares result or refusal for all values, and that both happened often enough to count. */
  private static <T> void compare(
      Function<Config, T> ours, Function<ConfigProperties, T> theirs, int atLeastOfBoth) {
    int answers = 0;
    int refusals = 0;
    for (String value : values()) {
      ConfigProperties official = DefaultConfigProperties.createFromMap(Map.of(KEY, value.trim()));
      Config config = Config.of(Map.of(KEY, value), Map.of(), Map.of());
      T expected;
      try {
        expected = theirs.apply(official);
      } catch (ConfigurationException e) {
        refusals++;
        assertThatThrownBy(() -> ours.apply(config), "'%s'", value)
            .isInstanceOf(ConfigException.class)
            .hasMessageStartingWith(KEY + ": expected ");
        continue;
      }
      answers++;
      assertThat(ours.apply(config)).as("'%s'", value).isEqualTo(expected);
    }
    assertThat(answers).isGreaterThan(atLeastOfBoth);
    assertThat(refusals).isGreaterThan(atLeastOfBoth);
  }

  @Test
  void integers() {
    compare(c -> c.getInt(KEY, -9), p -> p.getInt(KEY, -9), 500);
  }

  @Test
  void longs() {
    compare(c -> c.getLong(KEY, -9), p -> p.getLong(KEY, -9), 500);
  }

  @Test
  void doubles() {
    compare(c -> c.getDouble(KEY, -9), p -> p.getDouble(KEY, -9), 500);
  }

  @Test
  void durations() {
    compare(
        c -> c.getDurationNanos(KEY, -9),
        p -> p.getDuration(KEY, Duration.ofNanos(-9)).toNanos(),
        500);
  }

  @Test
  void maps() {
    compare(c -> c.getMap(KEY, Map.of("d", "d")), p -> p.getMap(KEY, Map.of("d", "d")), 500);
  }

  @Test
  void lists() {
    for (String value : values()) {
      ConfigProperties official = DefaultConfigProperties.createFromMap(Map.of(KEY, value.trim()));
      Config config = Config.of(Map.of(KEY, value), Map.of(), Map.of());
      assertThat(config.getList(KEY)).as("'%s'", value).isEqualTo(official.getList(KEY));
      List<String> none = List.of("none");
      assertThat(config.getList(KEY, none)).isEqualTo(official.getList(KEY, none));
    }
  }

  @Test
  void booleans() {
    for (String value : List.of("", "true", "TRUE", " tRuE\n", "false", "False ")) {
      ConfigProperties official = DefaultConfigProperties.createFromMap(Map.of(KEY, value.trim()));
      Config config = Config.of(Map.of(KEY, value), Map.of(), Map.of());
      for (boolean byDefault : new boolean[] {false, true}) {
        assertThat(config.getBoolean(KEY, byDefault))
            .as("'%s'", value)
            .isEqualTo(official.getBoolean(KEY, byDefault));
      }
    }
  }

  @Test
  void mapsKeepTheirOrder() {
    Config config = Config.of(Map.of(KEY, "z=1,a=2,m=3,a=4"), Map.of(), Map.of());
    assertThat(config.getMap(KEY).keySet()).containsExactly("z", "a", "m");
    assertThat(config.getMap(KEY)).containsEntry("a", "4");
  }
}
