// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks for values in names. All patterns are bounded or without a choice, so the time is
 * proportional to the length of the name, of which the first 1,024 characters count.
 *
 * @param kind what it is, in words
 * @param template the name with a placeholder for the value
 */
record NameIds(String kind, String template) {
  private static final int MAX_CHARS = 1024;
  private static final int LONG_NUMBER = 5;
  private static final int SHORT_HEX = 8;
  private static final int LONG_ID = 20;

  private static final Pattern URL =
      Pattern.compile("\\b(https?|wss?|ftp|jdbc:[a-z]{1,20}|amqps?|rediss?)://\\S*");
  private static final Pattern EMAIL =
      Pattern.compile("[\\w.+-]{1,64}@[\\w-]{1,63}\\.[\\w.-]{2,190}");
  private static final Pattern UUID =
      Pattern.compile(
          "\\b\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}\\b");
  private static final Pattern SQL =
      Pattern.compile(
          "^\\s*+(select|insert|update|delete|merge|replace|with|call)\\s",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SQL_LITERAL = Pattern.compile("'[^']*+'|(?<=[=<>(,])\\s*+\\d++\\b");
  private static final Pattern QUERY = Pattern.compile("\\?[\\w.\\[\\]%-]++=\\S*+");
  private static final Pattern WORD = Pattern.compile("[0-9A-Za-z]++");

  /** Returns the first value in a name, or null where it has none. */
  static @Nullable NameIds in(String fullName) {
    String name = fullName.length() > MAX_CHARS ? fullName.substring(0, MAX_CHARS) : fullName;
    if (SQL.matcher(name).find()) {
      Matcher literal = SQL_LITERAL.matcher(name);
      if (literal.find()) {
        return new NameIds("a literal of SQL", literal.replaceAll("?"));
      }
    }
    NameIds found = first(name, URL, "a URL", "{url}");
    found = found == null ? first(name, EMAIL, "an e-mail address", "{email}") : found;
    found = found == null ? first(name, UUID, "a UUID", "{id}") : found;
    found = found == null ? first(name, QUERY, "a query", "") : found;
    return found == null ? words(name) : found;
  }

  private static @Nullable NameIds first(
      String name, Pattern pattern, String kind, String placeholder) {
    Matcher matcher = pattern.matcher(name);
    return matcher.find() ? new NameIds(kind, matcher.replaceAll(placeholder)) : null;
  }

  private static @Nullable NameIds words(String name) {
    StringBuilder template = new StringBuilder(name.length());
    String kind = "";
    int end = 0;
    Matcher words = WORD.matcher(name);
    while (words.find()) {
      String of = kindOf(name, words.start(), words.end());
      if (!of.isEmpty()) {
        kind = kind.isEmpty() ? of : kind;
        template.append(name, end, words.start()).append("{id}");
        end = words.end();
      }
    }
    return kind.isEmpty()
        ? null
        : new NameIds(kind, template.append(name, end, name.length()) + "");
  }

  private static String kindOf(String name, int from, int to) {
    int length = to - from;
    int digits = 0;
    int upper = 0;
    int lower = 0;
    boolean hex = true;
    for (int i = from; i < to; i++) {
      char c = name.charAt(i);
      digits += c <= '9' ? 1 : 0;
      upper += c >= 'A' && c <= 'Z' ? 1 : 0;
      lower += c >= 'a' ? 1 : 0;
      hex &= Character.digit(c, 16) >= 0;
    }
    if (digits == length) {
      boolean segment = isBorder(name, from - 1) && isBorder(name, to) && name.indexOf('/') >= 0;
      return length >= LONG_NUMBER || segment ? "a number" : "";
    }
    if (hex && length >= SHORT_HEX && digits >= 2 && (upper == 0 || lower == 0)) {
      return "a hexadecimal id";
    }
    boolean mixed = length >= LONG_ID && digits >= 4 && digits * 6 >= length;
    return mixed && (upper == 0 || lower == 0) ? "an id" : "";
  }

  /** Whether a part of a path begins or ends here. */
  private static boolean isBorder(String name, int at) {
    return at >= 0 && at < name.length() ? name.charAt(at) == '/' : at >= name.length();
  }
}
