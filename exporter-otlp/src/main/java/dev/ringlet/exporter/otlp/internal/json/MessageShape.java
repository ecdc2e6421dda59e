// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.json;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * The fields of a protobuf message: for each field number the JSON name, the type and the
 * cardinality. Immutable after {@link #fields}.
 */
final class MessageShape {
  /** More than the largest field number of OTLP; masks of fields have 64 bits. */
  static final int MAX_FIELDS = 32;

  /** The types of fields, as far as they differ on the wire or in JSON. */
  enum Type {
    BOOL(0),
    INT32(0),
    UINT32(0),
    SINT32(0),
    INT64(0),
    UINT64(0),
    FIXED32(5),
    FIXED64(1),
    SFIXED64(1),
    DOUBLE(1),
    STRING(2),
    BYTES(2),
    /** Bytes of an id: hexadecimal in OTLP's JSON, not base64. */
    ID(2),
    MESSAGE(2);

    final int wireType;

    Type(int wireType) {
      this.wireType = wireType;
    }
  }

  private final String name;
  private final Type[] types = new Type[MAX_FIELDS];
  private final byte[][] keys = new byte[MAX_FIELDS][];
  private final MessageShape[] messages = new MessageShape[MAX_FIELDS];
  private long repeated;
  private long explicit;
  private long oneof;
  private int always;

  MessageShape(String name) {
    this.name = name;
  }

  /**
   * Parses the fields from text: type, name and number of each, separated by commas. A suffix of
   * the type gives the cardinality: {@code *} for a repeated field, {@code !} for a repeated field
   * that is written even when empty (one per message), {@code ?} for an optional field, and {@code
   * |} for a member of the oneof, of which no message of OTLP has more than one.
   */
  void fields(String text, Map<String, MessageShape> known) {
    for (String field : text.split(",")) {
      String[] parts = field.trim().split(" +");
      int number = Integer.parseInt(parts[2]);
      long bit = 1L << number;
      String type = parts[0];
      char mark = type.charAt(type.length() - 1);
      if (!Character.isLetterOrDigit(mark)) {
        type = type.substring(0, type.length() - 1);
        repeated |= mark == '*' || mark == '!' ? bit : 0;
        always = mark == '!' ? number : always;
        explicit |= mark == '?' || mark == '|' ? bit : 0;
        oneof |= mark == '|' ? bit : 0;
      }
      keys[number] = ('"' + parts[1] + "\":").getBytes(StandardCharsets.US_ASCII);
      messages[number] = known.get(type);
      types[number] =
          messages[number] != null ? Type.MESSAGE : Type.valueOf(type.toUpperCase(Locale.ROOT));
    }
  }

  String name() {
    return name;
  }

  /** The number of the repeated field that is written even when empty, or 0. */
  int alwaysField() {
    return always;
  }

  /** The type of a field, or null if no field has this number and wire type. */
  Type type(int field, int wireType) {
    Type type = field < MAX_FIELDS ? types[field] : null;
    if (type == null || type.wireType == wireType) {
      return type;
    }
    return wireType == 2 && isRepeated(field) ? type : null; // packed
  }

  /** The type of a field, or null. */
  Type type(int field) {
    return types[field];
  }

  /** The JSON name of a field, with quotes and colon. */
  byte[] key(int field) {
    return keys[field];
  }

  /** The shape of a message field, or null. */
  MessageShape message(int field) {
    return messages[field];
  }

  boolean isRepeated(int field) {
    return (repeated >> field & 1) != 0;
  }

  /** Whether a default value is written too. */
  boolean isExplicit(int field) {
    return (explicit >> field & 1) != 0;
  }

  boolean isOneof(int field) {
    return (oneof >> field & 1) != 0;
  }
}
