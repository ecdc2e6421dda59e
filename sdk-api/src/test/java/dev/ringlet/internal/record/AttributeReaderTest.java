// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.otlp.CommonTags;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Attributes and values that the protocol's own classes have written. */
class AttributeReaderTest {
  private static AnyValue.Builder any() {
    return AnyValue.newBuilder();
  }

  private static AnyValue array(AnyValue.Builder... values) {
    ArrayValue.Builder array = ArrayValue.newBuilder();
    for (AnyValue.Builder value : values) {
      array.addValues(value);
    }
    return any().setArrayValue(array).build();
  }

  private static io.opentelemetry.proto.common.v1.KeyValue pair(String key, AnyValue value) {
    return io.opentelemetry.proto.common.v1.KeyValue.newBuilder()
        .setKey(key)
        .setValue(value)
        .build();
  }

  private static Value<?> read(AnyValue value) {
    byte[] bytes = value.toByteArray();
    return AttributeReader.readValue(new ProtoReader(bytes, 0, bytes.length));
  }

  private static Attributes attributes(Resource.Builder resource) {
    byte[] bytes = resource.build().toByteArray();
    return AttributeReader.read(
        new ProtoReader(bytes, 0, bytes.length), CommonTags.Resource.ATTRIBUTES);
  }

  @Test
  void readsValuesOfEachType() {
    assertThat(read(any().setStringValue("ä").build())).isEqualTo(Value.of("ä"));
    assertThat(read(any().setBoolValue(true).build())).isEqualTo(Value.of(true));
    assertThat(read(any().setBoolValue(false).build())).isEqualTo(Value.of(false));
    assertThat(read(any().setIntValue(-7).build())).isEqualTo(Value.of(-7));
    assertThat(read(any().setDoubleValue(-0.5).build())).isEqualTo(Value.of(-0.5));
    assertThat(read(any().setBytesValue(ByteString.copyFrom(new byte[] {1, 2})).build()))
        .isEqualTo(Value.of(new byte[] {1, 2}));
    assertThat(read(array(any().setIntValue(1), any().setStringValue("a"))))
        .isEqualTo(Value.of(Value.of(1), Value.of("a")));
    AnyValue one = any().setIntValue(1).build();
    AnyValue map =
        any()
            .setKvlistValue(
                KeyValueList.newBuilder()
                    .addValues(pair("one", one))
                    .addValues(pair("", AnyValue.getDefaultInstance())))
            .build();
    assertThat(read(map))
        .isEqualTo(Value.of(KeyValue.of("one", Value.of(1)), KeyValue.of("", Value.empty())));
  }

  @Test
  void aValueOfNoKnownTypeIsEmpty() {
    assertThat(read(AnyValue.getDefaultInstance())).isEqualTo(Value.empty());
    assertThat(read(any().setStringValueStrindex(3).build())).isEqualTo(Value.empty());
  }

  @Test
  void aListOfOneTypeIsAnAttributeOfThatType() {
    Attributes read =
        attributes(
            Resource.newBuilder()
                .setDroppedAttributesCount(3)
                .addAttributes(pair("l", array(any().setIntValue(1), any().setIntValue(2))))
                .addAttributes(pair("d", array(any().setDoubleValue(0.5))))
                .addAttributes(pair("b", array(any().setBoolValue(true))))
                .addAttributes(pair("s", array(any().setStringValue("a"))))
                .addAttributes(pair("m", array(any().setStringValue("a"), any().setIntValue(1)))));
    assertThat(read)
        .isEqualTo(
            Attributes.builder()
                .put("l", 1L, 2L)
                .put("d", new double[] {0.5})
                .put("b", new boolean[] {true})
                .put("s", new String[] {"a"})
                .put(AttributeKey.valueKey("m"), Value.of(Value.of("a"), Value.of(1)))
                .build());
  }

  /** As deep as our own encoder nests, and not without an end. */
  @Test
  void aValueNestedTooDeepIsEmpty() {
    AnyValue nested = any().setIntValue(7).build();
    for (int depth = 0; depth < AnyValues.MAX_DEPTH; depth++) {
      nested = array(nested.toBuilder());
    }
    assertThat(innermost(read(nested))).isEqualTo(Value.of(7));
    for (int depth = 0; depth < 5; depth++) {
      nested = array(nested.toBuilder());
    }
    assertThat(innermost(read(nested))).isEqualTo(Value.empty());
    AnyValue map = any().setIntValue(7).build();
    for (int depth = 0; depth < AnyValues.MAX_DEPTH + 5; depth++) {
      map = any().setKvlistValue(KeyValueList.newBuilder().addValues(pair("k", map))).build();
    }
    assertThat(read(map).asString()).doesNotContain("7");
  }

  private static Value<?> innermost(Value<?> value) {
    Value<?> at = value;
    while (at.getValue() instanceof List<?> list && !list.isEmpty()) {
      at = (Value<?>) list.get(0);
    }
    return at;
  }
}
