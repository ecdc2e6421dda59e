// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

/**
 * The intent of a {@link ComposableSampler}, as a number, so that no intent is an object. Follows
 * the OpenTelemetry specification, "Tracing SDK", section "GetSamplingIntent".
 */
public final class SamplingIntent {
  /** Samples no span. */
  public static final long NONE = -1;

  /** The threshold above all random values, 2^56. */
  public static final long MAX_THRESHOLD = 1L << 56;

  /** Samples every span. */
  public static final long ALL = of(0, true);

  private static final long UNRELIABLE = 1L << 62;

  private SamplingIntent() {}

  /**
   * The intent to sample spans whose random value is at least a threshold.
   *
   * @param threshold 0 to 2^56; the lower, the more spans are sampled
   * @param adjustedCountReliable whether the number of spans that a sampled span represents can be
   *     derived from the threshold
   */
  public static long of(long threshold, boolean adjustedCountReliable) {
    if (threshold < 0 || threshold > MAX_THRESHOLD) {
      throw new IllegalArgumentException("threshold must be in range [0, 2^56]");
    }
    return adjustedCountReliable ? threshold : threshold | UNRELIABLE;
  }

  /** The threshold of an intent, 0 to 2^56; {@link #NONE} if it is to sample no span. */
  public static long threshold(long intent) {
    return intent < 0 ? NONE : intent & ~UNRELIABLE;
  }

  /**
   * Whether the number of spans that a sampled span represents can be derived from the threshold.
   */
  public static boolean isAdjustedCountReliable(long intent) {
    return intent >= 0 && (intent & UNRELIABLE) == 0;
  }
}
