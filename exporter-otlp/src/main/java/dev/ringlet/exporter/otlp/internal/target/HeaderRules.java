// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.target;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Checks the request headers of a user (RFC 9110, section 5). Messages contain no values. */
public final class HeaderRules {
  private static final String TOKEN_SYMBOLS = "!#$%&'*+-.^_`|~";
  private static final Set<String> OURS =
      Set.of(
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "expect",
          "keep-alive",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private static final List<String> CREDENTIAL_WORDS =
      List.of("auth", "key", "token", "secret", "cookie", "password");

  private HeaderRules() {}

  /** The first name that contains a word such as {@code auth} or {@code token}, or null. */
  public static String credentialAmong(Collection<String> names) {
    for (String name : names) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (CREDENTIAL_WORDS.stream().anyMatch(lower::contains)) {
        return name;
      }
    }
    return null;
  }

  /** Whether the exporter sets this header itself and ignores a user's value. */
  public static boolean isOurs(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return OURS.contains(lower) || lower.startsWith("grpc-");
  }

  /**
   * Checks and copies headers: the names of the result ignore case, its values are trimmed. Headers
   * that are {@linkplain #isOurs ours} are left out.
   *
   * @throws IllegalArgumentException if a name or a value is invalid
   */
  public static Map<String, String> check(Map<String, String> headers) {
    Map<String, String> checked = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach(
        (name, value) -> {
          checkName(name);
          if (!isOurs(name)) {
            checked.put(name, checkValue(name, value));
          }
        });
    return checked;
  }

  private static void checkName(String name) {
    boolean good = name != null && !name.isEmpty();
    for (int i = 0; good && i < name.length(); i++) {
      char c = name.charAt(i);
      good =
          (c >= '0' && c <= '9')
              || (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || TOKEN_SYMBOLS.indexOf(c) >= 0;
    }
    if (!good) {
      throw new IllegalArgumentException("a header has a name that is not an HTTP token");
    }
  }

  private static String checkValue(String name, String value) {
    if (value == null) {
      throw new IllegalArgumentException("header " + name + " has no value");
    }
    String trimmed = value.trim();
    for (int i = 0; i < trimmed.length(); i++) {
      char c = trimmed.charAt(i);
      if ((c < ' ' && c != '\t') || c > '~') {
        throw new IllegalArgumentException(
            "header " + name + " has a character that HTTP does not allow in a value");
      }
    }
    return trimmed;
  }
}
