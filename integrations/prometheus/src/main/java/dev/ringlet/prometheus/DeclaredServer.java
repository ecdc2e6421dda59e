// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus;

import dev.ringlet.config.ConfigException;
import dev.ringlet.internal.text.Wildcards;
import dev.ringlet.metrics.InstrumentType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Creates a server from the properties of a declarative file, which has checked their types. The
 * names are those of the node {@code prometheus/development}.
 */
final class DeclaredServer {
  private static final String NODE = "prometheus/development";

  private DeclaredServer() {}

  static PrometheusHttpServer of(Map<String, Object> properties) {
    PrometheusHttpServer.Builder builder = PrometheusHttpServer.builder();
    try {
      for (Map.Entry<String, Object> property : properties.entrySet()) {
        if (property.getValue() != null) {
          set(builder, property.getKey(), property.getValue());
        }
      }
    } catch (IllegalArgumentException wrong) {
      throw new ConfigException(NODE + ": " + wrong.getMessage());
    }
    return PrometheusHttpServer.start(builder);
  }

  private static void set(PrometheusHttpServer.Builder builder, String name, Object value) {
    switch (name) {
      case "host" -> builder.setHost(value.toString());
      case "port" -> builder.setPort(((Number) value).intValue());
      case "scope_info_enabled" -> builder.setScopeInfoEnabled((Boolean) value);
      case "target_info_enabled/development" -> builder.setTargetInfoEnabled((Boolean) value);
      case "resource_constant_labels" ->
          builder.setResourceConstantLabels(included((Map<?, ?>) value));
      case "translation_strategy" -> builder.setTranslationStrategy(strategy(value.toString()));
      case "cardinality_limits" -> setLimits(builder, (Map<?, ?>) value);
      default -> throw new ConfigException(NODE + ": " + name + " is not known");
    }
  }

  private static TranslationStrategy strategy(String name) {
    return switch (name.replace("/development", "")) {
      case "underscore_escaping_with_suffixes" ->
          TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES;
      case "no_utf8_escaping_with_suffixes" -> TranslationStrategy.NO_UTF8_ESCAPING_WITH_SUFFIXES;
      default ->
          throw new ConfigException(
              NODE
                  + ": translation_strategy must be underscore_escaping_with_suffixes or"
                  + " no_utf8_escaping_with_suffixes/development; there are no names without"
                  + " suffixes");
    };
  }

  private static Predicate<String> included(Map<?, ?> patterns) {
    List<?> included = list(patterns.get("included"));
    List<?> excluded = list(patterns.get("excluded"));
    return key -> (included.isEmpty() || matches(included, key)) && !matches(excluded, key);
  }

  private static List<?> list(Object value) {
    return value == null ? List.of() : (List<?>) value;
  }

  private static boolean matches(List<?> patterns, String key) {
    return patterns.stream().anyMatch(one -> Wildcards.matches(one.toString(), key, false));
  }

  private static void setLimits(PrometheusHttpServer.Builder builder, Map<?, ?> limits) {
    builder.setCardinalityLimits(type -> limit(limits, type));
  }

  private static int limit(Map<?, ?> limits, InstrumentType type) {
    Object own = limits.get(type.name().toLowerCase(Locale.ROOT));
    Object limit = own == null ? limits.get("default") : own;
    return limit == null ? 0 : ((Number) limit).intValue();
  }
}
