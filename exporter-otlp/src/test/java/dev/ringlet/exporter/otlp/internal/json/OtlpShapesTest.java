// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.ringlet.export.Signal;
import dev.ringlet.testing.OtlpSignal;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OtlpShapesTest {
  private final Set<String> seen = new HashSet<>();

  /** Compares field by field: a field missing in OtlpShapes would be missing in all JSON. */
  @ParameterizedTest
  @EnumSource(Signal.class)
  void hasAllFieldsOfTheProtocol(Signal signal) throws Exception {
    Message request = OtlpSignal.valueOf(signal.name()).requestParser().parseFrom(new byte[0]);
    compare(OtlpShapes.request(signal), request.getDescriptorForType());
    assertThat(seen.size()).isGreaterThan(8);
  }

  private void compare(MessageShape shape, Descriptor descriptor) {
    if (!seen.add(descriptor.getFullName())) {
      return;
    }
    assertThat(descriptor.getFullName()).endsWith("." + shape.name());
    for (int number = 1; number < MessageShape.MAX_FIELDS; number++) {
      FieldDescriptor field = descriptor.findFieldByNumber(number);
      String name = descriptor.getFullName() + " " + number;
      assertThat(shape.type(number) != null).as(name).isEqualTo(field != null);
      if (field != null) {
        compare(name, shape, field);
      }
    }
    for (FieldDescriptor field : descriptor.getFields()) {
      assertThat(field.getNumber()).isLessThan(MessageShape.MAX_FIELDS);
    }
    assertThat(descriptor.getRealOneofs().size()).isLessThanOrEqualTo(1);
  }

  private void compare(String name, MessageShape shape, FieldDescriptor field) {
    int number = field.getNumber();
    assertThat(new String(shape.key(number), StandardCharsets.UTF_8))
        .as(name)
        .isEqualTo('"' + field.getJsonName() + "\":");
    assertThat(shape.type(number).name()).as(name).isEqualTo(type(field));
    assertThat(shape.isRepeated(number)).as(name).isEqualTo(field.isRepeated());
    assertThat(shape.isOneof(number)).as(name).isEqualTo(field.getRealContainingOneof() != null);
    boolean message = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
    if (message) {
      compare(shape.message(number), field.getMessageType());
    } else {
      assertThat(shape.isExplicit(number)).as(name).isEqualTo(field.hasPresence());
    }
  }

  private static String type(FieldDescriptor field) {
    return switch (field.getType()) {
      case ENUM -> "INT32";
      case BYTES ->
          field.getJsonName().matches("(trace|span|parentSpan|profile)Id") ? "ID" : "BYTES";
      default -> field.getType().name().toUpperCase(Locale.ROOT);
    };
  }
}
