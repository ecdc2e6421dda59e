// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The types of a configuration file, from {@code schema.txt}, which describes its own form. */
final class Schema {
  enum Kind {
    OBJECT,
    OPEN,
    CHOICE,
    PLUGIN_CHOICE,
    MAP,
    ENUM
  }

  /**
   * One type.
   *
   * @param keys the type of each key, in the order of the file
   * @param required the keys that must have a value
   * @param names the values of an enumeration
   */
  record Type(
      String name, Kind kind, Map<String, String> keys, Set<String> required, List<String> names) {}

  private final Map<String, Type> types = new HashMap<>();

  private Schema() {}

  static Schema load() {
    Schema schema = new Schema();
    schema.types.put("empty", new Type("empty", Kind.OBJECT, Map.of(), Set.of(), List.of()));
    Type last = null;
    for (String line : lines()) {
      if (line.startsWith("#") || line.isBlank()) {
        continue;
      }
      String[] words = line.trim().split(" ", 2);
      if (line.startsWith(" ")) {
        Type type = Objects.requireNonNull(last, "a key without a type");
        boolean required = words[0].endsWith("!");
        String key = required ? words[0].substring(0, words[0].length() - 1) : words[0];
        type.keys().put(key, words[1]);
        if (required) {
          type.required().add(key);
        }
      } else {
        last = type(words[0], words[1]);
        schema.types.put(last.name(), last);
      }
    }
    return schema;
  }

  private static List<String> lines() {
    try (InputStream in = Schema.class.getResourceAsStream("schema.txt")) {
      return new String(
              Objects.requireNonNull(in, "schema.txt").readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Type type(String name, String form) {
    List<String> words = List.of(form.split(" "));
    Kind kind =
        switch (words.get(0)) {
          case "object" -> Kind.OBJECT;
          case "open" -> Kind.OPEN;
          case "choice" -> Kind.CHOICE;
          case "choice+" -> Kind.PLUGIN_CHOICE;
          case "map" -> Kind.MAP;
          case "enum" -> Kind.ENUM;
          default -> throw new IllegalStateException(form);
        };
    return new Type(
        name,
        kind,
        new LinkedHashMap<>(),
        new LinkedHashSet<>(),
        kind == Kind.ENUM ? words.subList(1, words.size()) : List.of());
  }

  /** The type of a name; null for those that are built in, such as {@code string}. */
  @Nullable Type type(String name) {
    return types.get(name);
  }
}
