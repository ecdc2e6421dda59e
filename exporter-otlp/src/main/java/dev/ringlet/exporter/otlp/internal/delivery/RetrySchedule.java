// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.exporter.otlp.settings.RetryPolicy;
import java.util.function.DoubleSupplier;

/**
 * Decides whether and when one request is sent again: exponential backoff with jitter, the
 * receiver's delay plus jitter as the minimum, everything within the deadline. A wait that would
 * exceed the deadline is not begun. Sends nothing and does not wait. Used by one thread at a time.
 */
final class RetrySchedule {
  private static final double JITTER = 0.2;
  private static final int ATTEMPTS_WITH_FALLBACK = 2;

  /**
   * The circumstances of a failure.
   *
   * @param stored whether a spool keeps the request, so that later ones need not wait for it
   * @param closing whether the exporter is being closed
   * @param endpointsWaitNanos how long no endpoint lets a request through
   */
  record Circumstances(boolean stored, boolean closing, long endpointsWaitNanos) {}

  private final RetryPolicy policy;
  private final DoubleSupplier random;
  private final long deadlineNanos;
  private double backoffNanos;
  private int attempts = 1;

  /** Begins with the first attempt; {@code random} returns values from 0 to 1. */
  RetrySchedule(RetryPolicy policy, DoubleSupplier random, long deadlineNanos) {
    this.policy = policy;
    this.random = random;
    this.deadlineNanos = deadlineNanos;
    backoffNanos = policy.initialBackoff().toNanos();
  }

  /** Attempts beyond the first. */
  int retries() {
    return attempts - 1;
  }

  /** Returns the wait before the next attempt, or -1 if the result stands. */
  long nanosToWait(ExportResult result, Circumstances now, long nanoTime) {
    if (attempts == policy.maxAttempts() || !isWorthRepeating(result, now)) {
      return -1;
    }
    long wait = backoff(result.retryAfterNanos());
    return wait >= deadlineNanos - nanoTime ? -1 : wait;
  }

  private boolean isWorthRepeating(ExportResult result, Circumstances now) {
    if (result.kind() != ExportResult.Kind.RETRY
        || result.cause() == FailureCause.CERTIFICATE // not corrected within seconds
        || result.cause() == FailureCause.CLOSED
        || (now.closing && result.cause() == FailureCause.UNREACHABLE)) {
      return false;
    }
    return !now.stored || (attempts < ATTEMPTS_WITH_FALLBACK && now.endpointsWaitNanos == 0);
  }

  /** Backoff varies by a fifth in both directions, the receiver's delay only upwards. */
  private long backoff(long serverNanos) {
    double varied = random.getAsDouble();
    double own = backoffNanos * (1 - JITTER + 2 * JITTER * varied);
    double floor = serverNanos <= 0 ? 0 : serverNanos * (1 + JITTER * varied);
    return (long) Math.max(own, floor);
  }

  /** Begins the next attempt, after the wait. */
  void repeat() {
    attempts++;
    backoffNanos =
        Math.min(backoffNanos * policy.backoffMultiplier(), policy.maxBackoff().toNanos());
  }
}
