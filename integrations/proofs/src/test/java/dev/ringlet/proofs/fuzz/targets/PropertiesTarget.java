// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fuzz.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.proofs.fuzz.FuzzBytes;
import dev.ringlet.proofs.fuzz.FuzzTarget;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.autoconfigure.spi.internal.DefaultConfigProperties;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The forms of properties against those of the official SDK. */
public final class PropertiesTarget implements FuzzTarget {
  private static final String KEY = "otel.test.key";
  private static final Logger LOG = Logger.getLogger(Config.class.getName());

  static {
    LOG.setLevel(Level.OFF); // of booleans that are neither true nor false
  }

  private ConfigProperties official;
  private Config config;

  @Override
  public void run(byte[] input) {
    FuzzBytes in = new FuzzBytes(input);
    int form = in.below(10);
    String value = new String(in.rest(), StandardCharsets.UTF_8);
    official = DefaultConfigProperties.createFromMap(Map.of(KEY, value.trim()));
    config = Config.of(Map.of(KEY, value), Map.of(), Map.of());
    switch (form) {
      case 0 -> same(c -> c.getInt(KEY, -9), p -> p.getInt(KEY, -9));
      case 1 -> same(c -> c.getLong(KEY, -9), p -> p.getLong(KEY, -9));
      case 2 -> same(c -> c.getDouble(KEY, -9), p -> p.getDouble(KEY, -9));
      case 3 ->
          same(
              c -> c.getDurationNanos(KEY, -9),
              p -> nanos(p.getDuration(KEY, Duration.ofNanos(-9))));
      case 4 -> same(c -> c.getMap(KEY), p -> p.getMap(KEY));
      case 5 -> same(c -> c.getList(KEY), p -> p.getList(KEY));
      case 6 -> size(value);
      case 7 -> ours(c -> c.getEnum(KEY, "a", "a", "http/protobuf"));
      case 8 -> ours(c -> c.getDistinctNames(KEY, Set.of(), List.of("a", "otlp")));
      default -> same(c -> c.getBoolean(KEY, false), p -> p.getBoolean(KEY, false));
    }
  }

  /** Longer durations are cut, as documented. */
  private static long nanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException tooLong) {
      return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  private <T> void same(Function<Config, T> ours, Function<ConfigProperties, T> theirs) {
    T expected;
    try {
      expected = theirs.apply(official);
    } catch (ConfigurationException e) {
      assertThat(ours(ours)).isNull();
      return;
    }
    assertThat(ours.apply(config)).isEqualTo(expected);
  }

  /** The value, or null if it is refused. */
  private <T> T ours(Function<Config, T> ours) {
    try {
      return ours.apply(config);
    } catch (ConfigException e) {
      assertThat(e.getMessage()).startsWith(KEY + ": expected ").hasSizeLessThan(400);
      return null;
    }
  }

  private void size(String value) {
    Long size = ours(c -> c.getBytes(KEY, -9));
    if (size != null && !value.trim().isEmpty()) {
      assertThat(size).isNotNegative();
      String digits = value.trim().replaceAll("(?s)[^0-9].*", "");
      assertThat(size >= Long.parseLong(digits.isEmpty() ? "0" : digits)).isTrue();
    }
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(
        bytes(0, "17"),
        bytes(1, "-9223372036854775808"),
        bytes(2, "1e3"),
        bytes(3, "100 ms"),
        bytes(3, "5d"),
        bytes(4, "a=b,c=d%20e"),
        bytes(5, "a, b,,c"),
        bytes(6, "64 MiB"),
        bytes(7, "HTTP/protobuf"),
        bytes(8, "otlp,console"),
        bytes(9, "true"));
  }

  private static byte[] bytes(int form, String value) {
    return ((char) form + value).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public List<byte[]> words() {
    return FuzzTarget.texts("\u0665", "\u2003");
  }

  @Override
  public List<String> covered() {
    return List.of("dev.ringlet.config.");
  }

  @Override
  public int maxBytes() {
    return 256;
  }
}
