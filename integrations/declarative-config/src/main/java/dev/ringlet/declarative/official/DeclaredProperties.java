// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative.official;

import io.opentelemetry.api.incubator.config.DeclarativeConfigProperties;
import io.opentelemetry.common.ComponentLoader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A part of a configuration file as the interfaces of the incubator show it. A value of another
 * type than the one that is asked for is as one that is absent; a whole number is a number too.
 */
final class DeclaredProperties implements DeclarativeConfigProperties {
  private static final ComponentLoader LOADER =
      ComponentLoader.forClassLoader(DeclaredProperties.class.getClassLoader());

  private final Map<String, Object> values;

  private DeclaredProperties(Map<String, Object> values) {
    this.values = values;
  }

  static DeclarativeConfigProperties of(Map<String, Object> values) {
    return new DeclaredProperties(values);
  }

  private static <T> @Nullable Object as(@Nullable Object value, Class<T> type) {
    if (type.isInstance(value)) {
      return value;
    }
    if (value instanceof Number number && !(value instanceof BigInteger)) {
      boolean whole = value instanceof Integer || value instanceof Long;
      if (type == Double.class) {
        return number.doubleValue();
      }
      if (type == Long.class && whole) {
        return number.longValue();
      }
    }
    return null;
  }

  private <T> @Nullable T get(String name, Class<T> type) {
    return type.cast(as(values.get(name), type));
  }

  @Override
  public @Nullable String getString(String name) {
    return get(name, String.class);
  }

  @Override
  public @Nullable Boolean getBoolean(String name) {
    return get(name, Boolean.class);
  }

  @Override
  public @Nullable Integer getInt(String name) {
    return get(name, Integer.class);
  }

  @Override
  public @Nullable Long getLong(String name) {
    return get(name, Long.class);
  }

  @Override
  public @Nullable Double getDouble(String name) {
    return get(name, Double.class);
  }

  @Override
  public <T> @Nullable List<T> getScalarList(String name, Class<T> scalarType) {
    if (!(values.get(name) instanceof List<?> list)) {
      return null;
    }
    List<T> found = new ArrayList<>();
    for (Object item : list) {
      Object scalar = as(item, scalarType);
      if (scalar != null) {
        found.add(scalarType.cast(scalar));
      }
    }
    return found.size() == list.size() ? found : null;
  }

  // In the interface since 1.66.
  public boolean isString(String name) {
    return values.get(name) instanceof String;
  }

  public boolean isBoolean(String name) {
    return values.get(name) instanceof Boolean;
  }

  public boolean isInt(String name) {
    return values.get(name) instanceof Integer;
  }

  public boolean isLong(String name) {
    return values.get(name) instanceof Long || isInt(name);
  }

  public boolean isDouble(String name) {
    return get(name, Double.class) != null;
  }

  @Override
  @SuppressWarnings("unchecked") // maps of a file have texts as keys
  public @Nullable DeclarativeConfigProperties getStructured(String name) {
    return values.get(name) instanceof Map<?, ?> map ? of((Map<String, Object>) map) : null;
  }

  @Override
  @SuppressWarnings("unchecked") // maps of a file have texts as keys
  public @Nullable List<DeclarativeConfigProperties> getStructuredList(String name) {
    if (!(values.get(name) instanceof List<?> list)) {
      return null;
    }
    List<DeclarativeConfigProperties> found = new ArrayList<>();
    for (Object item : list) {
      if (item instanceof Map<?, ?> map) {
        found.add(of((Map<String, Object>) map));
      }
    }
    return found.size() == list.size() ? found : null;
  }

  @Override
  public Set<String> getPropertyKeys() {
    return values.keySet();
  }

  @Override
  public ComponentLoader getComponentLoader() {
    return LOADER;
  }

  /** Names the keys and no value. */
  @Override
  public String toString() {
    return "DeclaredProperties" + values.keySet();
  }
}
