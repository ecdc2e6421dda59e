// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus.internal.format;

import io.prometheus.metrics.config.EscapingScheme;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Chooses what a scraper gets. Follows "Content negotiation" and "Escaping schemes" of Prometheus'
 * documentation, and RFC 9110, section 12.5: the range with the highest weight of those that there
 * is a format for, the first of equal ones; the text of version 0.0.4 where there is none.
 *
 * @param format how metrics are written
 * @param scheme what becomes of names with other characters
 * @param isSchemeNamed whether the scraper named the scheme
 */
public record Negotiation(Format format, EscapingScheme scheme, boolean isSchemeNamed) {
  private static final Negotiation DEFAULT =
      new Negotiation(Format.TEXT, EscapingScheme.UNDERSCORE_ESCAPING, false);

  /** Chooses by the lines of a header {@code Accept}, which may be missing. */
  public static Negotiation of(List<String> accept) {
    Negotiation best = DEFAULT;
    double most = 0;
    for (String range : accept == null ? new String[0] : String.join(",", accept).split(",")) {
      String[] parts = range.split(";", -1);
      Map<String, String> parameters = new TreeMap<>();
      for (int i = 1; i < parts.length; i++) {
        int equals = parts[i].indexOf('=');
        if (equals > 0) {
          parameters.put(lower(parts[i].substring(0, equals)), unquoted(parts[i], equals + 1));
        }
      }
      double weight = weight(parameters.get("q"));
      Format format = weight > most ? format(lower(parts[0]), parameters) : null;
      if (format != null) {
        EscapingScheme scheme = scheme(parameters.get("escaping"));
        best = new Negotiation(format, scheme == null ? DEFAULT.scheme : scheme, scheme != null);
        most = weight;
      }
    }
    return best;
  }

  /** The header {@code Content-Type} of the answer. */
  public String contentType() {
    return format.contentType() + (isSchemeNamed ? scheme.toHeaderFormat() : "");
  }

  private static String lower(String text) {
    return text.trim().toLowerCase(Locale.ROOT);
  }

  private static String unquoted(String text, int from) {
    String value = text.substring(from).trim();
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private static double weight(String q) {
    try {
      return q == null ? 1 : Double.parseDouble(q);
    } catch (NumberFormatException malformed) {
      return 0;
    }
  }

  private static Format format(String type, Map<String, String> parameters) {
    String version = parameters.getOrDefault("version", "");
    return switch (type) {
      case "application/vnd.google.protobuf" ->
          parameters.getOrDefault("proto", "").equals("io.prometheus.client.MetricFamily")
                  && parameters.getOrDefault("encoding", "delimited").equals("delimited")
              ? Format.PROTOBUF
              : null;
      case "application/openmetrics-text" ->
          switch (version) {
            case "", "0.0.1", "1.0.0" -> Format.OPEN_METRICS;
            default -> null;
          };
      case "text/plain" ->
          switch (version) {
            case "", "0.0.4" -> Format.TEXT;
            case "1.0.0" -> Format.UTF8_TEXT;
            default -> null;
          };
      case "text/*", "*/*" -> Format.TEXT;
      default -> null;
    };
  }

  /** Null for one that is missing or unknown. */
  private static EscapingScheme scheme(String name) {
    for (EscapingScheme scheme : EscapingScheme.values()) {
      if (scheme.getValue().equals(name)) {
        return scheme;
      }
    }
    return null;
  }
}
