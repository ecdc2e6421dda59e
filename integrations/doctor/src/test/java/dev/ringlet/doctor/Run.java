// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.doctor;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A run of the command: its exit code and what it printed. */
record Run(int code, String text) {
  /** With system properties and arguments, and no environment. */
  static Run of(Map<String, String> properties, String... arguments) {
    return of(properties, Map.of(), "", arguments);
  }

  static Run of(
      Map<String, String> properties,
      Map<String, String> environment,
      String answers,
      String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code =
        Doctor.run(
            List.of(arguments),
            properties,
            environment,
            new BufferedReader(new StringReader(answers)),
            new PrintStream(out, true, StandardCharsets.UTF_8));
    return new Run(code, out.toString(StandardCharsets.UTF_8));
  }

  /** Of traces alone, so that there is one endpoint. */
  static Run ofTraces(String... settings) {
    Map<String, String> properties = new HashMap<>();
    properties.put("otel.metrics.exporter", "none");
    properties.put("otel.logs.exporter", "none");
    for (int i = 0; i < settings.length; i += 2) {
      properties.put(settings[i], settings[i + 1]);
    }
    return of(properties);
  }

  /** The lines below a title. */
  List<String> below(String title) {
    List<String> lines = new ArrayList<>();
    boolean inside = false;
    for (String line : text.split("\\R")) {
      if (!line.startsWith("  ")) {
        inside = line.equals(title);
      } else if (inside) {
        lines.add(line.strip());
      }
    }
    return lines;
  }
}
