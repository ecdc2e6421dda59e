// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus.internal.convert;

/**
 * Names of metrics and labels in the characters that every Prometheus takes. Follows the
 * OpenTelemetry specification, "Prometheus and OpenMetrics Compatibility", sections "Metric
 * Metadata" and "Metric Attributes".
 */
final class Names {
  /** Ends of names that mean something to OpenMetrics, where the type of the metric adds them. */
  private static final String[] RESERVED_SUFFIXES = {"_total", "_created", "_bucket", "_info"};

  private Names() {}

  /** The name of a metric with each run of other characters as one underscore. */
  static String metric(String name) {
    return escape(name, true);
  }

  /** The name of a label with each run of other characters as one underscore. */
  static String label(String key) {
    String label = escape(key, false);
    return startsWithDigit(label) ? "key_" + label : label;
  }

  private static String escape(String name, boolean colon) {
    StringBuilder escaped = new StringBuilder(name.length() + 1);
    if (colon && startsWithDigit(name)) {
      escaped.append('_');
    }
    boolean underscore = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean kept = isLetterOrDigit(c) || (colon && c == ':');
      if (kept || !underscore) {
        escaped.append(kept ? c : '_');
      }
      underscore = !kept;
    }
    return escaped.toString();
  }

  private static boolean startsWithDigit(String name) {
    return !name.isEmpty() && name.charAt(0) >= '0' && name.charAt(0) <= '9';
  }

  static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** The name without the ends that the type of the metric adds, as long as something is left. */
  static String withoutReservedSuffixes(String name) {
    String stem = name;
    for (int i = 0; i < RESERVED_SUFFIXES.length; i++) {
      String suffix = RESERVED_SUFFIXES[i];
      if (stem.equals(suffix)) {
        return stem.substring(1);
      }
      if (stem.endsWith(suffix)) {
        stem = stem.substring(0, stem.length() - suffix.length());
        i = -1; // the one before may stand behind it
      }
    }
    return stem;
  }
}
