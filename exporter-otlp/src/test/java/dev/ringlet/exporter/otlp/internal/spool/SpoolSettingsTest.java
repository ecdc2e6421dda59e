// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolSettingsTest {
  private static final String PREFIX = "ringlet.spool.";

  private static SpoolSettings read(String... settings) {
    Map<String, String> properties = new HashMap<>();
    properties.put(PREFIX + "directory", "/var/spool/../spool/x");
    for (int i = 0; i < settings.length; i += 2) {
      properties.put(PREFIX + settings[i], settings[i + 1]);
    }
    return SpoolSettings.fromConfig(Config.of(properties, Map.of(), Map.of()));
  }

  @Test
  void withoutADirectoryThereIsNoSpool() {
    Map<String, String> settings = Map.of(PREFIX + "max.bytes", "1048576");
    assertThat(SpoolSettings.fromConfig(Config.of(settings, Map.of(), Map.of()))).isNull();
  }

  @Test
  void aDirectoryIsEnough() {
    assertThat(read())
        .isEqualTo(
            new SpoolSettings(
                Path.of("/var/spool/x"),
                64L << 20,
                0,
                true,
                Duration.ofMillis(500).toNanos(),
                false,
                false,
                4L << 20));
  }

  @Test
  void everythingCanBeSet() {
    SpoolSettings settings =
        read(
            "max.bytes",
            "1048576",
            "max.age",
            "1h",
            "policy",
            "drop-newest",
            "sync.interval",
            "2s",
            "strict",
            "true",
            "replay.any.endpoint",
            "true",
            "drain.max.bytes.per.second",
            "2048");
    assertThat(settings)
        .isEqualTo(
            new SpoolSettings(
                Path.of("/var/spool/x"),
                1 << 20,
                Duration.ofHours(1).toNanos(),
                false,
                Duration.ofSeconds(2).toNanos(),
                true,
                true,
                2048));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "max.bytes=262143",
        "max.bytes=1099511627777",
        "max.age=3651d",
        "sync.interval=601s",
        "policy=newest",
        "drain.max.bytes.per.second=1023",
        "drain.max.bytes.per.second=1099511627777"
      })
  void valuesHaveARange(String setting) {
    String[] parts = setting.split("=");
    assertThatThrownBy(() -> read(parts))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(PREFIX + parts[0]);
  }

  @Test
  void limitsAreInTheRange() {
    assertThat(read("max.bytes", "262144").maxBytes()).isEqualTo(SpoolSettings.MIN_BYTES);
    assertThat(read("max.bytes", "1099511627776").maxBytes()).isEqualTo(1L << 40);
    assertThat(read("max.age", "3650d").maxAgeNanos()).isEqualTo(Duration.ofDays(3650).toNanos());
    assertThat(read("sync.interval", "0").syncIntervalNanos()).isZero();
    assertThat(read("sync.interval", "600s").syncIntervalNanos())
        .isEqualTo(Duration.ofMinutes(10).toNanos());
    assertThat(read("drain.max.bytes.per.second", "1024").drainBytesPerSecond()).isEqualTo(1024);
  }

  @Test
  void aPathThatIsNoneIsRefusedWithoutItsValue() {
    assertThatThrownBy(() -> read("directory", "sec\0ret"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(PREFIX + "directory: must be a path");
  }

  @Test
  void segmentsAndRecordsDependOnTheLimit() {
    assertThat(read("max.bytes", "1048576").segmentBytes()).isEqualTo(128 << 10);
    assertThat(read().segmentBytes()).isEqualTo(1 << 20);
    assertThat(read("max.bytes", "1048576").maxRecordBytes()).isEqualTo(256 << 10);
    assertThat(read("max.bytes", "1099511627776").maxRecordBytes() + SegmentFormat.HEADER_BYTES)
        .isEqualTo(SegmentLoader.MAX_FILE_BYTES);
  }
}
