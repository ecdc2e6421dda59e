// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Editors complete settings from a file that Spring defines; it is made from the settings that the
 * SDK knows. {@code -Dringlet.api.record=true} writes it.
 */
class SpringMetadataTest {
  private static final Path FILE =
      Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");
  private static final List<KnownKeys.Key> OWN =
      List.of(
          new KnownKeys.Key(
              "ringlet.spring.global",
              "boolean",
              "",
              "false",
              "Registers the bean with GlobalOpenTelemetry."),
          new KnownKeys.Key(
              "ringlet.spring.micrometer",
              "boolean",
              "",
              "true",
              "Exports the meters of Micrometer through Ringlet."));

  @Test
  void fileNamesAllSettings() throws IOException {
    List<KnownKeys.Key> keys = new ArrayList<>(KnownKeys.all());
    keys.addAll(OWN);
    List<String> properties = new ArrayList<>();
    List<String> hints = new ArrayList<>();
    for (KnownKeys.Key key : keys) {
      if (key.name().contains("<number>")) {
        continue;
      }
      for (String signal : List.of("traces", "metrics", "logs", "profiles")) {
        String name = key.name().replace("<signal>", signal);
        properties.add(property(name, key));
        if (isChoice(key)) {
          hints.add(hint(name, key));
        }
        if (name.equals(key.name())) {
          break;
        }
      }
    }
    String json =
        "{\n  \"properties\": [\n"
            + String.join(",\n", properties)
            + "\n  ],\n  \"hints\": [\n"
            + String.join(",\n", hints)
            + "\n  ]\n}\n";
    assertThat(json).doesNotContainPattern("\"defaultValue\": (?!true|false|\")");
    if (Boolean.getBoolean("ringlet.api.record")) {
      Files.writeString(FILE, json);
    }
    assertThat(json)
        .as("settings; -Dringlet.api.record=true records a change that is meant")
        .isEqualTo(Files.readString(FILE));
  }

  private static String property(String name, KnownKeys.Key key) {
    boolean isText = isChoice(key) && !key.defaultValue().contains(".");
    String value =
        key.type().equals("boolean") && key.defaultValue().matches("true|false")
            ? ", \"defaultValue\": " + key.defaultValue()
            : isText ? ", \"defaultValue\": \"" + key.defaultValue() + '"' : "";
    return "    {\"name\": \""
        + name
        + "\", \"type\": \""
        + type(key.type())
        + "\", \"description\": \""
        + key.description()
        + '"'
        + value
        + '}';
  }

  private static String hint(String name, KnownKeys.Key key) {
    List<String> values = new ArrayList<>();
    for (String choice : key.type().split(", ")) {
      values.add("{\"value\": \"" + choice + "\"}");
    }
    return "    {\"name\": \"" + name + "\", \"values\": [" + String.join(", ", values) + "]}";
  }

  private static boolean isChoice(KnownKeys.Key key) {
    return key.type().contains(", ");
  }

  private static String type(String type) {
    return switch (type) {
      case "boolean" -> "java.lang.Boolean";
      case "integer" -> "java.lang.Long";
      case "number" -> "java.lang.Double";
      case "list" -> "java.util.List<java.lang.String>";
      case "map" -> "java.util.Map<java.lang.String,java.lang.String>";
      default -> "java.lang.String";
    };
  }
}
