// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.house;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds packages that depend on each other, directly or by way of others. */
final class PackageCycles {
  private final Map<String, Set<String>> uses = new TreeMap<>();

  private PackageCycles(JavaClasses classes, String root) {
    for (JavaClass from : classes) {
      for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
        String source = from.getPackageName();
        String target = dependency.getTargetClass().getBaseComponentType().getPackageName();
        if (!target.equals(source) && source.startsWith(root) && target.startsWith(root)) {
          uses.computeIfAbsent(source, any -> new TreeSet<>()).add(target);
        }
      }
    }
  }

  /** Those packages below {@code root} from which a way leads back to themselves. */
  static Set<String> in(JavaClasses classes, String root) {
    PackageCycles graph = new PackageCycles(classes, root);
    Set<String> found = new TreeSet<>();
    for (String name : graph.uses.keySet()) {
      if (graph.reachable(name).contains(name)) {
        found.add(name);
      }
    }
    return found;
  }

  /** Every package that one depends on; itself only by way of another. */
  private Set<String> reachable(String from) {
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(Set.of(from));
    while (!open.isEmpty()) {
      for (String next : uses.getOrDefault(open.pop(), Set.of())) {
        if (seen.add(next)) {
          open.push(next);
        }
      }
    }
    return seen;
  }
}
