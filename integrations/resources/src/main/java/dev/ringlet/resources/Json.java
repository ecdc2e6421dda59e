// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.resources;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a JSON text as pairs of a JSON pointer (RFC 6901) and a value in text. */
final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** All numbers, booleans and strings that are not empty; nothing if the text is no JSON. */
  static Map<String, String> values(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    try (JsonParser parser = FACTORY.createParser(text)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken().isScalarValue() && parser.getText() != null) {
          String value = parser.getText().trim();
          if (!value.isEmpty() && !value.equals("null")) {
            values.put(parser.getParsingContext().pathAsPointer().toString(), value);
          }
        }
      }
      return values;
    } catch (IOException e) {
      return Map.of();
    }
  }
}
