// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.config.Config;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Collects settings of one of Ringlet's exporters for the official SDK. Not thread-safe.
 *
 * @param <E> the class of the exporter
 */
public final class RingletExporterBuilder<E> {
  private final Map<String, String> properties = new HashMap<>();
  private final Function<Config, E> maker;

  RingletExporterBuilder(Function<Config, E> maker) {
    this.maker = maker;
  }

  /**
   * Sets a property, which overrides the system property and the environment variable of the same
   * name.
   *
   * @param key one of {@code otel.exporter.otlp.*}, {@code ringlet.exporter.otlp.*} and {@code
   *     ringlet.spool.*}
   * @param value its value in text; the empty string counts as not set
   */
  public RingletExporterBuilder<E> property(String key, String value) {
    properties.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
    return this;
  }

  /**
   * Creates the exporter. With {@code ringlet.spool.directory}, it has a spool of its own below
   * that directory.
   *
   * @throws dev.ringlet.config.ConfigException if a setting cannot be used
   */
  public E build() {
    return maker.apply(Config.fromSystem(properties));
  }
}
