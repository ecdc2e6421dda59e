// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fuzz.targets;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import dev.ringlet.internal.bytes.PackedNumbers;
import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.proofs.fuzz.FuzzTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** {@link ProtoReader} against protobuf's own reader of fields, at any place in an array. */
public final class WireTarget implements FuzzTarget {
  private static final int MARGIN = 3;
  private static final int MAX_DEPTH = 4;

  @Override
  public void run(byte[] input) throws Exception {
    byte[] amid = new byte[input.length + 2 * MARGIN];
    Arrays.fill(amid, (byte) 0x7f);
    System.arraycopy(input, 0, amid, MARGIN, input.length);
    check(new ProtoReader(amid, MARGIN, input.length), input, 0);
  }

  private static void check(ProtoReader reader, byte[] input, int depth) throws IOException {
    List<String> expected = expected(input);
    List<String> actual = new ArrayList<>();
    try {
      while (reader.next()) {
        actual.add(describe(reader));
        assertThat(reader.tag()).isEqualTo(reader.field() << 3 | reader.tag() & 7);
        assertThat(reader.end()).isGreaterThan(reader.start());
        if (reader.hasLength() && depth < MAX_DEPTH) {
          below(reader, depth);
        }
      }
    } catch (IllegalArgumentException malformed) {
      actual.add("malformed");
    }
    assertThat(actual).isEqualTo(expected);
    ProtoReader again = reader.again();
    for (int i = 0; i < expected.size() - 1; i++) {
      assertThat(again.next()).isTrue();
    }
  }

  private static void below(ProtoReader reader, int depth) throws IOException {
    byte[] bytes = reader.bytes();
    assertThat(reader.length()).isEqualTo(bytes.length);
    assertThat(reader.string()).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
    assertThat(reader.string(2).length()).isLessThanOrEqualTo(2);
    try {
      reader.number();
      throw new AssertionError("a number of a field with a length");
    } catch (IllegalArgumentException expected) {
      // as documented
    }
    assertThat(packed(() -> PackedNumbers.varints(reader)))
        .isEqualTo(expectedPacked(bytes, WireTarget::varint));
    assertThat(packed(() -> PackedNumbers.fixed64(reader)))
        .isEqualTo(expectedPacked(bytes, CodedInputStream::readRawLittleEndian64));
    check(reader.message(), bytes, depth + 1);
  }

  private static String describe(ProtoReader reader) {
    String value =
        reader.hasLength()
            ? HexFormat.of().formatHex(reader.bytes())
            : reader.number() + " " + reader.signed();
    return reader.field() + " " + (reader.tag() & 7) + " " + value;
  }

  /** All fields, and the word malformed if they do not end well. */
  private static List<String> expected(byte[] input) throws IOException {
    List<String> fields = new ArrayList<>();
    CodedInputStream in = CodedInputStream.newInstance(input);
    try {
      while (!in.isAtEnd()) {
        long tag = varint(in);
        if (tag >>> 32 != 0 || tag >>> 3 == 0) {
          fields.add("malformed");
          return fields;
        }
        String value =
            switch ((int) tag & 7) {
              case 0 -> number(varint(in));
              case 1 -> number(in.readRawLittleEndian64());
              case 2 -> bytes(in, input.length);
              case 5 -> number(in.readRawLittleEndian32() & 0xffff_ffffL);
              default -> throw new IOException("a group, or no wire type");
            };
        fields.add((tag >>> 3) + " " + (tag & 7) + " " + value);
      }
    } catch (IOException malformed) {
      fields.add("malformed");
    }
    return fields;
  }

  /** Of ten bytes at most; protobuf-java may read on in the tenth. */
  private static long varint(CodedInputStream in) throws IOException {
    long value = 0;
    for (int i = 0; i < 10; i++) {
      byte b = in.readRawByte();
      value |= (b & 0x7fL) << 7 * i;
      if (b >= 0) {
        return value;
      }
    }
    throw new IOException("a number of more than ten bytes");
  }

  private static String number(long number) {
    return number + " " + CodedInputStream.decodeZigZag32((int) number);
  }

  private static String bytes(CodedInputStream in, int all) throws IOException {
    long length = varint(in);
    if (length < 0 || length > all - in.getTotalBytesRead()) {
      throw new IOException("beyond the end");
    }
    return HexFormat.of().formatHex(in.readRawBytes((int) length));
  }

  /** Reads numbers, each of which may end badly. */
  private interface Numbers {
    long[] read();
  }

  private interface RawNumber {
    long read(CodedInputStream in) throws IOException;
  }

  private static String packed(Numbers numbers) {
    try {
      return Arrays.toString(numbers.read());
    } catch (IllegalArgumentException malformed) {
      return "malformed";
    }
  }

  private static String expectedPacked(byte[] bytes, RawNumber number) {
    List<Long> numbers = new ArrayList<>();
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    try {
      while (!in.isAtEnd()) {
        numbers.add(number.read(in));
      }
    } catch (IOException malformed) {
      return "malformed";
    }
    return numbers.toString();
  }

  @Override
  public List<byte[]> seeds() {
    HexFormat hex = HexFormat.of();
    return List.of(
        hex.parseHex("0a0568656c6c6f1001"),
        hex.parseHex("0a090a0568656c6c6f1001190102030405060708250102030432010a"),
        hex.parseHex("08ffffffffffffffffff01"));
  }

  @Override
  public List<String> covered() {
    return List.of(ProtoReader.class.getName(), PackedNumbers.class.getName());
  }
}
