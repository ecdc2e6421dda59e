// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

/**
 * Numbers of credit cards in a text: of the length and with the first digits of a brand, with the
 * check digit of Luhn, in one piece or in groups.
 */
final class CardNumbers {
  private static final int MIN_DIGITS = 13;
  private static final int MAX_DIGITS = 16;

  private CardNumbers() {}

  static boolean isIn(String text) {
    int[] digits = new int[MAX_DIGITS];
    int i = 0;
    while (i < text.length()) {
      if (!isDigit(text, i) || isPartOfWord(text, i - 1)) {
        i++;
        continue;
      }
      int count = 0;
      int end = i;
      boolean isTooLong = false;
      int separator = 0;
      for (int at = i; at < text.length(); at++) {
        char c = text.charAt(at);
        if (isDigit(text, at)) {
          isTooLong |= count == MAX_DIGITS;
          if (count < MAX_DIGITS) {
            digits[count++] = c - '0';
          }
          end = at + 1;
        } else if ((c == ' ' || c == '-')
            && (separator == 0 || separator == c)
            && at == end
            && isDigit(text, at + 1)
            && count < MAX_DIGITS) {
          separator = c;
        } else {
          break;
        }
      }
      if (!isTooLong && !isPartOfWord(text, end) && isCard(digits, count)) {
        return true;
      }
      i = end;
    }
    return false;
  }

  private static boolean isDigit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  /** Whether a number goes on here, as a fraction, a version or an identifier. */
  private static boolean isPartOfWord(String text, int at) {
    return at >= 0
        && at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at))
            || text.charAt(at) == '.'
            || text.charAt(at) == '_'
            || text.charAt(at) == '-');
  }

  private static boolean isCard(int[] digits, int count) {
    if (count < MIN_DIGITS) {
      return false;
    }
    int first2 = digits[0] * 10 + digits[1];
    int first4 = first2 * 100 + digits[2] * 10 + digits[3];
    boolean brand =
        switch (count) {
          case 13 -> digits[0] == 4;
          case 15 -> first2 == 34 || first2 == 37;
          case 16 ->
              digits[0] == 4
                  || first2 >= 51 && first2 <= 55
                  || first4 >= 2221 && first4 <= 2720
                  || first4 == 6011
                  || first2 == 65;
          default -> false;
        };
    return brand && hasCheckDigit(digits, count);
  }

  private static boolean hasCheckDigit(int[] digits, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      int digit = digits[count - 1 - i];
      int doubled = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
      sum += i % 2 == 0 ? digit : doubled;
    }
    return sum % 10 == 0;
  }
}
