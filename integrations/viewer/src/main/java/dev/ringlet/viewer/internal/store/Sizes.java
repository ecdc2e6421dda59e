// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.store;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.List;

/** How many bytes of the heap decoded values take, at most approximately. */
final class Sizes {
  private static final int STRING_BYTES = 48;
  private static final int MESSAGE_BYTES = 48;
  private static final int EXEMPLAR_BYTES = 200;

  private Sizes() {}

  static int of(String text) {
    return STRING_BYTES + 2 * text.length();
  }

  static int of(List<KeyValue> attributes) {
    int bytes = 0;
    for (KeyValue attribute : attributes) {
      bytes += MESSAGE_BYTES + of(attribute.getKey()) + of(attribute.getValue());
    }
    return bytes;
  }

  private static int of(AnyValue value) {
    int bytes = MESSAGE_BYTES;
    switch (value.getValueCase()) {
      case STRING_VALUE -> bytes += of(value.getStringValue());
      case BYTES_VALUE -> bytes += STRING_BYTES + value.getBytesValue().size();
      case KVLIST_VALUE -> bytes += of(value.getKvlistValue().getValuesList());
      case ARRAY_VALUE -> {
        for (AnyValue element : value.getArrayValue().getValuesList()) {
          bytes += of(element);
        }
      }
      default -> bytes += Long.BYTES;
    }
    return bytes;
  }

  static int of(Exemplar exemplar) {
    return EXEMPLAR_BYTES + of(exemplar.getFilteredAttributesList());
  }

  static int of(Resource resource) {
    return MESSAGE_BYTES + of(resource.getAttributesList());
  }

  static int of(InstrumentationScope scope) {
    return MESSAGE_BYTES
        + of(scope.getName())
        + of(scope.getVersion())
        + of(scope.getAttributesList());
  }
}
