// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * What a native image of an application has to know of this starter beyond what Spring finds by
 * itself: the classes by whose presence log appenders are chosen when the application starts.
 */
final class RingletRuntimeHints implements RuntimeHintsRegistrar {
  RingletRuntimeHints() {}

  @Override
  public void registerHints(RuntimeHints hints, ClassLoader loader) {
    for (String name : LogAppenders.CLASSES) {
      hints.reflection().registerTypeIfPresent(loader, name);
    }
  }
}
