// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.config;

/**
 * Thrown for an invalid setting. The message names the key and the expected values, and shows the
 * value unless it may be a secret.
 */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_SHOWN_CHARS = 40;
  private static final String[] SECRET_WORDS = {
    "headers", "endpoint", "proxy", "password", "secret", "token", "credential"
  };

  /** Creates an exception with a message that names a key and has no secret. */
  public ConfigException(String message) {
    super(message);
  }

  /**
   * Creates an exception that shows the value, unless the key or the form of the value suggest a
   * secret.
   *
   * @param expected the possible values, as in "one of grpc, http/protobuf"
   */
  public static ConfigException of(String key, String expected, String value) {
    return new ConfigException(message(key, expected, value));
  }

  static String message(String key, String expected, String value) {
    boolean shown = mayBeShown(value);
    for (String word : SECRET_WORDS) {
      shown &= !key.contains(word);
    }
    return key + ": expected " + expected + (shown ? ", not \"" + value + '"' : "");
  }

  /**
   * Any key may contain a secret by mistake. Words, numbers and numbers with a unit are shown; a
   * value that is long, has other characters, or digits after letters is not.
   */
  private static boolean mayBeShown(String value) {
    boolean letters = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      if ((digit && letters) || (!digit && !letter && " _-./,+".indexOf(c) < 0)) {
        return false;
      }
      letters |= letter;
    }
    return value.length() <= MAX_SHOWN_CHARS;
  }
}
