// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.bytes;

/**
 * Writes strings as UTF-8 into a caller's byte array without allocating. The bytes are those of
 * {@code String.getBytes(StandardCharsets.UTF_8)}: an unpaired surrogate becomes one {@code '?'}.
 * Any thread may call; no state is kept.
 */
public final class Utf8 {

  /** Maximum number of UTF-8 bytes of a {@code char}. */
  public static final int MAX_BYTES_PER_CHAR = 3;

  /** Up to this length the chars are stored one by one. */
  static final int LOOP_CHARS = 8;

  /**
   * Up to this length a loop over {@code charAt} looks at the chars, above it a loop over an array.
   * The first is faster on JDK 17, the second on 25.
   */
  static final int MEDIUM_CHARS = Runtime.version().feature() < 25 ? 64 : 16;

  private Utf8() {}

  /**
   * Writes the first {@code chars} chars of {@code s} at {@code dst[off]} if all of them are ASCII.
   * Otherwise the content of those bytes is undefined. For texts up to {@link #MEDIUM_CHARS}. The
   * first four chars need no loop, whose form the JIT finds good or bad by chance.
   *
   * @return whether all are ASCII
   */
  static boolean encodeAscii(String s, int chars, byte[] dst, int off) {
    if (chars > LOOP_CHARS) {
      return copyAscii(s, chars, dst, off);
    }
    int seen = 0;
    int i = 0;
    if (chars >= 4) {
      char first = s.charAt(0);
      char second = s.charAt(1);
      char third = s.charAt(2);
      char fourth = s.charAt(3);
      dst[off] = (byte) first;
      dst[off + 1] = (byte) second;
      dst[off + 2] = (byte) third;
      dst[off + 3] = (byte) fourth;
      seen = first | second | third | fourth;
      i = 4;
    }
    for (; i < chars; i++) {
      char c = s.charAt(i);
      seen |= c;
      dst[off + i] = (byte) c;
    }
    return seen < 0x80;
  }

  /**
   * The JDK copies the lower bytes of all chars at once. Looking at them afterwards, four at a
   * time, costs less than a loop that looks and stores. Up to 16 chars the groups of four overlap
   * and need no loop, which C2 would prepare with as many instructions as it has.
   */
  @SuppressWarnings("deprecation") // the lower bytes are what is wanted
  private static boolean copyAscii(String s, int chars, byte[] dst, int off) {
    s.getBytes(0, chars, dst, off);
    int last = chars - 4;
    int seen = bitsOfFour(s, 0) | bitsOfFour(s, 4) | bitsOfFour(s, last - 4) | bitsOfFour(s, last);
    if (last > 12) {
      seen |= bitsBetween(s, 8, last - 4);
    }
    return seen < 0x80;
  }

  private static int bitsBetween(String s, int from, int to) {
    int seen = 0;
    for (int i = from; i < to; i += 4) {
      seen |= bitsOfFour(s, i);
    }
    return seen;
  }

  private static int bitsOfFour(String s, int from) {
    return s.charAt(from) | s.charAt(from + 1) | s.charAt(from + 2) | s.charAt(from + 3);
  }

  /**
   * Does the same as {@link #encodeAscii} for long texts, with an array of one char or more to work
   * in. The JDK also copies the chars into an array, where the loop that looks at them is always
   * fast. A loop over {@code charAt} takes up to four times as long once the process has used a
   * string that is not Latin-1: it then asks for each char how the string is stored.
   */
  @SuppressWarnings("deprecation") // the lower bytes are what is wanted
  static boolean encodeLongAscii(String s, int chars, byte[] dst, int off, char[] work) {
    s.getBytes(0, chars, dst, off);
    int seen = 0;
    for (int from = 0; from < chars && seen < 0x80; from += work.length) {
      int length = Math.min(work.length, chars - from);
      s.getChars(from, from + length, work, 0);
      seen = bitsOf(work, length);
    }
    return seen < 0x80;
  }

  private static int bitsOf(char[] text, int length) {
    int first = 0;
    int second = 0;
    int third = 0;
    int fourth = 0;
    int i = 0;
    for (; i < length - 3; i += 4) {
      first |= text[i];
      second |= text[i + 1];
      third |= text[i + 2];
      fourth |= text[i + 3];
    }
    for (; i < length; i++) {
      first |= text[i];
    }
    return first | second | third | fourth;
  }

  /**
   * The number of bytes that {@link ProtoWriter#encodeUtf8} would write, without writing.
   *
   * @param s the text
   * @param chars how many chars to count, 0 to {@code s.length()}
   * @return the exact length in bytes
   */
  public static int encodedLength(String s, int chars) {
    int length = chars;
    for (int i = 0; i < chars; i++) {
      char c = s.charAt(i);
      if (c >= 0x80) {
        length += c < 0x800 ? 1 : 2;
        if (Character.isSurrogate(c)) {
          // A pair takes 4 bytes for 2 chars, an unpaired half takes 1.
          if (isPairAt(s, i, chars)) {
            i++;
          } else {
            length -= 2;
          }
        }
      }
    }
    return length;
  }

  /**
   * How many of the first {@code chars} chars of {@code s} fit into {@code maxBytes} bytes. A pair
   * of surrogates fits whole or not at all.
   */
  public static int charsWithin(String s, int chars, int maxBytes) {
    if (maxBytes >= (long) MAX_BYTES_PER_CHAR * chars) {
      return chars;
    }
    int left = maxBytes;
    int i = 0;
    while (i < chars) {
      boolean pair = isPairAt(s, i, chars);
      char c = s.charAt(i);
      left -= c < 0x80 ? 1 : c < 0x800 ? 2 : pair ? 4 : Character.isSurrogate(c) ? 1 : 3;
      if (left < 0) {
        return i;
      }
      i += pair ? 2 : 1;
    }
    return chars;
  }

  /** Writes any text; for those that are known not to be ASCII. */
  public static int encodeAny(String s, int chars, byte[] dst, int off) {
    int at = off;
    for (int i = 0; i < chars; i++) {
      char c = s.charAt(i);
      if (c < 0x80) {
        dst[at++] = (byte) c;
      } else if (c < 0x800) {
        dst[at++] = (byte) (0xC0 | c >> 6);
        dst[at++] = (byte) (0x80 | c & 0x3F);
      } else if (!Character.isSurrogate(c)) {
        dst[at++] = (byte) (0xE0 | c >> 12);
        dst[at++] = (byte) (0x80 | c >> 6 & 0x3F);
        dst[at++] = (byte) (0x80 | c & 0x3F);
      } else if (isPairAt(s, i, chars)) {
        int codePoint = Character.toCodePoint(c, s.charAt(++i));
        dst[at++] = (byte) (0xF0 | codePoint >> 18);
        dst[at++] = (byte) (0x80 | codePoint >> 12 & 0x3F);
        dst[at++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
        dst[at++] = (byte) (0x80 | codePoint & 0x3F);
      } else {
        dst[at++] = '?';
      }
    }
    return at - off;
  }

  private static boolean isPairAt(String s, int i, int chars) {
    return Character.isHighSurrogate(s.charAt(i))
        && i + 1 < chars
        && Character.isLowSurrogate(s.charAt(i + 1));
  }
}
