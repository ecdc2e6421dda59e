// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ids;

import io.opentelemetry.api.trace.SpanContext;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Trace and span ids as numbers: generation, and conversion to and from lower-case hex. A trace id
 * is two longs, high and low, and valid unless both are zero; a span id is one long, and valid
 * unless it is zero. See W3C Trace Context, "trace-id" and "parent-id".
 */
public final class Ids {
  /** Length of a trace id in hex digits. */
  public static final int TRACE_ID_HEX_LENGTH = 32;

  /** Length of a span id in hex digits. */
  public static final int SPAN_ID_HEX_LENGTH = 16;

  private static final HexFormat HEX = HexFormat.of();

  // ThreadLocalRandom alone may repeat on identical devices; see Entropy. Zero while each id comes
  // from the operating system.
  private static final AtomicLong SALT = new AtomicLong(entropy());

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Ids() {}

  /** A random number that is not zero: a span id, or either half of a trace id. */
  public static long random() {
    long id;
    do {
      long salt = SALT.get();
      id = salt == 0 ? entropy() : ThreadLocalRandom.current().nextLong() ^ salt;
    } while (id == 0);
    return id;
  }

  /** A random number from 0 (inclusive) to 1 (exclusive). */
  public static double randomFraction() {
    return (random() >>> 11) * 0x1.0p-53;
  }

  /**
   * Takes each random number from the operating system from now on, because this process may be
   * copied with all its memory; slow, until {@link #reseed}.
   */
  public static void drawFromSystem() {
    SALT.set(0);
  }

  /** Makes the numbers of this process differ from those of its copies, at full speed. */
  public static void reseed() {
    SALT.set(entropy());
  }

  private static long entropy() {
    long number;
    do {
      number = Entropy.longs(1)[0];
    } while (number == 0);
    return number;
  }

  /** Whether a trace id is valid. */
  public static boolean isValid(long traceIdHigh, long traceIdLow) {
    return (traceIdHigh | traceIdLow) != 0;
  }

  /**
   * Writes a trace id as 32 lower-case hex digits. Allocates the string and an array of 16 bytes.
   */
  public static String traceIdHex(long high, long low) {
    byte[] bytes = new byte[2 * Long.BYTES];
    LONGS.set(bytes, 0, high);
    LONGS.set(bytes, Long.BYTES, low);
    return HEX.formatHex(bytes);
  }

  /**
   * Writes a trace id as 32 lower-case hex digits. Allocates only the string.
   *
   * @param scratch at least 32 bytes, which are overwritten from index 0 on
   */
  public static String traceIdHex(long high, long low, byte[] scratch) {
    putHex(high, scratch, 0);
    putHex(low, scratch, SPAN_ID_HEX_LENGTH);
    return new String(scratch, 0, TRACE_ID_HEX_LENGTH, StandardCharsets.ISO_8859_1);
  }

  /** Writes a span id as 16 lower-case hex digits. Allocates only the string. */
  public static String spanIdHex(long id) {
    return HEX.toHexDigits(id);
  }

  /** Writes 16 lower-case hex digits into {@code target} from {@code offset} on. */
  public static void putHex(long number, byte[] target, int offset) {
    LONGS.set(target, offset, hexDigits(number >>> 32));
    LONGS.set(target, offset + Long.BYTES, hexDigits(number & 0xffff_ffffL));
  }

  /** The eight hex digits of a number below 2^32, as ASCII, the first in the highest byte. */
  private static long hexDigits(long number) {
    long digits = (number | number << 16) & 0x0000_ffff_0000_ffffL;
    digits = (digits | digits << 8) & 0x00ff_00ff_00ff_00ffL;
    digits = (digits | digits << 4) & 0x0f0f_0f0f_0f0f_0f0fL;
    long letters = (digits + 0x0606_0606_0606_0606L) >>> 4 & 0x0101_0101_0101_0101L;
    return digits + 0x3030_3030_3030_3030L + letters * ('a' - '0' - 10);
  }

  /**
   * Whether {@code text} has {@code length} lower-case hex digits from {@code offset} on.
   *
   * @return false also for null and for a text that is too short
   */
  public static boolean isHex(CharSequence text, int offset, int length) {
    if (text == null || offset < 0 || text.length() - offset < length) {
      return false;
    }
    for (int i = offset; i < offset + length; i++) {
      if (digit(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads 16 lower-case hex digits from {@code offset} on.
   *
   * @return the number, or zero if they are not 16 lower-case hex digits; check with {@link #isHex}
   *     where zero is a valid result
   */
  public static long parseHex(CharSequence text, int offset) {
    if (text == null || offset < 0 || text.length() - offset < 16) {
      return 0;
    }
    long number = 0;
    int bad = 0;
    for (int i = 0; i < 16; i++) {
      int digit = digit(text.charAt(offset + i));
      bad |= digit;
      number = number << 4 | digit & 0xf;
    }
    return bad < 0 ? 0 : number;
  }

  /** Whether {@code text} is a valid trace id: 32 lower-case hex digits, not all zero. */
  public static boolean isTraceId(CharSequence text) {
    return text != null
        && text.length() == TRACE_ID_HEX_LENGTH
        && isHex(text, 0, TRACE_ID_HEX_LENGTH)
        && isValid(parseHex(text, 0), parseHex(text, 16));
  }

  /** Whether {@code text} is a valid span id: 16 lower-case hex digits, not all zero. */
  public static boolean isSpanId(CharSequence text) {
    return text != null && text.length() == SPAN_ID_HEX_LENGTH && parseHex(text, 0) != 0;
  }

  /** The first half of a context's trace id; zero if the trace id is not valid. */
  public static long traceIdHigh(SpanContext context) {
    if (context instanceof NumericIds ids) {
      return ids.traceIdHigh();
    }
    String text = context.getTraceId();
    return isTraceId(text) ? parseHex(text, 0) : 0;
  }

  /** The last half of a context's trace id; zero if the trace id is not valid. */
  public static long traceIdLow(SpanContext context) {
    if (context instanceof NumericIds ids) {
      return ids.traceIdLow();
    }
    String text = context.getTraceId();
    return isTraceId(text) ? parseHex(text, 16) : 0;
  }

  /** A context's span id; zero if it is not valid. */
  public static long spanId(SpanContext context) {
    if (context instanceof NumericIds ids) {
      return ids.spanIdNumber();
    }
    String text = context.getSpanId();
    return isSpanId(text) ? parseHex(text, 0) : 0;
  }

  /** The value of a lower-case hex digit, or a negative number. */
  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }
}
