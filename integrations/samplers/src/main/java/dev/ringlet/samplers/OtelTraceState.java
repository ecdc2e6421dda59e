// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import io.opentelemetry.api.trace.TraceState;

/**
 * The member {@code ot} of a trace state. Follows the OpenTelemetry specification, "TraceState
 * Handling". Reading allocates nothing.
 */
final class OtelTraceState {
  static final String KEY = "ot";
  static final long INVALID = -1;

  private static final int DIGITS = 14;
  private static final int MAX_CHARS = 256;

  private OtelTraceState() {}

  /** The member's value; empty if there is none or it is too long. */
  static String of(TraceState state) {
    String value = state.get(KEY);
    return value == null || value.length() > MAX_CHARS ? "" : value;
  }

  /** The sampling threshold, or {@link #INVALID}. */
  static long threshold(String ot) {
    return value(ot, "th:", 1);
  }

  /** The explicit randomness value, or {@link #INVALID}. */
  static long randomValue(String ot) {
    return value(ot, "rv:", DIGITS);
  }

  /** Whether there is a threshold or a random value that cannot be read. */
  static boolean hasInvalid(TraceState state) {
    String ot = state.get(KEY);
    return ot != null
        && ((ot.contains("th:") && threshold(of(state)) == INVALID)
            || (ot.contains("rv:") && randomValue(of(state)) == INVALID));
  }

  /** The last value of a key, extended to 14 digits. */
  private static long value(String ot, String key, int leastDigits) {
    long value = INVALID;
    int end;
    for (int at = 0; at < ot.length(); at = end + 1) {
      end = ot.indexOf(';', at);
      end = end < 0 ? ot.length() : end;
      if (ot.startsWith(key, at)) {
        value = hex(ot, at + key.length(), end, leastDigits);
      }
    }
    return value;
  }

  private static long hex(String text, int from, int until, int leastDigits) {
    int digits = until - from;
    if (digits < leastDigits || digits > DIGITS) {
      return INVALID;
    }
    long value = 0;
    for (int i = from; i < until; i++) {
      char c = text.charAt(i);
      int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
      if (digit < 0) {
        return INVALID;
      }
      value = value << 4 | digit;
    }
    return value << 4 * (DIGITS - digits);
  }

  /** A threshold below 2^56 in the form of {@code th}, without zeros at the end. */
  static String thresholdText(long threshold) {
    StringBuilder text = new StringBuilder(DIGITS);
    appendHex(text, threshold);
    int length = DIGITS;
    while (length > 1 && text.charAt(length - 1) == '0') {
      length--;
    }
    return text.substring(0, length);
  }

  private static void appendHex(StringBuilder text, long value) {
    for (int shift = 4 * (DIGITS - 1); shift >= 0; shift -= 4) {
      text.append(Character.forDigit((int) (value >>> shift) & 15, 16));
    }
  }

  /**
   * The trace state with a threshold, or without, and with a random value if it has or gets one.
   *
   * @param threshold {@link #INVALID} or 2^56 for none
   * @param randomValue to add where there is none; {@link #INVALID} for none
   */
  static TraceState with(TraceState state, long threshold, long randomValue) {
    String ot = of(state);
    long random = randomValue(ot);
    String th = isThreshold(threshold) ? "th:" + thresholdText(threshold) : "";
    String changed = join(th, random == INVALID ? randomValue : random, ot);
    if (changed.length() > MAX_CHARS) {
      changed = join("", random, ot); // a member without a threshold is still true
    }
    return changed.isEmpty()
        ? state.toBuilder().remove(KEY).build()
        : state.toBuilder().put(KEY, changed).build();
  }

  private static boolean isThreshold(long threshold) {
    return threshold >= 0 && threshold < SamplingIntent.MAX_THRESHOLD;
  }

  private static String join(String th, long random, String ot) {
    StringBuilder text = new StringBuilder(th);
    if (random != INVALID) {
      appendHex(text.append(text.isEmpty() ? "" : ";").append("rv:"), random);
    }
    for (String member : ot.isEmpty() ? new String[0] : ot.split(";", 0)) {
      if (!member.startsWith("th:") && !member.startsWith("rv:")) {
        text.append(text.isEmpty() ? "" : ";").append(member);
      }
    }
    return text.toString();
  }
}
