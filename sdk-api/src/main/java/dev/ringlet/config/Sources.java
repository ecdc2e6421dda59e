// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sources of settings, in descending precedence, with keys in the form of {@link
 * Config#normalize}. Immutable.
 */
final class Sources {
  private static final String[] PREFIXES = {"otel.", "ringlet.", "io.opentelemetry."};

  /** One place. */
  private record Source(Origin origin, Map<String, String> values) {}

  private final List<Source> sources;

  private Sources(List<Source> sources) {
    this.sources = sources;
  }

  static Sources of(
      Map<String, String> overrides,
      Map<?, ?> systemProperties,
      Map<String, String> environment,
      Map<String, String> defaults) {
    List<Source> all = new ArrayList<>();
    all.add(new Source(Origin.BUILDER, all(overrides, "overrides")));
    all.add(new Source(Origin.SYSTEM_PROPERTY, ours(systemProperties)));
    all.add(new Source(Origin.ENVIRONMENT, ofEnvironment(environment)));
    Source code = new Source(Origin.SUPPLIER, all(defaults, "defaults"));
    String file = new Sources(all).get(PropertyFile.KEY);
    file = file == null ? code.values.get(PropertyFile.KEY) : file;
    if (file != null && !file.isEmpty()) {
      all.add(new Source(Origin.FILE, all(PropertyFile.read(file), "file")));
    }
    all.add(code);
    return new Sources(all);
  }

  /** Returns these sources with one that overrides them. */
  Sources under(Map<String, String> overrides) {
    List<Source> all = new ArrayList<>();
    all.add(new Source(Origin.CUSTOMIZER, all(overrides, "overrides")));
    all.addAll(sources);
    return new Sources(all);
  }

  /** Returns the value in the first source that has the key, or null. */
  @Nullable String get(String key) {
    for (Source source : sources) {
      String value = source.values.get(key);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** Returns the first source that has the key, or null. */
  @Nullable Origin origin(String key) {
    for (Source source : sources) {
      if (source.values.containsKey(key)) {
        return source.origin;
      }
    }
    return null;
  }

  Set<String> keys() {
    Set<String> keys = new HashSet<>();
    for (Source source : sources) {
      keys.addAll(source.values.keySet());
    }
    return keys;
  }

  private static Map<String, String> all(Map<String, String> from, String name) {
    Objects.requireNonNull(from, name);
    Map<String, String> values = new HashMap<>();
    for (Map.Entry<String, String> e : from.entrySet()) {
      if (e.getKey() == null) {
        throw new NullPointerException(name + ": key");
      }
      values.put(Config.normalize(e.getKey()), e.getValue() == null ? "" : e.getValue().trim());
    }
    return values;
  }

  private static Map<String, String> ofEnvironment(Map<String, String> environment) {
    Objects.requireNonNull(environment, "environment");
    Map<String, String> values = new HashMap<>();
    for (Map.Entry<String, String> e : environment.entrySet()) {
      putIfOurs(values, Config.lowerCase(e.getKey()).replace('_', '.'), e.getValue());
    }
    return values;
  }

  private static Map<String, String> ours(Map<?, ?> systemProperties) {
    Objects.requireNonNull(systemProperties, "systemProperties");
    Map<String, String> values = new HashMap<>();
    if (systemProperties instanceof Properties properties) {
      for (String name : properties.stringPropertyNames()) {
        putIfOurs(values, Config.normalize(name), properties.getProperty(name));
      }
    } else {
      for (Map.Entry<?, ?> e : systemProperties.entrySet()) {
        if (e.getKey() instanceof String name && e.getValue() instanceof String value) {
          putIfOurs(values, Config.normalize(name), value);
        }
      }
    }
    return values;
  }

  private static void putIfOurs(Map<String, String> values, String key, @Nullable String value) {
    if (value == null) {
      return;
    }
    for (String prefix : PREFIXES) {
      if (key.startsWith(prefix)) {
        values.put(key, value.trim());
        return;
      }
    }
  }
}
