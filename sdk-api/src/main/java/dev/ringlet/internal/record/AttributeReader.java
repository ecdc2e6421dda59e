// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.otlp.CommonTags;
import dev.ringlet.internal.otlp.CommonTags.AnyValue;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Decodes attributes into {@code Attributes} of the API.
 *
 * <p>OTLP has no attribute types apart from the types of values. A list whose elements have one
 * type becomes a list attribute of that type, an empty list becomes a list of strings, and other
 * lists and maps become a {@link Value}, or their text if the API has no attributes of that type.
 */
public final class AttributeReader {
  /** Whether the API has attributes of type {@link Value}, as from version 1.59 on. */
  private static final boolean HAS_VALUE_KEYS = hasValueKeys();

  private AttributeReader() {}

  /** Decodes the attributes of a message, which are the fields with this tag. */
  public static Attributes read(ProtoReader message, int tag) {
    AttributesBuilder all = Attributes.builder();
    while (message.next()) {
      if (message.tag() == tag) {
        KeyValue pair = pair(message.message(), 0);
        put(all, pair.getKey(), pair.getValue());
      }
    }
    return all.build();
  }

  /** Decodes an {@code AnyValue} message. */
  public static Value<?> readValue(ProtoReader message) {
    return value(message, 0);
  }

  private static void put(AttributesBuilder all, String name, Value<?> value) {
    if (HAS_VALUE_KEYS) {
      // The API's builder converts values to attributes of the simplest type.
      all.put(AttributeKey.valueKey(name), value);
      return;
    }
    switch (value.getType()) {
      case STRING -> all.put(name, (String) value.getValue());
      case BOOLEAN -> all.put(name, (Boolean) value.getValue());
      case LONG -> all.put(name, (Long) value.getValue());
      case DOUBLE -> all.put(name, (Double) value.getValue());
      case ARRAY -> putArray(all, name, value);
      default -> all.put(name, value.asString());
    }
  }

  @SuppressWarnings("unchecked") // the elements of an array are values
  private static void putArray(AttributesBuilder all, String name, Value<?> array) {
    List<Value<?>> values = (List<Value<?>>) array.getValue();
    Object[] content = values.stream().map(Value::getValue).toArray();
    Class<?> type = content.length == 0 ? String.class : content[0].getClass();
    if (!Stream.of(content).allMatch(type::isInstance)) {
      all.put(name, array.asString());
    } else if (type == Long.class) {
      all.put(AttributeKey.longArrayKey(name), (List<Long>) (List<?>) List.of(content));
    } else if (type == Double.class) {
      all.put(AttributeKey.doubleArrayKey(name), (List<Double>) (List<?>) List.of(content));
    } else if (type == Boolean.class) {
      all.put(AttributeKey.booleanArrayKey(name), (List<Boolean>) (List<?>) List.of(content));
    } else if (type == String.class) {
      all.put(AttributeKey.stringArrayKey(name), (List<String>) (List<?>) List.of(content));
    } else {
      all.put(name, array.asString());
    }
  }

  /** The value of an {@code AnyValue} without a field. */
  private static Value<?> empty() {
    return HAS_VALUE_KEYS ? Value.empty() : Value.of("");
  }

  private static boolean hasValueKeys() {
    try {
      AttributeKey.class.getMethod("valueKey", String.class);
      Value.class.getMethod("empty");
      return true;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  private static KeyValue pair(ProtoReader in, int depth) {
    String key = "";
    Value<?> value = null;
    while (in.next()) {
      switch (in.tag()) {
        case CommonTags.KeyValue.KEY -> key = in.string();
        case CommonTags.KeyValue.VALUE -> value = value(in.message(), depth);
        default -> {}
      }
    }
    return KeyValue.of(key, value == null ? empty() : value);
  }

  private static Value<?> value(ProtoReader in, int depth) {
    if (!in.next() || depth > AnyValues.MAX_DEPTH + 1) {
      return empty();
    }
    return switch (in.tag()) {
      case AnyValue.STRING_VALUE -> Value.of(in.string());
      case AnyValue.BOOL_VALUE -> Value.of(in.number() != 0);
      case AnyValue.INT_VALUE -> Value.of(in.number());
      case AnyValue.DOUBLE_VALUE -> Value.of(in.doubleNumber());
      case AnyValue.ARRAY_VALUE -> Value.of(values(in.message(), depth));
      case AnyValue.KVLIST_VALUE -> Value.of(pairs(in.message(), depth).toArray(new KeyValue[0]));
      case AnyValue.BYTES_VALUE -> Value.of(in.bytes());
      default -> empty();
    };
  }

  private static List<Value<?>> values(ProtoReader in, int depth) {
    List<Value<?>> list = new ArrayList<>();
    while (in.next()) {
      list.add(value(in.message(), depth + 1));
    }
    return list;
  }

  private static List<KeyValue> pairs(ProtoReader in, int depth) {
    List<KeyValue> list = new ArrayList<>();
    while (in.next()) {
      list.add(pair(in.message(), depth + 1));
    }
    return list;
  }
}
