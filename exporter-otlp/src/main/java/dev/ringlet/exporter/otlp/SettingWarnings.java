// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp;

import java.util.logging.Logger;

/** Warns of settings that have no effect or are unsafe. */
final class SettingWarnings {
  private SettingWarnings() {}

  /**
   * The logger is no constant, because an application that never logs here should not initialize
   * logging.
   */
  static void warn(String text) {
    Logger.getLogger(SettingWarnings.class.getName()).warning(text);
  }
}
