// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus.internal.convert;

import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Map;

/**
 * Units of UCUM in the words of Prometheus. Follows the OpenTelemetry specification, "Prometheus
 * and OpenMetrics Compatibility", section "Metric Metadata".
 */
final class Units {
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("a", "years"),
          Map.entry("mo", "months"),
          Map.entry("wk", "weeks"),
          Map.entry("d", "days"),
          Map.entry("h", "hours"),
          Map.entry("min", "minutes"),
          Map.entry("s", "seconds"),
          Map.entry("ms", "milliseconds"),
          Map.entry("us", "microseconds"),
          Map.entry("ns", "nanoseconds"),
          Map.entry("By", "bytes"),
          Map.entry("KiBy", "kibibytes"),
          Map.entry("MiBy", "mebibytes"),
          Map.entry("GiBy", "gibibytes"),
          Map.entry("TiBy", "tebibytes"),
          Map.entry("kBy", "kilobytes"),
          Map.entry("KBy", "kilobytes"), // not of UCUM, but in use
          Map.entry("MBy", "megabytes"),
          Map.entry("GBy", "gigabytes"),
          Map.entry("TBy", "terabytes"),
          Map.entry("m", "meters"),
          Map.entry("V", "volts"),
          Map.entry("A", "amperes"),
          Map.entry("J", "joules"),
          Map.entry("W", "watts"),
          Map.entry("g", "grams"),
          Map.entry("Cel", "celsius"),
          Map.entry("Hz", "hertz"),
          Map.entry("%", "percent"));

  private Units() {}

  /**
   * The unit for a metric's metadata and name, or null for one without.
   *
   * @param isUtf8 whether it keeps dots
   */
  static Unit of(String ucum, boolean isUtf8) {
    String unit = withoutAnnotations(ucum).trim();
    if (unit.isEmpty() || unit.equals("1") || unit.equals("/")) {
      return null;
    }
    int slash = unit.indexOf('/');
    String words = WORDS.get(unit);
    if (words == null && slash >= 0) {
      String of = word(unit.substring(0, slash).trim());
      words = of + (of.isEmpty() ? "per_" : "_per_") + singular(unit.substring(slash + 1).trim());
    }
    String name = Names.withoutReservedSuffixes(trim(escape(words == null ? unit : words, isUtf8)));
    return name.isEmpty() ? null : new Unit(name);
  }

  private static String word(String ucum) {
    return WORDS.getOrDefault(ucum, ucum);
  }

  private static String singular(String ucum) {
    String word = WORDS.get(ucum);
    return word == null
        ? ucum
        : word.endsWith("s") && !word.equals("celsius")
            ? word.substring(0, word.length() - 1)
            : word;
  }

  /** Without what stands in braces, which is a remark. */
  private static String withoutAnnotations(String ucum) {
    StringBuilder kept = new StringBuilder(ucum.length());
    int from = 0;
    for (int open = ucum.indexOf('{'); open >= 0; open = ucum.indexOf('{', from)) {
      int close = ucum.indexOf('}', open);
      if (close < 0) {
        break;
      }
      kept.append(ucum, from, open);
      from = close + 1;
    }
    return kept.append(ucum, from, ucum.length()).toString();
  }

  private static String escape(String name, boolean dot) {
    StringBuilder escaped = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      escaped.append(Names.isLetterOrDigit(c) || c == ':' || dot && c == '.' ? c : '_');
    }
    return escaped.toString();
  }

  private static String trim(String name) {
    int from = 0;
    int to = name.length();
    while (from < to && isFiller(name.charAt(from))) {
      from++;
    }
    while (to > from && isFiller(name.charAt(to - 1))) {
      to--;
    }
    return name.substring(from, to);
  }

  private static boolean isFiller(char c) {
    return c == '_' || c == '.';
  }
}
