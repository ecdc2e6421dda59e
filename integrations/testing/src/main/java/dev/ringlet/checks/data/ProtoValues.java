// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.data;

import com.google.protobuf.ByteString;
import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.common.Resource;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.proto.common.v1.AnyValue;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/** Messages of the protocol as types of the API. */
final class ProtoValues {
  private ProtoValues() {}

  static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  static Resource resource(io.opentelemetry.proto.resource.v1.Resource resource, String schemaUrl) {
    Attributes attributes = attributes(resource.getAttributesList());
    return schemaUrl.isEmpty()
        ? Resource.create(attributes)
        : Resource.create(attributes, schemaUrl);
  }

  static InstrumentationScope scope(
      io.opentelemetry.proto.common.v1.InstrumentationScope scope, String schemaUrl) {
    InstrumentationScope.Builder builder =
        InstrumentationScope.builder(scope.getName())
            .setAttributes(attributes(scope.getAttributesList()));
    if (!scope.getVersion().isEmpty()) {
      builder.setVersion(scope.getVersion());
    }
    if (!schemaUrl.isEmpty()) {
      builder.setSchemaUrl(schemaUrl);
    }
    return builder.build();
  }

  static Attributes attributes(List<io.opentelemetry.proto.common.v1.KeyValue> list) {
    AttributesBuilder attributes = Attributes.builder();
    list.forEach(entry -> put(attributes, entry.getKey(), entry.getValue()));
    return attributes.build();
  }

  private static void put(AttributesBuilder attributes, String key, AnyValue value) {
    switch (value.getValueCase()) {
      case STRING_VALUE -> attributes.put(AttributeKey.stringKey(key), value.getStringValue());
      case BOOL_VALUE -> attributes.put(AttributeKey.booleanKey(key), value.getBoolValue());
      case INT_VALUE -> attributes.put(AttributeKey.longKey(key), (Long) value.getIntValue());
      case DOUBLE_VALUE -> attributes.put(AttributeKey.doubleKey(key), value.getDoubleValue());
      case ARRAY_VALUE -> putArray(attributes, key, value);
      default -> attributes.put(AttributeKey.valueKey(key), value(value));
    }
  }

  /** A list of values of one type has a type of its own in the API; an empty one is of strings. */
  private static void putArray(AttributesBuilder attributes, String key, AnyValue array) {
    List<AnyValue> values = array.getArrayValue().getValuesList();
    long types = values.stream().map(AnyValue::getValueCase).distinct().count();
    AnyValue.ValueCase type =
        types == 0
            ? AnyValue.ValueCase.STRING_VALUE
            : types == 1 ? values.get(0).getValueCase() : AnyValue.ValueCase.VALUE_NOT_SET;
    switch (type) {
      case STRING_VALUE ->
          attributes.put(AttributeKey.stringArrayKey(key), all(values, AnyValue::getStringValue));
      case BOOL_VALUE ->
          attributes.put(AttributeKey.booleanArrayKey(key), all(values, AnyValue::getBoolValue));
      case INT_VALUE ->
          attributes.put(AttributeKey.longArrayKey(key), all(values, AnyValue::getIntValue));
      case DOUBLE_VALUE ->
          attributes.put(AttributeKey.doubleArrayKey(key), all(values, AnyValue::getDoubleValue));
      default -> attributes.put(AttributeKey.valueKey(key), value(array));
    }
  }

  private static <T> List<T> all(List<AnyValue> values, Function<AnyValue, T> get) {
    return values.stream().map(get).toList();
  }

  /** As deep as the parser of messages lets a value be, which is a hundred levels. */
  static Value<?> value(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> Value.of(value.getStringValue());
      case BOOL_VALUE -> Value.of(value.getBoolValue());
      case INT_VALUE -> Value.of(value.getIntValue());
      case DOUBLE_VALUE -> Value.of(value.getDoubleValue());
      case BYTES_VALUE -> Value.of(value.getBytesValue().toByteArray());
      case ARRAY_VALUE -> {
        List<Value<?>> values = new ArrayList<>();
        value.getArrayValue().getValuesList().forEach(one -> values.add(value(one)));
        yield Value.of(values);
      }
      case KVLIST_VALUE ->
          Value.of(
              value.getKvlistValue().getValuesList().stream()
                  .map(entry -> KeyValue.of(entry.getKey(), value(entry.getValue())))
                  .toArray(KeyValue[]::new));
      default -> Value.of("");
    };
  }
}
