// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing.differential;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Draws typed attributes, values of every shape and whole {@link Attributes}. */
public final class DrawAttributes {
  private static final int MAX_DEPTH = 20;
  private final Draw draw;

  public DrawAttributes(Draw draw) {
    this.draw = draw;
  }

  /** A key with a value of its type; either may be null. */
  public record Pair<T>(AttributeKey<T> key, T value) {
    public String text() {
      return keyText(key) + ", " + Quote.any(value);
    }

    public void putTo(AttributesBuilder builder) {
      builder.put(key, value);
    }

    public Object setOn(AttributeSink sink) {
      return sink.set(key, value);
    }
  }

  public static String keyText(AttributeKey<?> key) {
    return key == null ? "null" : key.getType() + ":" + Quote.of(key.getKey());
  }

  public Pair<?> pair() {
    return pair(draw.key());
  }

  /** Draws one call that sets an attribute. */
  public AttributeSink.Call call() {
    String key = draw.key();
    switch (draw.below(9)) {
      case 0 -> {
        String text = draw.text();
        return call("setAttribute(" + of(key) + ", " + of(text) + ")", s -> s.set(key, text));
      }
      case 1 -> {
        long number = draw.number();
        return call("setAttribute(" + of(key) + ", " + number + "L)", s -> s.set(key, number));
      }
      case 2 -> {
        double real = draw.real();
        return call("setAttribute(" + of(key) + ", " + real + ")", s -> s.set(key, real));
      }
      case 3 -> {
        boolean bool = draw.bool();
        return call("setAttribute(" + of(key) + ", " + bool + ")", s -> s.set(key, bool));
      }
      case 4 -> {
        Value<?> value = draw.oneIn(8) ? null : value(depth());
        return call("setAttribute(" + of(key) + ", " + shown(value) + ")", s -> s.set(key, value));
      }
      case 5 -> {
        AttributeKey<Long> longKey = draw.oneIn(8) ? null : AttributeKey.longKey(key);
        int small = draw.intNumber();
        return call(
            "setAttribute(" + keyText(longKey) + ", (int) " + small + ")",
            s -> s.set(longKey, small));
      }
      case 6 -> {
        Attributes all = attributes();
        return call("setAllAttributes(" + shown(all) + ")", s -> s.setAll(all));
      }
      default -> {
        Pair<?> pair = pair(key);
        return call("setAttribute(" + pair.text() + ")", pair::setOn);
      }
    }
  }

  /** Draws attributes: null, empty, few, or more than any limit in use. */
  public Attributes attributes() {
    int kind = draw.below(40);
    if (kind < 4) {
      return kind < 2 ? null : Attributes.empty();
    }
    int size = kind == 4 ? 140 : 1 + draw.below(5);
    AttributesBuilder builder = Attributes.builder();
    for (int i = 0; i < size; i++) {
      pair(size > 100 ? "many." + i : draw.key()).putTo(builder);
    }
    return builder.build();
  }

  public static String shown(Attributes attributes) {
    if (attributes == null) {
      return "(Attributes) null";
    }
    if (attributes.size() > 12) {
      return "<" + attributes.size() + " attributes>";
    }
    StringBuilder text = new StringBuilder("{");
    attributes.forEach(
        (key, value) -> {
          text.append(text.length() > 1 ? "; " : "").append(keyText(key)).append(" = ");
          text.append(value instanceof Value<?> any ? shown(any) : Quote.any(value));
        });
    return text.append('}').toString();
  }

  private Pair<?> pair(String name) {
    boolean nullValue = draw.oneIn(15);
    if (draw.oneIn(25)) {
      return new Pair<>(null, "x");
    }
    return switch (draw.below(9)) {
      case 0 -> pair(AttributeKey.booleanKey(name), nullValue, draw.bool());
      case 1 -> pair(AttributeKey.longKey(name), nullValue, draw.number());
      case 2 -> pair(AttributeKey.doubleKey(name), nullValue, draw.real());
      case 3 -> pair(AttributeKey.stringArrayKey(name), nullValue, draw.list(this::presentText));
      case 4 -> pair(AttributeKey.booleanArrayKey(name), nullValue, draw.list(draw::bool));
      case 5 -> pair(AttributeKey.longArrayKey(name), nullValue, draw.list(draw::number));
      case 6 -> pair(AttributeKey.doubleArrayKey(name), nullValue, draw.list(draw::real));
      case 7 -> pair(AttributeKey.valueKey(name), nullValue, value(depth()));
      default -> pair(AttributeKey.stringKey(name), nullValue, draw.text());
    };
  }

  private static <T> Pair<T> pair(AttributeKey<T> key, boolean nullValue, T value) {
    return new Pair<>(key, nullValue ? null : value);
  }

  private int depth() {
    return draw.oneIn(10) ? MAX_DEPTH : draw.below(4);
  }

  /** Draws a value, nested at most {@code depth} deep. */
  public Value<?> value(int depth) {
    int kind = depth == MAX_DEPTH ? 7 + draw.below(2) : draw.below(depth > 0 ? 9 : 6);
    switch (kind) {
      case 0 -> {
        return Value.of(draw.bool());
      }
      case 1 -> {
        return Value.of(draw.number());
      }
      case 2 -> {
        return Value.of(draw.real());
      }
      case 3 -> {
        byte[] bytes = new byte[draw.below(40)];
        draw.fill(bytes);
        return Value.of(bytes);
      }
      case 4 -> {
        return Value.empty();
      }
      case 5 -> {
        return Value.of(presentText());
      }
      case 6 -> {
        return homogeneous(depth);
      }
      case 7 -> {
        return Value.of(members(depth));
      }
      default -> {
        Value<?>[] elements = new Value<?>[width(depth)];
        for (int i = 0; i < elements.length; i++) {
          elements[i] = value(below(depth, i));
        }
        return Value.of(elements);
      }
    }
  }

  private Map<String, Value<?>> members(int depth) {
    Map<String, Value<?>> members = new LinkedHashMap<>();
    int width = width(depth);
    for (int i = 0; i < width; i++) {
      String key = draw.key();
      members.put(key == null ? "null" : key, value(below(depth, i)));
    }
    return members;
  }

  private Value<List<KeyValue>> homogeneous(int depth) {
    Value<?> same = value(depth - 1);
    return Value.of(KeyValue.of("same", same), KeyValue.of("same", same), KeyValue.of("", same));
  }

  private String presentText() {
    String text = draw.text();
    return text == null ? "" : text;
  }

  private int width(int depth) {
    return depth > 4 ? 2 : draw.below(4);
  }

  /** Only the first child goes deep, or a deep value would be a huge one. */
  private static int below(int depth, int index) {
    return index == 0 ? depth - 1 : Math.min(depth - 1, 1);
  }

  private static AttributeSink.Call call(String text, AttributeSink.Setter setter) {
    return new AttributeSink.Call(text, setter);
  }

  private static String of(String text) {
    return Quote.of(text);
  }

  private static String shown(Value<?> value) {
    if (value == null) {
      return "(Value) null";
    }
    String text = String.valueOf(value.asString());
    return "Value." + value.getType() + "<" + Quote.of(text) + ">";
  }
}
