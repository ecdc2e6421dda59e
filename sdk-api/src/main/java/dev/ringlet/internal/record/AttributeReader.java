// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import dev.ringlet.internal.bytes.ProtoReader;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the API's attributes of encoded ones. Internal to Ringlet: may change or vanish in any
 * release.
 *
 * <p>On the wire an attribute has no type but that of its value, so a list of one kind becomes a
 * list of that kind, an empty list one of strings, and everything else of more than one part a
 * {@link Value}.
 */
public final class AttributeReader {
  private AttributeReader() {}

  /** All attributes of a message, which stand in fields numbered {@code field}. */
  public static Attributes read(ProtoReader message, int field) {
    AttributesBuilder all = Attributes.builder();
    while (message.next()) {
      if (message.field() == field) {
        KeyValue pair = pair(message.message(), 0);
        // The builder of the API turns values into attributes of the simplest type.
        all.put(AttributeKey.valueKey(pair.getKey()), pair.getValue());
      }
    }
    return all.build();
  }

  private static KeyValue pair(ProtoReader in, int depth) {
    String key = "";
    Value<?> value = Value.empty();
    while (in.next()) {
      if (in.field() == 1) {
        key = in.string();
      } else if (in.field() == 2) {
        value = value(in.message(), depth);
      }
    }
    return KeyValue.of(key, value);
  }

  private static Value<?> value(ProtoReader in, int depth) {
    if (!in.next() || depth > AnyValues.MAX_DEPTH + 1) {
      return Value.empty();
    }
    switch (in.field()) {
      case 1:
        return Value.of(in.string());
      case 2:
        return Value.of(in.number() != 0);
      case 3:
        return Value.of(in.number());
      case 4:
        return Value.of(in.number64());
      case 5:
        return Value.of(values(in.message(), depth));
      case 6:
        return Value.of(pairs(in.message(), depth).toArray(new KeyValue[0]));
      case 7:
        return Value.of(in.bytes());
      default:
        return Value.empty();
    }
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
