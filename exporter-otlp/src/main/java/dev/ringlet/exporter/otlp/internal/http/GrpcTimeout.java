// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

/**
 * The time that a call may take, as the server is told. Longer times are rounded up to tenths of a
 * second, so that calls with the same budget send the same header although each has used a little
 * of it: the client's own limit is exact.
 */
final class GrpcTimeout {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long ROUNDED_FROM_MILLIS = 1000;
  private static final long STEP_MILLIS = 100;

  /** A value has eight digits at most. */
  private static final long MAX_VALUE = 99_999_999;

  private GrpcTimeout() {}

  /** The time to tell, at least one millisecond. */
  static long roundedMillis(long nanos) {
    long millis = Math.max(1, nanos / NANOS_PER_MILLI + (nanos % NANOS_PER_MILLI > 0 ? 1 : 0));
    if (millis < ROUNDED_FROM_MILLIS) {
      return millis;
    }
    return (millis + STEP_MILLIS - 1) / STEP_MILLIS * STEP_MILLIS;
  }

  /** The value of {@code grpc-timeout}. */
  static String format(long millis) {
    if (millis <= MAX_VALUE) {
      return millis + "m";
    }
    return Math.min(MAX_VALUE, millis / 1000 + 1) + "S";
  }
}
