// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The settings that this starter reads itself; one that is malformed stops the start by its key.
 */
final class OwnSettings {
  static final String PREFIX = "ringlet.spring.";
  static final String GLOBAL = PREFIX + "global";
  static final String MICROMETER = PREFIX + "micrometer";
  static final SortedSet<String> KEYS =
      Collections.unmodifiableSortedSet(new TreeSet<>(Set.of(GLOBAL, MICROMETER)));

  private OwnSettings() {}

  /** A boolean, under any of the relaxed names of its key. */
  static boolean isOn(Environment environment, String key, boolean otherwise) {
    return Binder.get(environment).bind(key, Boolean.class).orElse(otherwise);
  }
}
