// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples.recipes;

import java.lang.reflect.Field;
import java.util.Set;
import java.util.TreeSet;

/**
 * Names in the registry of the semantic conventions. Those of generative AI are all marked as
 * deprecated there, because they have moved to a registry of their own, which no artifact has.
 */
final class SemanticConventions {
  private SemanticConventions() {}

  /** The attributes of one of its classes. */
  static Set<String> names(String type) throws ReflectiveOperationException {
    Set<String> names = new TreeSet<>();
    for (Field field :
        Class.forName("io.opentelemetry.semconv.incubating." + type).getDeclaredFields()) {
      if (field.getType().getSimpleName().equals("AttributeKey")) {
        names.add(field.get(null).toString());
      }
    }
    return names;
  }
}
