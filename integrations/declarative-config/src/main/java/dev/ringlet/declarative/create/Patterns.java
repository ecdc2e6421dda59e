// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative.create;

import dev.ringlet.declarative.yaml.Node;
import dev.ringlet.internal.text.Wildcards;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Names with {@code *} for any text and {@code ?} for any character; case matters. */
final class Patterns {
  private Patterns() {}

  static boolean matches(String pattern, String name) {
    return Wildcards.matches(pattern, name, false);
  }

  private static boolean matchAny(List<String> patterns, String name) {
    return patterns.stream().anyMatch(pattern -> matches(pattern, name));
  }

  /** The names that {@code included} and {@code excluded} leave; all without a node. */
  static Predicate<String> of(@Nullable Node node) {
    if (node == null) {
      return name -> true;
    }
    List<String> included = node.texts("included");
    List<String> excluded = node.texts("excluded");
    return name -> (included.isEmpty() || matchAny(included, name)) && !matchAny(excluded, name);
  }
}
