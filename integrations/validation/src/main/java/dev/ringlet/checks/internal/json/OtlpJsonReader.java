// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message of OTLP from JSON: as the mapping of protobuf, but ids are hexadecimal digits and
 * fields that are not known are passed over. Protobuf's own reader takes ids for base 64, and
 * cannot be told otherwise.
 *
 * <p>As deep as Jackson lets a document be, which is 1,000 levels.
 */
public final class OtlpJsonReader {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final Set<String> IDS = Set.of("traceId", "spanId", "parentSpanId");

  private OtlpJsonReader() {}

  /**
   * Reads a message.
   *
   * @throws IOException if the text is no JSON, or a value is not of the type of its field
   */
  public static void merge(String json, Message.Builder into) throws IOException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not an object of JSON");
      }
      readMessage(parser, into);
      if (parser.nextToken() != null) {
        throw new IOException("text after the object");
      }
    }
  }

  private static void readMessage(JsonParser parser, Message.Builder into) throws IOException {
    Map<String, FieldDescriptor> fields = new HashMap<>();
    for (FieldDescriptor field : into.getDescriptorForType().getFields()) {
      fields.put(field.getJsonName(), field);
      fields.put(field.getName(), field);
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      FieldDescriptor field = fields.get(parser.currentName());
      JsonToken token = parser.nextToken();
      if (field == null || token == JsonToken.VALUE_NULL) {
        parser.skipChildren();
      } else if (field.isRepeated()) {
        require(token == JsonToken.START_ARRAY, parser, field);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          Object value = read(parser, field, into);
          if (value != null) {
            into.addRepeatedField(field, value);
          }
        }
      } else {
        Object value = read(parser, field, into);
        if (value != null) {
          into.setField(field, value);
        }
      }
    }
  }

  private static @Nullable Object read(
      JsonParser parser, FieldDescriptor field, Message.Builder into) throws IOException {
    JsonToken token = parser.currentToken();
    if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
      require(token == JsonToken.START_OBJECT, parser, field);
      Message.Builder message = into.newBuilderForField(field);
      readMessage(parser, message);
      return message.build();
    }
    require(token.isScalarValue(), parser, field);
    String text = parser.getText();
    try {
      return switch (field.getJavaType()) {
        case INT ->
            field.getType() == FieldDescriptor.Type.UINT32
                    || field.getType() == FieldDescriptor.Type.FIXED32
                ? Integer.parseUnsignedInt(text)
                : Integer.parseInt(text);
        case LONG -> isUnsigned(field) ? Long.parseUnsignedLong(text) : Long.parseLong(text);
        case FLOAT -> Float.parseFloat(text);
        case DOUBLE -> number(text);
        case BOOLEAN -> truth(text, parser, field);
        case STRING -> text;
        case BYTE_STRING -> bytes(field, text);
        case ENUM -> constant(field, text);
        case MESSAGE -> null;
      };
    } catch (IllegalArgumentException e) {
      throw new IOException(field.getJsonName() + " cannot be " + text, e);
    }
  }

  private static boolean isUnsigned(FieldDescriptor field) {
    return field.getType() == FieldDescriptor.Type.UINT64
        || field.getType() == FieldDescriptor.Type.FIXED64;
  }

  private static double number(String text) {
    return switch (text) {
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static boolean truth(String text, JsonParser parser, FieldDescriptor field)
      throws IOException {
    require(text.equals("true") || text.equals("false"), parser, field);
    return text.equals("true");
  }

  private static ByteString bytes(FieldDescriptor field, String text) {
    byte[] bytes =
        IDS.contains(field.getJsonName())
            ? HexFormat.of().parseHex(text)
            : Base64.getDecoder().decode(text);
    return ByteString.copyFrom(bytes);
  }

  /** OTLP asks for numbers; some senders write names. */
  private static @Nullable EnumValueDescriptor constant(FieldDescriptor field, String text) {
    EnumValueDescriptor named = field.getEnumType().findValueByName(text);
    return named != null
        ? named
        : field.getEnumType().findValueByNumberCreatingIfUnknown(Integer.parseInt(text));
  }

  private static void require(boolean condition, JsonParser parser, FieldDescriptor field)
      throws IOException {
    if (!condition) {
      throw new IOException(
          field.getJsonName()
              + " cannot be "
              + parser.currentToken()
              + " at column "
              + parser.currentLocation().getColumnNr());
    }
  }
}
