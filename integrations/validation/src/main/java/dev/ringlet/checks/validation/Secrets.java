// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks for text that looks like a secret, in the first 16,384 characters. All repetitions are
 * bounded or possessive, so hostile text takes no more than a fixed time for each character.
 */
final class Secrets {
  private static final int MAX_CHARS = 16_384;

  /** Last words of keys whose values are secrets. */
  private static final Set<String> KEYS =
      Set.of(
          "password",
          "passwd",
          "pwd",
          "secret",
          "client_secret",
          "api_key",
          "apikey",
          "access_token",
          "refresh_token",
          "private_key",
          "authorization",
          "proxy-authorization",
          "cookie",
          "set-cookie",
          "x-api-key");

  private static final Set<String> HIDDEN =
      Set.of("", "redacted", "[redacted]", "?", "null", "none");

  private record Shape(String kind, String mark, Pattern pattern) {
    Shape(String kind, String mark, String pattern) {
      this(kind, mark, Pattern.compile(pattern));
    }
  }

  /** The mark is in each text that the pattern matches, and quicker to look for. */
  private static final Shape[] SHAPES = {
    new Shape("a private key", "PRIVATE KEY", "-----BEGIN [A-Z ]{0,20}PRIVATE KEY( BLOCK)?-----"),
    new Shape("a bearer token", "earer ", "\\b[Bb]earer [A-Za-z0-9._~+/-]{16,4096}"),
    new Shape("basic credentials", "asic ", "\\b[Bb]asic [A-Za-z0-9+/]{16,1024}={0,2}"),
    new Shape("a JSON web token", "eyJ", "\\beyJ[\\w-]{8,2048}\\.eyJ[\\w-]{8,4096}\\.[\\w-]{8}"),
    new Shape("an AWS access key", "A", "\\b(AKIA|ASIA)[0-9A-Z]{16}\\b"),
    new Shape("a GitHub token", "gh", "\\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_\\w{22,255})"),
    new Shape("a Slack token", "xox", "\\bxox[abprs]-[A-Za-z0-9-]{10,250}"),
    new Shape("a Google API key", "AIza", "\\bAIza[\\w-]{35}"),
    new Shape("a Stripe key", "k_live_", "\\b[sr]k_live_[A-Za-z0-9]{16,250}"),
    new Shape(
        "a password in a URL",
        "://",
        "\\b[a-z][a-z0-9+.-]{0,15}://[^/\\s:@]{0,64}:(?!REDACTED|\\*|[{<?$%@])[^/\\s@]{1,128}@"),
    new Shape(
        "a credential in a query",
        "=",
        "(?i)[?&;](password|passwd|pwd|secret|client_secret|token|access_token|refresh_token|api_?key"
            + "|sig|signature|x-amz-signature|x-goog-signature)=(?!REDACTED|\\*|[{<?$]|%2A)[^&\\s]{4}"),
  };

  private Secrets() {}

  /** Returns what a value looks like, or null. */
  static @Nullable String in(String fullText) {
    if (fullText.length() < 8) {
      return null;
    }
    String text = fullText.length() > MAX_CHARS ? fullText.substring(0, MAX_CHARS) : fullText;
    for (Shape shape : SHAPES) {
      if (text.contains(shape.mark) && shape.pattern.matcher(text).find()) {
        return shape.kind;
      }
    }
    return CardNumbers.isIn(text) ? "the number of a credit card" : null;
  }

  /** Whether a key says that its value is a secret, and the value is not hidden. */
  static boolean isSecretKey(String key, String value) {
    String last = key.substring(key.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return KEYS.contains(last)
        && !HIDDEN.contains(value.strip().toLowerCase(Locale.ROOT))
        && !value.chars().allMatch(c -> c == '*' || c == 'x' || c == 'X');
  }
}
