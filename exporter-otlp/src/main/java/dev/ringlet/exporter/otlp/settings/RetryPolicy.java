// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.settings;

import java.time.Duration;
import java.util.Objects;

/**
 * When and how often a request is retried after a transient failure: exponential backoff, each wait
 * varied at random by up to a fifth, never shorter than the receiver requested. Retries always end
 * with the exporter's timeout.
 *
 * @param maxAttempts maximum number of attempts for one request, 1 to 100; 1 means no retries
 * @param initialBackoff the wait before the second attempt, more than zero
 * @param maxBackoff the longest wait that the policy itself chooses, not less than {@code
 *     initialBackoff}
 * @param backoffMultiplier factor between consecutive waits, 1 or more
 */
public record RetryPolicy(
    int maxAttempts, Duration initialBackoff, Duration maxBackoff, double backoffMultiplier) {
  private static final Duration LONGEST = Duration.ofDays(1);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException naming the value that is out of range
   */
  public RetryPolicy {
    Objects.requireNonNull(initialBackoff, "initialBackoff");
    Objects.requireNonNull(maxBackoff, "maxBackoff");
    if (maxAttempts < 1 || maxAttempts > 100) {
      throw new IllegalArgumentException("maxAttempts must be from 1 to 100");
    }
    if (initialBackoff.isNegative() || initialBackoff.isZero()) {
      throw new IllegalArgumentException("initialBackoff must be more than zero");
    }
    if (maxBackoff.compareTo(initialBackoff) < 0 || maxBackoff.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("maxBackoff must be from initialBackoff to one day");
    }
    if (!(backoffMultiplier >= 1) || backoffMultiplier > 100) {
      throw new IllegalArgumentException("backoffMultiplier must be from 1 to 100");
    }
  }

  /**
   * Five attempts, waiting 1 s at first and 5 s at most, each wait half as long again as the last.
   */
  public static RetryPolicy getDefault() {
    return new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(5), 1.5);
  }

  /** One attempt only. */
  public static RetryPolicy none() {
    return new RetryPolicy(1, Duration.ofSeconds(1), Duration.ofSeconds(1), 1);
  }
}
