// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative.yaml;

import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers and booleans in the forms of the core schema of YAML 1.2. A quoted scalar in such a form
 * is taken for one where one is expected, as the official SDK does.
 */
public final class Scalars {
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  private Scalars() {}

  /** The whole number that a text is, or null. */
  public static @Nullable BigInteger integer(String text) {
    if (INTEGER.matcher(text).matches()) {
      return new BigInteger(text);
    }
    if (text.matches("0x[0-9a-fA-F]+")) {
      return new BigInteger(text.substring(2), 16);
    }
    return text.matches("0o[0-7]+") ? new BigInteger(text.substring(2), 8) : null;
  }

  /** The number that a text is, or null; none that is infinite or not a number. */
  public static @Nullable Double number(String text) {
    if (NUMBER.matcher(text).matches()) {
      return Double.valueOf(text);
    }
    BigInteger integer = integer(text);
    return integer == null ? null : integer.doubleValue();
  }

  /** Whether a text is true or false. */
  public static boolean isBoolean(String text) {
    return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
  }
}
