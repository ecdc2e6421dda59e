// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus;

import dev.ringlet.config.Config;
import java.util.Locale;

/**
 * How names of metrics and attributes become those of Prometheus. Follows the OpenTelemetry
 * specification, "Metrics Exporter - Prometheus", section "Translation Strategy".
 */
public enum TranslationStrategy {
  /** Each run of characters that older versions of Prometheus reject becomes one underscore. */
  UNDERSCORE_ESCAPING_WITH_SUFFIXES,

  /**
   * Names are kept, with the suffixes of unit and type. A scraper gets such names only if it
   * requests {@code escaping=allow-utf-8}.
   */
  NO_UTF8_ESCAPING_WITH_SUFFIXES;

  static TranslationStrategy fromConfig(Config config) {
    TranslationStrategy standard = UNDERSCORE_ESCAPING_WITH_SUFFIXES;
    String name =
        config.getEnum(
            "ringlet.exporter.prometheus.translation.strategy",
            standard.key(),
            standard.key(),
            NO_UTF8_ESCAPING_WITH_SUFFIXES.key());
    return name.equals(standard.key()) ? standard : NO_UTF8_ESCAPING_WITH_SUFFIXES;
  }

  private String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
