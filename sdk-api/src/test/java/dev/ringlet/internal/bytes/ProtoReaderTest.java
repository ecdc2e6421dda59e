// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.internal.otlp.TraceTags;
import dev.ringlet.internal.record.AttributeReader;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProtoReaderTest {
  private static final Span SPAN =
      Span.newBuilder()
          .setName("näme")
          .setStartTimeUnixNano(Long.MIN_VALUE)
          .setFlags(-1)
          .setDroppedAttributesCount(-1)
          .addAttributes(pair("s", AnyValue.newBuilder().setStringValue("v")))
          .addAttributes(pair("d", AnyValue.newBuilder().setDoubleValue(-0.5)))
          .addAttributes(
              pair(
                  "l",
                  AnyValue.newBuilder()
                      .setArrayValue(
                          ArrayValue.newBuilder()
                              .addValues(AnyValue.newBuilder().setIntValue(-1))
                              .addValues(AnyValue.newBuilder().setIntValue(2)))))
          .build();

  private static KeyValue pair(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  @Test
  void readsWhatTheProtocolsClassesWrite() {
    byte[] bytes = SPAN.toByteArray();
    ProtoReader reader = new ProtoReader(bytes, 0, bytes.length);
    int seen = 0;
    while (reader.next()) {
      switch (reader.field()) {
        case Span.NAME_FIELD_NUMBER -> {
          assertThat(reader.string()).isEqualTo("näme");
          seen++;
        }
        case Span.START_TIME_UNIX_NANO_FIELD_NUMBER -> {
          assertThat(reader.number()).isEqualTo(Long.MIN_VALUE);
          seen++;
        }
        case Span.FLAGS_FIELD_NUMBER, Span.DROPPED_ATTRIBUTES_COUNT_FIELD_NUMBER -> {
          assertThat(reader.number()).isEqualTo(0xffffffffL);
          seen++;
        }
        default -> {}
      }
    }
    assertThat(seen).isEqualTo(4);
    Attributes attributes =
        AttributeReader.read(new ProtoReader(bytes, 0, bytes.length), TraceTags.Span.ATTRIBUTES);
    assertThat(attributes)
        .isEqualTo(Attributes.builder().put("s", "v").put("d", -0.5).put("l", -1L, 2L).build());
  }

  @Test
  void refusesGroupsAndFieldZero() {
    for (int tag : new int[] {0x0b, 0x0c, 0x0e, 0x0f, 0x00, 0x02}) {
      byte[] bytes = {(byte) tag, 1, 1};
      assertThatThrownBy(() -> new ProtoReader(bytes, 0, 3).next())
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void neverReadsOutsideItsRange() {
    byte[] whole = SPAN.toByteArray();
    SplittableRandom random = new SplittableRandom(5);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
      for (int flips = random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        AttributeReader.read(new ProtoReader(bytes, 0, bytes.length), TraceTags.Span.ATTRIBUTES);
      } catch (IllegalArgumentException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1_000, 19_999);
  }

  @Test
  void aLengthBeyondTheEndIsRefusedBeforeAnythingIsAllocated() {
    byte[] bytes = {0x0a, -1, -1, -1, -1, 7};
    assertThatThrownBy(() -> new ProtoReader(bytes, 0, bytes.length).next())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("beyond");
    assertThat(new ProtoReader(bytes, 0, 0).next()).isFalse();
  }
}
