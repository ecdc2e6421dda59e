// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.json;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Random;

/** Creates random OTLP messages with any fields and values that protobuf allows. */
public final class RandomMessages {
  private static final int MAX_DEPTH = 9;
  private static final long[] EDGES = {
    0, 1, -1, 9, 10, 99, 100, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
  };

  /** Without the negative zero, which protobuf's JSON parser reads as zero. */
  private static final double[] ODD_DOUBLES = {
    0.0,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    0.1 + 0.2,
    1e15,
    1e-3,
    123456789.125
  };

  private final Random random;

  public RandomMessages(Random random) {
    this.random = random;
  }

  /** Returns a random message of the type of {@code prototype}. */
  public Message like(Message prototype) {
    return draw(prototype.newBuilderForType(), 0);
  }

  private Message draw(Message.Builder builder, int depth) {
    boolean sparse = random.nextInt(4) == 0;
    for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
      boolean message = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      if ((message && depth >= MAX_DEPTH) || (depth > 0 && random.nextInt(sparse ? 8 : 2) == 0)) {
        continue;
      }
      if (!field.isRepeated()) {
        builder.setField(field, value(builder, field, depth));
        continue;
      }
      int count = depth == 0 ? 1 + random.nextInt(3) : random.nextInt(depth > 4 ? 2 : 4);
      for (int i = 0; i < count; i++) {
        builder.addRepeatedField(field, value(builder, field, depth));
      }
    }
    return builder.build();
  }

  private Object value(Message.Builder builder, FieldDescriptor field, int depth) {
    switch (field.getJavaType()) {
      case BOOLEAN -> {
        return random.nextBoolean();
      }
      case INT -> {
        return (int) integer();
      }
      case LONG -> {
        return integer();
      }
      case DOUBLE -> {
        return number();
      }
      case STRING -> {
        return text();
      }
      case BYTE_STRING -> {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
      }
      case ENUM -> {
        List<EnumValueDescriptor> values = field.getEnumType().getValues();
        return random.nextInt(8) == 0
            ? field.getEnumType().findValueByNumberCreatingIfUnknown(100 + random.nextInt(9))
            : values.get(random.nextInt(values.size()));
      }
      case MESSAGE -> {
        return draw(builder.newBuilderForField(field), depth + 1);
      }
      default -> throw new AssertionError(field.getFullName());
    }
  }

  private long integer() {
    return random.nextInt(4) == 0
        ? EDGES[random.nextInt(EDGES.length)]
        : random.nextLong() >> random.nextInt(64);
  }

  private double number() {
    return switch (random.nextInt(4)) {
      case 0 -> ODD_DOUBLES[random.nextInt(ODD_DOUBLES.length)];
      case 1 -> Double.longBitsToDouble(random.nextLong());
      case 2 -> random.nextInt(1_000_000) / Math.pow(10, random.nextInt(6));
      default -> random.nextDouble() * 1000 - 500;
    };
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    int kind = random.nextInt(4);
    for (int i = random.nextInt(12); i > 0; i--) {
      int point;
      do {
        int bound = kind == 0 ? 0x80 : kind == 1 ? 0x3000 : kind == 2 ? 0x10000 : 0x110000;
        point = random.nextInt(bound);
      } while (point >= 0xD800 && point <= 0xDFFF);
      text.appendCodePoint(point);
    }
    return text.toString();
  }
}
