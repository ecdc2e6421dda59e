// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Attributes of an application's own making: unsorted, and with what the usual builder refuses. */
public class ForeignAttributes implements Attributes {
  private final Map<AttributeKey<?>, Object> entries = new LinkedHashMap<>();

  /** Sets an attribute, also one that the usual builder would refuse. */
  public final <T> ForeignAttributes put(AttributeKey<T> key, T value) {
    entries.put(key, value);
    return this;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> T get(AttributeKey<T> key) {
    return (T) entries.get(key);
  }

  @Override
  public void forEach(BiConsumer<? super AttributeKey<?>, ? super Object> consumer) {
    entries.forEach(consumer);
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  @Override
  public Map<AttributeKey<?>, Object> asMap() {
    return entries;
  }

  @Override
  public AttributesBuilder toBuilder() {
    return Attributes.builder().putAll(this);
  }
}
