// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.internal.semconv;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The table against the constants that the same registry, one version earlier, was made into. */
class RegistryTest {
  /** Keys of the Java artifact that version 1.44.0 of the registry does not have any more. */
  private static final Set<String> GONE = Set.of();

  private final Registry registry = Registry.load();

  private static Map<String, AttributeType> constants() throws Exception {
    Map<String, AttributeType> keys = new TreeMap<>();
    for (String anchor :
        new String[] {
          "io.opentelemetry.semconv.HttpAttributes",
          "io.opentelemetry.semconv.incubating.HttpIncubatingAttributes"
        }) {
      URL jar = Class.forName(anchor).getProtectionDomain().getCodeSource().getLocation();
      for (String name : classes(Path.of(jar.toURI()))) {
        for (Field field : Class.forName(name).getFields()) {
          if (field.getType() == AttributeKey.class) {
            AttributeKey<?> key = (AttributeKey<?>) field.get(null);
            keys.put(key.getKey(), key.getType());
          }
        }
      }
    }
    return keys;
  }

  private static Set<String> classes(Path jar) throws IOException {
    Set<String> names = new TreeSet<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      file.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.endsWith("Attributes.class"))
          .forEach(name -> names.add(name.replace('/', '.').replace(".class", "")));
    }
    return names;
  }

  @Test
  void typesAreThoseOfTheConstants() throws Exception {
    Map<String, AttributeType> constants = constants();
    assertThat(constants).hasSizeGreaterThan(700);
    Set<String> unknown = new TreeSet<>();
    Set<String> different = new TreeSet<>();
    constants.forEach(
        (key, type) -> {
          Registry.Attribute attribute = registry.attribute(key);
          if (attribute == null) {
            unknown.add(key);
          } else if (!attribute.type().equals("any") && !attribute.valueType().equals(text(type))) {
            different.add(key + " " + type + " " + attribute.type());
          }
        });
    assertThat(different).isEmpty();
    assertThat(unknown).isEqualTo(GONE);
  }

  private static String text(AttributeType type) {
    return switch (type) {
      case STRING -> "string";
      case LONG -> "int";
      case DOUBLE -> "double";
      case BOOLEAN -> "boolean";
      case STRING_ARRAY -> "string[]";
      case LONG_ARRAY -> "int[]";
      case DOUBLE_ARRAY -> "double[]";
      case BOOLEAN_ARRAY -> "boolean[]";
      default -> "any";
    };
  }

  @Test
  void successorsExist() {
    Set<String> missing = new TreeSet<>();
    for (Registry.Attribute attribute : registry.attributes()) {
      String successor = attribute.deprecation();
      if (successor.startsWith("=") && registry.attribute(successor.substring(1)) == null) {
        missing.add(attribute.key() + successor);
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void conventionsRequireWhatThereIs() {
    assertThat(registry.spans())
        .isNotEmpty()
        .allSatisfy(
            convention ->
                assertThat(convention.required())
                    .isNotEmpty()
                    .allSatisfy(key -> assertThat(registry.attribute(key)).isNotNull()));
  }

  @Test
  void versionIsThatOfTheScript() {
    assertThat(registry.version()).isEqualTo("1.44.0");
  }

  @Test
  void metrics() {
    assertThat(registry.metric("http.server.request.duration"))
        .isEqualTo(new Registry.Metric("http.server.request.duration", "histogram", "s", ""));
    assertThat(registry.metric("shop.orders")).isNull();
  }
}
