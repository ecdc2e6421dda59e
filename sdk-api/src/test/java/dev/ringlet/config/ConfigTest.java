// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {
  private static final String KEY = "ringlet.test.key";

  private static Config config(String value) {
    return Config.of(Map.of(KEY, value), Map.of(), Map.of());
  }

  @Test
  void codeBeatsSystemPropertiesBeatEnvironment() {
    Map<String, String> environment =
        Map.of("OTEL_A", "environment", "OTEL_B", "environment", "OTEL_C", "environment");
    Map<String, String> properties = Map.of("otel.b", "property", "otel.c", "property");
    Config config = Config.of(Map.of("otel.c", "code"), properties, environment);

    assertThat(config.getString("otel.a")).isEqualTo("environment");
    assertThat(config.getString("otel.b")).isEqualTo("property");
    assertThat(config.getString("otel.c")).isEqualTo("code");
    assertThat(config.keys()).containsExactly("otel.a", "otel.b", "otel.c");
  }

  @Test
  void readsThisProcess() {
    String key = "ringlet.test.system.property";
    System.setProperty(key, "before");
    try {
      Config config = Config.fromSystem(Map.of());
      System.setProperty(key, "after");
      assertThat(config.getString(key)).isEqualTo("before");
      assertThat(Config.fromSystem(Map.of(key, "code")).getString(key)).isEqualTo("code");
    } finally {
      System.clearProperty(key);
    }
  }

  @Test
  void readsDefaultsOfProperties() {
    Properties defaults = new Properties();
    defaults.setProperty("otel.a", "1");
    Properties properties = new Properties(defaults);
    properties.put("otel.b", 2);
    properties.put(3, "3");
    assertThat(Config.of(Map.of(), properties, Map.of()).keys()).containsExactly("otel.a");
  }

  @Test
  void keepsNothingThatIsNotOurs() {
    Map<String, String> foreign =
        Map.of("AWS_SECRET", "x", "aws.secret", "x", "OTEL", "x", "myotel.a", "x");
    Config config = Config.of(Map.of("other.key", "kept"), foreign, foreign);
    assertThat(config.keys()).containsExactly("other.key");
  }

  @Test
  void keysAreNormalized() {
    Map<String, String> environment = Map.of("Otel_Some_Key", "1", "otel.dashed-env", "2");
    Map<String, String> properties = Map.of("OTEL.other-Key", "3", "otel.under_score", "4");
    Config config = Config.of(Map.of("Ringlet.Up-Per", "5"), properties, environment);

    assertThat(config.getString("otel.some-key")).isEqualTo("1");
    assertThat(config.getString("OTEL.OTHER.KEY")).isEqualTo("3");
    assertThat(config.getString("otel.under.score")).isEqualTo("4");
    assertThat(config.getString("otel.under_score")).isEqualTo("4");
    assertThat(config.getString("ringlet.up.per")).isEqualTo("5");
    // The dash of an environment variable is not turned, so no key can name it.
    assertThat(config.isSet("otel.dashed-env")).isFalse();
  }

  @Test
  void everySourceTakesTheNameOfAVariable() {
    Map<String, String> properties = Map.of("OTEL_A_B", "property", "RINGLET_C_D", "property");
    Map<String, String> defaults = Map.of("OTEL_E_F", "default", "OTEL_A_B", "default");
    Config config = Config.of(Map.of("OTEL_G_H", "code"), properties, Map.of(), defaults);

    assertThat(config.keys()).containsExactly("otel.a.b", "otel.e.f", "otel.g.h", "ringlet.c.d");
    assertThat(config.getString("otel.a.b")).isEqualTo("property");
    assertThat(config.getString("otel.e.f")).isEqualTo("default");
    assertThat(config.withOverrides(Map.of("OTEL_G_H", "")).isSet("otel.g.h")).isFalse();
  }

  @Test
  void keysDoNotDependOnTheLanguage() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      Config config = Config.of(Map.of(), Map.of(), Map.of("OTEL_BSP_MAX_QUEUE_SIZE", "7"));
      assertThat(config.getInt("otel.bsp.max.queue.size", 0)).isEqualTo(7);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void emptyMeansUnset() {
    Config config = Config.of(Map.of(KEY, ""), Map.of(KEY, "weaker"), Map.of());
    assertThat(config.isSet(KEY)).isFalse();
    assertThat(config.keys()).isEmpty();
    assertThat(config.getString(KEY)).isNull();
    assertThat(config.getString(KEY, "d")).isEqualTo("d");
    assertThat(config.getBoolean(KEY, true)).isTrue();
    assertThat(config.getInt(KEY, 1)).isEqualTo(1);
    assertThat(config.getLong(KEY, 2)).isEqualTo(2);
    assertThat(config.getDouble(KEY, 3)).isEqualTo(3);
    assertThat(config.getDurationNanos(KEY, 4)).isEqualTo(4);
    assertThat(config.getBytes(KEY, 5)).isEqualTo(5);
    assertThat(config.getList(KEY)).isEmpty();
    assertThat(config.getList(KEY, List.of("d"))).containsExactly("d");
    assertThat(config.getMap(KEY)).isEmpty();
    assertThat(config.getMap(KEY, Map.of("k", "v"))).containsExactly(Map.entry("k", "v"));
  }

  @Test
  void nullOverrideUnsetsToo() {
    Map<String, String> overrides = new HashMap<>();
    overrides.put(KEY, null);
    assertThat(Config.of(overrides, Map.of(KEY, "weaker"), Map.of()).isSet(KEY)).isFalse();
  }

  @Test
  void laterChangesOfTheSourcesDoNotReachIt() {
    Map<String, String> overrides = new HashMap<>(Map.of(KEY, "1"));
    Config config = Config.of(overrides, Map.of(), Map.of());
    overrides.put(KEY, "2");
    assertThat(config.getString(KEY)).isEqualTo("1");
    List<String> list = config.getList(KEY);
    assertThatThrownBy(() -> list.add("x")).isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "17, 17",
    "+17, 17",
    "1k, 1024",
    "1K, 1024",
    "1KiB, 1024",
    "1 kib, 1024",
    "3m, 3145728",
    "3MIB, 3145728",
    "2g, 2147483648",
    "2 GiB, 2147483648",
    "' 5 ', 5",
    "9223372036854775807, 9223372036854775807",
    "9007199254740992k, 9223372036854775807",
    "8589934591g, 9223372035781033984",
    "99999999999g, 9223372036854775807"
  })
  void sizes(String value, long bytes) {
    assertThat(config(value).getBytes(KEY, -1)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"k", "1kb", "1b", "1.5m", "-1", "-1k", "1 k b", "1t"})
  void notSizes(String value) {
    assertThatThrownBy(() -> config(value).getBytes(KEY, 0))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "%s: expected a whole number of bytes, or one with a unit k, m or g, not \"%s\"",
            KEY, value.trim());
  }

  @Test
  void rangesAreInclusive() {
    assertThat(config("5").getInt(KEY, 0, 5, 9)).isEqualTo(5);
    assertThat(config("9").getInt(KEY, 0, 5, 9)).isEqualTo(9);
    assertThat(config("9").getLong(KEY, 0, 5, 9)).isEqualTo(9);
    assertThat(config("1").getDouble(KEY, 0, 0, 1)).isEqualTo(1);
    assertThat(config("1s").getDurationNanos(KEY, 0, 0, 1_000_000_000)).isEqualTo(1_000_000_000);
    assertThat(config("1k").getBytes(KEY, 0, 1024, 2048)).isEqualTo(1024);
    // The default may lie outside, for it may mean "none".
    assertThat(config("").getInt(KEY, -1, 5, 9)).isEqualTo(-1);
  }

  @Test
  void outOfRangeNamesKeyAndRange() {
    assertThatThrownBy(() -> config("10").getInt(KEY, 0, 5, 9))
        .hasMessage(KEY + ": expected a whole number from 5 to 9, not \"10\"");
    assertThatThrownBy(() -> config("4294967301").getInt(KEY, 0, 5, 9))
        .hasMessage(KEY + ": expected a whole number from 5 to 9, not \"4294967301\"");
    assertThatThrownBy(() -> config("4").getLong(KEY, 0, 5, 9))
        .hasMessage(KEY + ": expected a whole number from 5 to 9, not \"4\"");
    assertThatThrownBy(() -> config("1.1").getDouble(KEY, 0, 0, 1))
        .hasMessage(KEY + ": expected a number from 0.0 to 1.0, not \"1.1\"");
    assertThatThrownBy(() -> config("NaN").getDouble(KEY, 0, 0, 1))
        .hasMessage(KEY + ": expected a number from 0.0 to 1.0, not \"NaN\"");
    assertThatThrownBy(() -> config("2m").getDurationNanos(KEY, 0, 1_500_000, 60_000_000_000L))
        .hasMessage(KEY + ": expected a duration from 1500000ns to 60s, not \"2m\"");
    assertThatThrownBy(() -> config("-1").getDurationNanos(KEY, 0, 0, Long.MAX_VALUE))
        .hasMessage(KEY + ": expected a duration of 0s or more, not \"-1\"");
    assertThatThrownBy(() -> config("1k").getBytes(KEY, 0, 1, 1000))
        .hasMessage(KEY + ": expected a size from 1 to 1000 bytes, not \"1k\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"4096\n", " 4096", "\t4096 \r\n"})
  void whiteSpaceAroundAValueIsRemoved(String value) {
    assertThat(config(value).getString(KEY)).isEqualTo("4096");
    assertThat(config(value).getInt(KEY, 0)).isEqualTo(4096);
    assertThat(config(value).getLong(KEY, 0)).isEqualTo(4096);
    assertThat(config(value).getDouble(KEY, 0)).isEqualTo(4096);
    assertThat(config(value).getBytes(KEY, 0)).isEqualTo(4096);
    assertThat(config(value).getDurationNanos(KEY, 0)).isEqualTo(4096_000_000L);
    assertThat(config(value).getEnum(KEY, null, "4096")).isEqualTo("4096");
    assertThat(config("true ").getBoolean(KEY, false)).isTrue();
    assertThat(config("false\n").getBoolean(KEY, true)).isFalse();
    assertThat(config(" a ,b\n").getList(KEY)).containsExactly("a", "b");
    assertThat(config(" a = 1 , b=2\n").getMap(KEY)).isEqualTo(Map.of("a", "1", "b", "2"));
    assertThat(config(" \n").isSet(KEY)).isFalse();
    Config other = Config.of(Map.of(), Map.of("otel.a", " 1\n"), Map.of("OTEL_B", "2 "));
    assertThat(other.getInt("otel.a", 0)).isEqualTo(1);
    assertThat(other.getInt("otel.b", 0)).isEqualTo(2);
  }

  @Test
  void namesAreFoundInAnyCase() {
    assertThat(config("DELTA").getEnum(KEY, "none", "none", "delta")).isEqualTo("delta");
    assertThat(config("").getEnum(KEY, "none", "none", "delta")).isEqualTo("none");
    assertThat(config("").getEnum(KEY, null, "none", "delta")).isNull();
    assertThatThrownBy(() -> config("Beta\n").getEnum(KEY, "none", "none", "delta"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(KEY + ": expected one of none, delta, not \"Beta\"");
    List<String> known = List.of("a", "b");
    assertThat(config("B, a ,b").getNames(KEY, Set.of("d"), known)).containsExactly("b", "a");
    assertThat(config(" , ").getNames(KEY, Set.of("d"), known)).containsExactly("d");
    assertThat(config("A,C").getNames(KEY, Set.of("d"), known)).containsExactly("a", "C");
  }

  @ParameterizedTest
  @ValueSource(strings = {"five", "5 sec", "1,000", "http-protobuf", "parentbased_jaeger_remote"})
  void aRefusedValueIsShown(String value) {
    assertThatThrownBy(() -> config(value).getInt(KEY, 0))
        .message()
        .endsWith(", not \"" + value + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"h7Gk2pQ9xZ4", "a:b", "x\u001b[31m", "a@b", "a=b", "caf\u00e9"})
  void aRefusedValueThatMayBeASecretIsNotShown(String value) {
    assertThatThrownBy(() -> config(value).getInt(KEY, 0))
        .hasMessage(KEY + ": expected a whole number from -2147483648 to 2147483647");
    assertThatThrownBy(() -> config("y".repeat(41)).getInt(KEY, 0))
        .hasMessageEndingWith("2147483647");
  }

  @Test
  void fiveSourcesInTheOrderOfTheirStrength(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("ringlet.properties");
    Files.writeString(
        file,
        "# a comment\notel.a=file\notel.b=file\notel.c=file\notel.d=file\nOTEL-E = fil\u00e9 \n");
    Config config =
        Config.of(
            Map.of("otel.a", "builder"),
            Map.of(
                "otel.a", "property", "otel.b", "property", "ringlet.properties.file", "" + file),
            Map.of("OTEL_A", "env", "OTEL_B", "env", "OTEL_C", "env"),
            Map.of("otel.a", "default", "otel.d", "default", "otel.f", "default"));
    assertThat(List.of("otel.a", "otel.b", "otel.c", "otel.d", "otel.e", "otel.f"))
        .extracting(key -> config.getString(key) + " from " + config.origin(key))
        .containsExactly(
            "builder from BUILDER",
            "property from SYSTEM_PROPERTY",
            "env from ENVIRONMENT",
            "file from FILE",
            "fil\u00e9 from FILE",
            "default from SUPPLIER");
    Config customized = config.withOverrides(Map.of("otel.a", "", "otel.b", "new"));
    assertThat(customized.getString("otel.a")).isNull();
    assertThat(customized.origin("otel.a")).isNull();
    assertThat(customized.origin("otel.b")).isEqualTo(Origin.CUSTOMIZER);
    assertThat(config.getString("otel.a")).isEqualTo("builder");
  }

  @Test
  void aFileThatCannotBeReadFailsAndShowsNoLine(@TempDir Path directory) throws IOException {
    Path odd = directory.resolve("odd");
    Files.writeString(odd, "otel.token=s3cret\\u00zz\n");
    Path binary = directory.resolve("binary");
    Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    for (Path file : List.of(directory.resolve("none"), directory, odd, binary)) {
      assertThatThrownBy(
              () -> Config.of(Map.of("ringlet.properties.file", "" + file), Map.of(), Map.of()))
          .isInstanceOf(ConfigException.class)
          .hasMessageStartingWith("ringlet.properties.file: ")
          .hasMessageContaining(file.toString())
          .hasMessageNotContaining("s3cret");
    }
  }

  @Test
  void aNameThatStandsTwiceIsRefusedWhereItMayNot() {
    Config config = Config.of(Map.of("otel.x", "otlp, other,OTLP"), Map.of(), Map.of());
    assertThat(config.getNames("otel.x", Set.of(), List.of("otlp")))
        .containsExactly("otlp", "other");
    assertThatThrownBy(() -> config.getDistinctNames("otel.x", Set.of(), List.of("otlp")))
        .hasMessage("otel.x: expected each name once, not \"otlp\"");
  }
}
