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
import java.util.List;
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

  /** The bytes around the range would continue each of these fields. */
  @Test
  void aFieldThatIsCutAtTheEndOfTheRangeIsRefused() {
    byte[][] fields = {
      {0x09, 1, 2, 3, 4, 5, 6, 7}, // fixed64 without its last byte
      {0x0d, 1, 2, 3}, // fixed32 without its last byte
      {0x08, -1}, // a varint that goes on
      {0x0a, 1}, // a string without its byte
      {-8} // a tag that goes on
    };
    for (byte[] field : fields) {
      byte[] around = new byte[field.length + 20];
      System.arraycopy(field, 0, around, 10, field.length);
      ProtoReader reader = new ProtoReader(around, 10, field.length);
      assertThatThrownBy(reader::next).isInstanceOf(IllegalArgumentException.class);
      assertThat(new ProtoReader(around, 10, field.length + 2).next()).isTrue();
    }
  }

  @Test
  void numbersAndTagsThatAreTooLongAreRefused() {
    byte[][] fields = {
      {0x0a, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}, // a negative length
      {0x08, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0}, // a varint of eleven bytes
      {-120, -128, -128, -128, -128, 1, 0} // a tag beyond 32 bits
    };
    for (byte[] field : fields) {
      assertThatThrownBy(() -> new ProtoReader(field, 0, field.length).next())
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void theRangeOfAFieldIncludesItsTag() {
    byte[] bytes = {9, 9, 0x08, 5, 0x12, 2, 'a', 'b', 9};
    ProtoReader reader = new ProtoReader(bytes, 2, 6);
    assertThat(reader.next()).isTrue();
    assertThat(List.of(reader.start(), reader.end(), reader.tag())).containsExactly(2, 4, 0x08);
    assertThat(reader.hasLength()).isFalse();
    assertThat(reader.next()).isTrue();
    assertThat(List.of(reader.start(), reader.end(), reader.tag())).containsExactly(4, 8, 0x12);
    assertThat(reader.hasLength()).isTrue();
    assertThat(reader.length()).isEqualTo(2);
    assertThat(reader.string(1)).isEqualTo("a");
    assertThat(reader.string(3)).isEqualTo("ab");
    assertThat(reader.bytes()).containsExactly('a', 'b');
    assertThat(reader.next()).isFalse();

    ProtoReader again = reader.again();
    assertThat(again.next()).isTrue();
    assertThat(again.number()).isEqualTo(5);
    assertThat(again.next()).isTrue();
    assertThat(again.next()).isFalse();
  }

  @Test
  void aValueIsNotReadAsOneOfAnotherWireType() {
    ProtoReader number = new ProtoReader(new byte[] {0x08, 1}, 0, 2);
    assertThat(number.next()).isTrue();
    assertThatThrownBy(number::string).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(number::bytes).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(number::message).isInstanceOf(IllegalArgumentException.class);
    ProtoReader text = new ProtoReader(new byte[] {0x0a, 1, 'a'}, 0, 3);
    assertThat(text.next()).isTrue();
    assertThatThrownBy(text::number).isInstanceOf(IllegalArgumentException.class);
  }
}
