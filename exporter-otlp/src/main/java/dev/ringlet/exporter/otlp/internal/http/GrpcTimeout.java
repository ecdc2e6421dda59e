// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

/**
 * The value of the {@code grpc-timeout} header. Times from one second on are rounded up to tenths
 * of a second, so that calls with the same timeout send the same header although a little time has
 * passed. The client's own limit is exact.
 */
final class GrpcTimeout {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long ROUNDED_FROM_MILLIS = 1000;
  private static final long STEP_MILLIS = 100;

  /** A value has eight digits at most. */
  private static final long MAX_VALUE = 99_999_999;

  private GrpcTimeout() {}

  /** The rounded time, at least one millisecond. */
  static long roundedMillis(long nanos) {
    long millis = Math.max(1, nanos / NANOS_PER_MILLI + (nanos % NANOS_PER_MILLI > 0 ? 1 : 0));
    if (millis < ROUNDED_FROM_MILLIS) {
      return millis;
    }
    return (millis + STEP_MILLIS - 1) / STEP_MILLIS * STEP_MILLIS;
  }

  /** The header value for a rounded time. */
  static String format(long millis) {
    if (millis <= MAX_VALUE) {
      return millis + "m";
    }
    return Math.min(MAX_VALUE, millis / 1000 + 1) + "S";
  }
}
