// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * What a native image of an application has to know of this starter beyond what Spring finds by
 * itself: the classes by whose presence log appenders and resource detectors are chosen when the
 * application starts, and the file with the version.
 */
final class RingletRuntimeHints implements RuntimeHintsRegistrar {
  RingletRuntimeHints() {}

  @Override
  public void registerHints(RuntimeHints hints, ClassLoader loader) {
    for (String name : LogAppenders.CLASSES) {
      hints.reflection().registerTypeIfPresent(loader, name);
    }
    hints.reflection().registerTypeIfPresent(loader, ApplicationFacts.DETECTOR_CLASS);
    hints.resources().registerPattern("dev/ringlet/spring/" + ApplicationFacts.VERSION_FILE);
  }
}
