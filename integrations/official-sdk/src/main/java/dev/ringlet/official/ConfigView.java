// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.config.Config;
import dev.ringlet.config.Origin;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ringlet's settings as the properties of the official SDK. Keys without a prefix of OpenTelemetry,
 * which Ringlet does not keep, are read from system properties and environment variables, before
 * defaults from code.
 */
final class ConfigView implements ConfigProperties {
  private static final long UNSET = Long.MIN_VALUE;
  private static final List<String> PREFIXES = List.of("otel.", "ringlet.", "io.opentelemetry.");

  private final Config config;

  ConfigView(Config config) {
    this.config = config;
  }

  /** Settings with the value of one key from another source. */
  private Config config(String name) {
    Origin origin = config.origin(name);
    if (isKept(name) || origin != null && origin != Origin.SUPPLIER) {
      return config;
    }
    String value = System.getProperty(name);
    if (value == null) {
      value = System.getenv(name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
    }
    return value == null ? config : Config.of(Map.of(name, value), Map.of(), Map.of());
  }

  /** Whether the settings have the key from all sources. */
  private static boolean isKept(String name) {
    String lower = name.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
    return PREFIXES.stream().anyMatch(lower::startsWith);
  }

  @Override
  public @Nullable String getString(String name) {
    return config(name).getString(name);
  }

  @Override
  public @Nullable Boolean getBoolean(String name) {
    Config from = config(name);
    return from.isSet(name) ? (Boolean) from.getBoolean(name, false) : null;
  }

  @Override
  public @Nullable Integer getInt(String name) {
    Config from = config(name);
    return from.isSet(name) ? (Integer) from.getInt(name, 0) : null;
  }

  @Override
  public @Nullable Long getLong(String name) {
    Config from = config(name);
    return from.isSet(name) ? (Long) from.getLong(name, 0) : null;
  }

  @Override
  public @Nullable Double getDouble(String name) {
    Config from = config(name);
    return from.isSet(name) ? (Double) from.getDouble(name, 0) : null;
  }

  @Override
  public @Nullable Duration getDuration(String name) {
    long nanos = config(name).getDurationNanos(name, UNSET);
    return nanos == UNSET ? null : Duration.ofNanos(nanos);
  }

  @Override
  public List<String> getList(String name) {
    return config(name).getList(name);
  }

  @Override
  public Map<String, String> getMap(String name) {
    return config(name).getMap(name);
  }
}
