// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.json;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Encodes messages in valid ways that no encoder of ours uses: fields in any order, lists scattered
 * and packed in chunks or not at all, repeated values of singular fields, messages in parts,
 * members of a oneof that replace each other, and unknown fields.
 */
final class ScrambledEncoding {
  private final Random random;

  ScrambledEncoding(Random random) {
    this.random = random;
  }

  /** A part of an encoding that may be written between any others. */
  private interface Piece {
    void writeTo(CodedOutputStream out) throws IOException;
  }

  byte[] encode(Message message) {
    List<Piece> pieces = new ArrayList<>();
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (field.isRepeated()) {
        list(pieces, field, (List<?>) message.getField(field));
      } else if (field.hasPresence() ? message.hasField(field) : random.nextBoolean()) {
        single(pieces, field, message.getField(field));
      }
    }
    for (OneofDescriptor oneof : message.getDescriptorForType().getRealOneofs()) {
      FieldDescriptor member = message.getOneofFieldDescriptor(oneof);
      boolean parts = member != null && member.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      if (!parts && random.nextInt(3) == 0) { // another member, before or after this one
        FieldDescriptor field = oneof.getField(random.nextInt(oneof.getFieldCount()));
        pieces.add(out -> field(out, field, message.getField(field)));
      }
    }
    while (random.nextInt(3) == 0) {
      pieces.add(unknown(message));
    }
    Collections.shuffle(pieces, random);
    return write(
        out -> {
          for (Piece piece : pieces) {
            piece.writeTo(out);
          }
        });
  }

  private static byte[] write(Piece piece) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      piece.writeTo(out);
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void single(List<Piece> pieces, FieldDescriptor field, Object value) {
    pieces.add(out -> field(out, field, value));
    if (random.nextInt(3) == 0) {
      pieces.add(out -> field(out, field, value));
    }
    if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE && random.nextInt(5) == 0) {
      pieces.add(out -> field(out, field, field.getDefaultValue()));
    }
  }

  private void list(List<Piece> pieces, FieldDescriptor field, List<?> values) {
    for (int i = 0; i < values.size(); ) {
      int count = field.isPackable() ? random.nextInt(values.size() - i + 1) : 1;
      List<?> some = values.subList(i, i + count);
      boolean packed = field.isPackable() && (count != 1 || random.nextBoolean());
      pieces.add(out -> elements(out, field, some, packed));
      i += count;
    }
  }

  private void elements(CodedOutputStream out, FieldDescriptor field, List<?> some, boolean packed)
      throws IOException {
    if (!packed) {
      for (Object one : some) {
        field(out, field, one);
      }
      return;
    }
    byte[] chunk =
        write(
            inner -> {
              for (Object one : some) {
                scalar(inner, field, one);
              }
            });
    out.writeByteArray(field.getNumber(), chunk);
  }

  private void field(CodedOutputStream out, FieldDescriptor field, Object value)
      throws IOException {
    if (value instanceof Message message) {
      out.writeByteArray(field.getNumber(), encode(message));
    } else if (value instanceof String text) {
      out.writeString(field.getNumber(), text);
    } else if (value instanceof ByteString bytes) {
      out.writeBytes(field.getNumber(), bytes);
    } else {
      out.writeTag(field.getNumber(), wireType(field));
      scalar(out, field, value);
    }
  }

  private static int wireType(FieldDescriptor field) {
    return switch (field.getType()) {
      case FIXED64, SFIXED64, DOUBLE -> 1;
      case FIXED32 -> 5;
      default -> 0;
    };
  }

  private static void scalar(CodedOutputStream out, FieldDescriptor field, Object value)
      throws IOException {
    switch (field.getType()) {
      case BOOL -> out.writeBoolNoTag((Boolean) value);
      case DOUBLE -> out.writeDoubleNoTag((Double) value);
      case FIXED64, SFIXED64 -> out.writeFixed64NoTag((Long) value);
      case FIXED32 -> out.writeFixed32NoTag((Integer) value);
      case SINT32 -> out.writeSInt32NoTag((Integer) value);
      case INT32 -> out.writeInt32NoTag((Integer) value);
      case UINT32 -> out.writeUInt32NoTag((Integer) value);
      case INT64, UINT64 -> out.writeUInt64NoTag((Long) value);
      case ENUM -> out.writeInt32NoTag(((EnumValueDescriptor) value).getNumber());
      default -> throw new AssertionError(field.getFullName());
    }
  }

  /** Returns a field with a number or a wire type that the message does not have. */
  private Piece unknown(Message message) {
    int number = 1 + random.nextInt(random.nextBoolean() ? 40 : (1 << 29) - 1);
    FieldDescriptor field = message.getDescriptorForType().findFieldByNumber(number);
    byte[] junk = new byte[random.nextInt(10)];
    random.nextBytes(junk);
    boolean known = field != null;
    int wireType = known ? wireType(field) : -1;
    if (!known) {
      return switch (random.nextInt(4)) {
        case 0 -> out -> out.writeUInt64(number, -1);
        case 1 -> out -> out.writeFixed64(number, -1);
        case 2 -> out -> out.writeFixed32(number, -1);
        default -> out -> out.writeByteArray(number, junk);
      };
    }
    return wireType == 5 || field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        ? out -> out.writeFixed64(number, 7)
        : out -> out.writeFixed32(number, 7);
  }
}
