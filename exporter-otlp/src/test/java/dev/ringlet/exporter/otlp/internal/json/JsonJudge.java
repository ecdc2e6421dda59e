// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.internal.LazilyParsedNumber;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Compares OTLP JSON with protobuf's own JSON of the same message, in both directions. The two
 * formats differ in ids, which are hexadecimal in one and base64 in the other; enums are numbers
 * here as in OTLP.
 */
public final class JsonJudge {
  private static final Set<String> IDS = Set.of("traceId", "spanId", "parentSpanId", "profileId");

  private static final Set<String> LISTS = Set.of("arrayValue", "kvlistValue");

  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS);

  private JsonJudge() {}

  /** Fails unless the text is one object that is equivalent to the message. */
  public static void assertSame(byte[] json, int length, Message message) {
    JsonElement tree = parse(json, length);
    assertThat(tree).isEqualTo(withEmptyLists(parse(print(message), hexFromBase64())));
    assertThat(read(tree, message)).isEqualTo(withoutNegativeZeros(message));
    assertReadAlike(json, length, tree);
  }

  /** Protobuf's reader of JSON reads numbers as decimals, of which zero has no sign. */
  private static Message withoutNegativeZeros(Message message) {
    Message.Builder builder = message.toBuilder();
    message
        .getAllFields()
        .forEach(
            (field, value) -> {
              if (value instanceof List<?> values) {
                for (int i = 0; i < values.size(); i++) {
                  builder.setRepeatedField(field, i, withoutNegativeZero(values.get(i)));
                }
              } else {
                builder.setField(field, withoutNegativeZero(value));
              }
            });
    return builder.build();
  }

  private static Object withoutNegativeZero(Object value) {
    if (value instanceof Double number && number == 0) {
      return 0.0;
    }
    return value instanceof Message message ? withoutNegativeZeros(message) : value;
  }

  /** Fails unless a second, strict JSON reader returns the same tree. */
  private static void assertReadAlike(byte[] json, int length, JsonElement tree) {
    try {
      assertThat(STRICT.readTree(json, 0, length)).isEqualTo(STRICT.readTree(tree.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds the empty {@code values} of lists and maps, which strict readers demand. */
  private static JsonElement withEmptyLists(JsonElement element) {
    if (element.isJsonArray()) {
      element.getAsJsonArray().forEach(JsonJudge::withEmptyLists);
    } else if (element.isJsonObject()) {
      element
          .getAsJsonObject()
          .entrySet()
          .forEach(
              member -> {
                withEmptyLists(member.getValue());
                if (LISTS.contains(member.getKey())
                    && member.getValue().getAsJsonObject().size() == 0) {
                  member.getValue().getAsJsonObject().add("values", new JsonArray());
                }
              });
    }
    return element;
  }

  /** Parses the text to a message; an unknown member is an error. */
  public static Message read(byte[] json, Message prototype) {
    return read(parse(json, json.length), prototype);
  }

  private static Message read(JsonElement tree, Message prototype) {
    try {
      Message.Builder builder = prototype.newBuilderForType();
      JsonFormat.parser().merge(parse(tree.toString(), base64FromHex()).toString(), builder);
      return builder.build();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(tree.toString(), e);
    }
  }

  /** Parses strict JSON in strict UTF-8, without duplicate names. */
  static JsonElement parse(byte[] json, int length) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json, 0, length)).toString();
      assertThat(text.chars().allMatch(c -> c >= ' ')).as(text).isTrue();
      return parse(text, UnaryOperator.identity());
    } catch (CharacterCodingException e) {
      throw new AssertionError(e);
    }
  }

  private static String print(Message message) {
    try {
      return JsonFormat.printer()
          .printingEnumsAsInts()
          .omittingInsignificantWhitespace()
          .print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static UnaryOperator<String> hexFromBase64() {
    return id -> HexFormat.of().formatHex(Base64.getDecoder().decode(id));
  }

  private static UnaryOperator<String> base64FromHex() {
    return id -> Base64.getEncoder().encodeToString(HexFormat.of().parseHex(id));
  }

  private static JsonElement parse(String text, UnaryOperator<String> ids) {
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      JsonElement element = value(reader, ids);
      assertThat(reader.peek()).isEqualTo(JsonToken.END_DOCUMENT);
      return element;
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  private static JsonElement value(JsonReader reader, UnaryOperator<String> ids)
      throws IOException {
    switch (reader.peek()) {
      case BEGIN_OBJECT -> {
        return object(reader, ids);
      }
      case BEGIN_ARRAY -> {
        JsonArray array = new JsonArray();
        reader.beginArray();
        while (reader.hasNext()) {
          array.add(value(reader, ids));
        }
        reader.endArray();
        return array;
      }
      case STRING -> {
        return new JsonPrimitive(reader.nextString());
      }
      case NUMBER -> {
        return new JsonPrimitive(new LazilyParsedNumber(reader.nextString()));
      }
      case BOOLEAN -> {
        return new JsonPrimitive(reader.nextBoolean());
      }
      default -> {
        reader.nextNull();
        return JsonNull.INSTANCE;
      }
    }
  }

  private static JsonObject object(JsonReader reader, UnaryOperator<String> ids)
      throws IOException {
    JsonObject object = new JsonObject();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      assertThat(object.has(name)).as(name).isFalse();
      if (IDS.contains(name)) {
        object.addProperty(name, ids.apply(reader.nextString()));
      } else {
        object.add(name, value(reader, ids));
      }
    }
    reader.endObject();
    return object;
  }
}
