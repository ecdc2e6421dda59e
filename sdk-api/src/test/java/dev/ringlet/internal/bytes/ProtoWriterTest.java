// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the writer of protobuf. */
class ProtoWriterTest {
  private static final int TAG = 1 << 3 | 2;

  @FunctionalInterface
  private interface Writing {
    void to(CodedOutputStream out) throws IOException;
  }

  private static byte[] official(Writing writing) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      writing.to(out);
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] written(ProtoWriter writer) {
    return Arrays.copyOf(writer.data(), writer.position());
  }

  @Test
  void varintsOfUpToFourBytesInOneNumber() {
    for (int bits = 0; bits <= 28; bits++) {
      int power = 1 << bits;
      for (int value : new int[] {power - 1, power / 2, power / 3, power - 1 - power / 7}) {
        int bytes = ProtoWriter.varintBytes(value);
        byte[] written = new byte[4];
        ProtoWriter.putFixed32(written, 0, bytes);
        assertThat(Arrays.copyOf(written, 4 - ProtoWriter.zeroBytes(bytes)))
            .isEqualTo(official(out -> out.writeUInt32NoTag(value)));
        assertThat(Integer.toUnsignedLong(bytes))
            .isLessThan(1L << 8 * ProtoWriter.varintSize(value));
      }
    }
  }

  @Test
  void varintsOfEachLength() {
    for (int bits = 0; bits <= 64; bits++) {
      long power = bits == 64 ? 0 : 1L << bits;
      for (long value : new long[] {power - 1, power, power + 1, -power}) {
        ProtoWriter writer = new ProtoWriter(1);
        writer.writeVarint(value);
        assertThat(written(writer)).isEqualTo(official(out -> out.writeUInt64NoTag(value)));
        assertThat(ProtoWriter.varintSize(value)).isEqualTo(writer.position());

        ProtoWriter shorter = new ProtoWriter(1);
        shorter.writeVarint((int) value);
        assertThat(written(shorter)).isEqualTo(official(out -> out.writeUInt32NoTag((int) value)));
        assertThat(ProtoWriter.varintSize((int) value)).isEqualTo(shorter.position());
      }
    }
  }

  @Test
  void signedNumbers() {
    for (int number : new int[] {0, 1, -1, 63, -64, 64, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      byte[] bytes = official(out -> out.writeSInt32(1, number));
      ProtoWriter writer = new ProtoWriter(0);
      writer.writeTag(1 << 3);
      writer.writeVarint(ProtoWriter.zigZag(number));
      assertThat(written(writer)).isEqualTo(bytes);
      ProtoReader reader = new ProtoReader(bytes, 0, bytes.length);
      assertThat(reader.next()).isTrue();
      assertThat(reader.signed()).isEqualTo(number);
    }
  }

  @Test
  void defaultsAreLeftOut() {
    ProtoWriter writer = new ProtoWriter(0);
    writer.writeUint32(1 << 3, 0);
    writer.writeFixed64(2 << 3 | 1, 0);
    assertThat(writer.position()).isZero();
    writer.writeUint32(1 << 3, -1);
    writer.writeFixed64(2 << 3 | 1, 0x0102030405060708L);
    writer.writeFixed64(20 << 3 | 1, -2);
    assertThat(written(writer))
        .isEqualTo(
            official(
                out -> {
                  out.writeUInt32(1, -1);
                  out.writeFixed64(2, 0x0102030405060708L);
                  out.writeFixed64(20, -2);
                }));
  }

  @Test
  void numbersOfFixedLength() {
    byte[] data = new byte[20];
    ProtoWriter.putFixed64(data, 1, 0x0102030405060708L);
    assertThat(ProtoWriter.fixed64(data, 1)).isEqualTo(0x0102030405060708L);
    ProtoWriter.putFixed32(data, 9, 0x0a0b0c0d);
    assertThat(Arrays.copyOf(data, 14))
        .containsExactly(0, 8, 7, 6, 5, 4, 3, 2, 1, 13, 12, 11, 10, 0);
    ProtoWriter.putId(data, 0, 0x0102030405060708L);
    assertThat(Arrays.copyOf(data, 8)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }

  /**
   * The length has one byte, two and three; short, medium and long texts are encoded differently.
   */
  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 2, 42, 43, 127, 128, 255, 256, 1023, 1024, 1025, 5461, 5462, 16383, 16384})
  void textsOfAnyLength(int chars) {
    for (String character : List.of("a", "\u0000", "é", "€", "\uD83D\uDE00", "\uD83D")) {
      String text = character.repeat(chars).substring(0, chars);
      for (String mixed :
          List.of(text, "a".repeat(chars) + character, character + "a".repeat(chars))) {
        ProtoWriter writer = new ProtoWriter(0);
        writer.writeString(TAG, mixed);
        writer.writeByte(7);
        String valid = new String(mixed.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(written(writer))
            .isEqualTo(
                official(
                    out -> {
                      out.writeString(1, valid);
                      out.writeRawByte(7);
                    }));

        ProtoWriter started = new ProtoWriter(0);
        started.writeString(TAG, mixed + "tail", mixed.length());
        assertThat(written(started)).isEqualTo(official(out -> out.writeString(1, valid)));

        started.ensure(Utf8.MAX_BYTES_PER_CHAR * mixed.length());
        int end = started.position();
        int bytes = started.encodeUtf8(mixed, mixed.length(), end);
        assertThat(started.position()).isEqualTo(end);
        assertThat(new String(started.data(), end, bytes, StandardCharsets.UTF_8)).isEqualTo(valid);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 16383, 16384, 2097152})
  void messagesWhoseLengthIsKnownAtTheirEnd(int length) {
    byte[] content = new byte[length];
    Arrays.fill(content, (byte) 5);
    ProtoWriter writer = new ProtoWriter(0);
    int outer = writer.beginMessage(TAG);
    int inner = writer.beginMessage(TAG);
    writer.writeRaw(content, 0, length);
    writer.endMessage(inner);
    writer.endMessage(outer);
    writer.writeByte(9);
    byte[] message = official(out -> out.writeByteArray(1, content));
    assertThat(written(writer))
        .isEqualTo(
            official(
                out -> {
                  out.writeByteArray(1, message);
                  out.writeRawByte(9);
                }));
  }

  /** The tag has two bytes and leaves no room. */
  @Test
  void aMessageWithoutContentMakesRoomForItsLength() {
    ProtoWriter writer = new ProtoWriter(0);
    writer.endMessage(writer.beginMessage(20 << 3 | 2));
    assertThat(written(writer)).isEqualTo(official(out -> out.writeByteArray(20, new byte[0])));
  }

  @Test
  void idsAreWrittenWithTheirMostSignificantByteFirst() {
    byte[] traceId = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    byte[] spanId = {-1, 2, 3, 4, 5, 6, 7, 8};
    ProtoWriter writer = new ProtoWriter(0);
    writer.writeTraceId(TAG, 0x0102030405060708L, 0x090a0b0c0d0e0f10L);
    assertThat(writer.position()).isEqualTo(ProtoWriter.TRACE_ID_BYTES);
    writer.trim(0);
    writer.writeSpanId(2 << 3 | 2, 0xff02030405060708L);
    assertThat(writer.position()).isEqualTo(ProtoWriter.TRACE_ID_BYTES + ProtoWriter.SPAN_ID_BYTES);
    assertThat(written(writer))
        .isEqualTo(
            official(
                out -> {
                  out.writeByteArray(1, traceId);
                  out.writeByteArray(2, spanId);
                }));
  }

  @Test
  void bytesOfAPart() {
    ProtoWriter writer = new ProtoWriter(1);
    writer.writeBytes(TAG, new byte[] {1, 2, 3, 4, 5}, 1, 3);
    assertThat(written(writer)).containsExactly(TAG, 3, 2, 3, 4);
  }

  @Test
  void thePositionMoves() {
    ProtoWriter writer = new ProtoWriter(4);
    writer.writeRaw(new byte[] {1, 2, 3}, 0, 3);
    writer.position(1);
    writer.writeByte(9);
    assertThat(written(writer)).containsExactly(1, 9);
    writer.position(100);
    assertThat(writer.position()).isEqualTo(100);
    assertThat(writer.data()).hasSizeGreaterThanOrEqualTo(100);
  }

  @Test
  void growsByDoublingAndGivesMemoryBack() {
    ProtoWriter writer = new ProtoWriter(100);
    byte[] first = writer.data();
    writer.ensure(100);
    assertThat(writer.data()).isSameAs(first);
    writer.ensure(101);
    assertThat(writer.data()).hasSize(200);
    writer.ensure(1_000);
    assertThat(writer.data()).hasSize(1_000);
    writer.writeRaw(new byte[] {1, 2, 3}, 0, 3);
    byte[] kept = writer.data();
    writer.trim(1_000);
    assertThat(writer.data()).isSameAs(kept);
    writer.trim(64);
    assertThat(writer.data()).hasSize(64);
    writer.trim(2);
    assertThat(writer.data()).containsExactly(1, 2, 3);
  }

  @Test
  void numbersInOneFieldOrInMany() {
    byte[] packed =
        official(
            out -> {
              out.writeByteArray(
                  1,
                  official(
                      in -> {
                        for (long n : new long[] {0, 1, 127, 128, -1, Long.MIN_VALUE}) {
                          in.writeUInt64NoTag(n);
                        }
                      }));
              out.writeUInt64(1, 300);
              out.writeByteArray(2, official(in -> in.writeFixed64NoTag(-5)));
              out.writeFixed64(2, 6);
            });
    ProtoReader reader = new ProtoReader(packed, 0, packed.length);
    long[] varints = {};
    long[] fixed = {};
    while (reader.next()) {
      if (reader.field() == 1) {
        varints = PackedNumbers.join(varints, PackedNumbers.varints(reader));
      } else {
        fixed = PackedNumbers.join(fixed, PackedNumbers.fixed64(reader));
      }
    }
    assertThat(varints).containsExactly(0, 1, 127, 128, -1, Long.MIN_VALUE, 300);
    assertThat(fixed).containsExactly(-5, 6);
    assertThat(PackedNumbers.join(fixed, new long[0])).containsExactly(-5, 6);
  }

  @Test
  void malformedNumbersAreRefused() {
    assertThatThrownBy(() -> PackedNumbers.fixed64(field(new byte[7])))
        .isInstanceOf(IllegalArgumentException.class);
    byte[] endless = new byte[11];
    Arrays.fill(endless, (byte) 0x80);
    assertThatThrownBy(() -> PackedNumbers.varints(field(endless)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PackedNumbers.varints(field(new byte[] {1, (byte) 0x80})))
        .isInstanceOf(IllegalArgumentException.class);
    byte[] eleven = new byte[11];
    Arrays.fill(eleven, 0, 10, (byte) 0x80);
    assertThatThrownBy(() -> PackedNumbers.varints(field(eleven)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(PackedNumbers.varints(field(new byte[0]))).isEmpty();
  }

  private static ProtoReader field(byte[] content) {
    byte[] bytes = official(out -> out.writeByteArray(1, content));
    ProtoReader reader = new ProtoReader(bytes, 0, bytes.length);
    assertThat(reader.next()).isTrue();
    return reader;
  }
}
