// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of the table: some settings, and why the two SDKs differ over them.
 *
 * @param text the settings as they are written
 * @param reason null where there is to be no difference
 */
record Row(String text, @Nullable String reason) {
  private static final String REASON = " !! ";

  static List<Row> all() throws IOException {
    List<Row> rows = new ArrayList<>();
    try (InputStream in = Row.class.getResourceAsStream("settings.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (!line.isBlank() && !line.startsWith("#")) {
          int at = line.indexOf(REASON);
          rows.add(
              at < 0
                  ? new Row(line.strip(), null)
                  : new Row(line.substring(0, at).strip(), line.substring(at + REASON.length())));
        }
      }
    }
    return rows;
  }

  /**
   * The settings; {@code {name}} stands for a place, {@code \\s} and {@code \\n} for white space.
   */
  Map<String, String> settings(Map<String, String> places) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String one : text.split(" & ")) {
      int equals = one.indexOf('=');
      String value = one.substring(equals + 1).replace("\\s", " ").replace("\\n", "\n");
      for (Map.Entry<String, String> place : places.entrySet()) {
        value = value.replace('{' + place.getKey() + '}', place.getValue());
      }
      settings.put(one.substring(0, equals).strip(), value);
    }
    return settings;
  }

  @Override
  public String toString() {
    return text;
  }
}
