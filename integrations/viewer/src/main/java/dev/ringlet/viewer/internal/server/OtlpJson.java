// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.ringlet.export.Signal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/** OTLP JSON: protobuf's JSON, except that ids are hexadecimal. */
final class OtlpJson {
  private static final Set<String> IDS =
      Set.of(
          "traceId",
          "spanId",
          "parentSpanId",
          "profileId",
          "trace_id",
          "span_id",
          "parent_span_id",
          "profile_id");
  private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().omittingInsignificantWhitespace();

  private OtlpJson() {}

  static Message read(Signal signal, byte[] body) throws InvalidProtocolBufferException {
    Message.Builder request = OtlpIntake.newRequest(signal);
    try {
      JsonElement json = JsonParser.parseString(new String(body, StandardCharsets.UTF_8));
      rewriteIds(json);
      PARSER.merge(json.toString(), request);
    } catch (JsonParseException | IllegalArgumentException | StackOverflowError e) {
      throw new InvalidProtocolBufferException("no OTLP JSON: " + e.getMessage());
    }
    return request.build();
  }

  static String write(Message response) throws InvalidProtocolBufferException {
    return PRINTER.print(response);
  }

  private static void rewriteIds(JsonElement root) {
    Deque<JsonElement> next = new ArrayDeque<>();
    next.push(root);
    while (!next.isEmpty()) {
      JsonElement element = next.pop();
      if (element instanceof JsonArray array) {
        array.forEach(next::push);
      } else if (element instanceof JsonObject object) {
        for (Map.Entry<String, JsonElement> member : object.entrySet()) {
          if (IDS.contains(member.getKey()) && member.getValue().isJsonPrimitive()) {
            byte[] id = HexFormat.of().parseHex(member.getValue().getAsString());
            member.setValue(new JsonPrimitive(Base64.getEncoder().encodeToString(id)));
          } else {
            next.push(member.getValue());
          }
        }
      }
    }
  }
}
