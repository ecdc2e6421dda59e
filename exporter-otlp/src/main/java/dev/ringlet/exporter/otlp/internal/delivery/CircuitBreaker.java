// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Blocks requests to an endpoint that does not work: closed after a success, open for some time
 * after failures, then half open, when one request may try.
 *
 * <p>It opens after five failures in a row, at once after one that an operator must correct
 * (credentials, path, certificate, wrong server), and for as long as the receiver requests. The
 * longest open time doubles with each opening in a row; the actual time is drawn at random between
 * half a second and the longest. A request that the receiver refuses for its content says nothing
 * about the endpoint and counts as a success; a request that was cut short by closing is ignored.
 *
 * <p>Thread-safe. Late results of requests that were sent before it opened count, too: a success
 * closes the breaker, a failure changes nothing.
 */
public final class CircuitBreaker {
  /** The state of a breaker for the next request. */
  public enum State {
    /** Lets everything through. */
    CLOSED,
    /** Lets nothing through until its time is over. */
    OPEN,
    /** One request is trying. */
    HALF_OPEN
  }

  static final int FAILURES_TO_OPEN = 5;
  static final long BASE_NANOS = 1_000_000_000L;
  static final long MAX_NANOS = 30 * BASE_NANOS;
  static final long MAX_MISCONFIGURED_NANOS = 300 * BASE_NANOS;
  private static final int MAX_DOUBLINGS = 30;

  private final LongSupplier nanoTime;
  private final DoubleSupplier random;
  private State state = State.CLOSED;
  private FailureCause lastFailure = FailureCause.NONE;
  private long openUntil;
  private int failures;
  private int openings;

  /** Creates a closed breaker; {@code random} returns values from 0 to 1. */
  CircuitBreaker(LongSupplier nanoTime, DoubleSupplier random) {
    this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
    this.random = Objects.requireNonNull(random, "random");
  }

  /** Whether a request may be sent now; then {@link #record} must get its result. */
  synchronized boolean tryPass() {
    if (state == State.OPEN && nanoTime.getAsLong() - openUntil >= 0) {
      state = State.HALF_OPEN;
      return true;
    }
    return state == State.CLOSED;
  }

  /** Takes the result of a request that was let through. */
  synchronized void record(ExportResult result) {
    boolean trial = state == State.HALF_OPEN;
    if (trial) {
      open(0); // whatever is thrown below, and if nothing was learned: another request may try
    }
    if (result.cause() == FailureCause.CLOSED || result.cause() == FailureCause.INTERNAL) {
      return;
    }
    if (isFailure(result)) {
      fail(result, trial);
    } else {
      state = State.CLOSED;
      lastFailure = FailureCause.NONE;
      failures = 0;
      openings = 0;
    }
  }

  private void fail(ExportResult result, boolean trial) {
    lastFailure = result.cause();
    failures++;
    long asked = result.retryAfterNanos();
    boolean misconfigured = isMisconfiguration(result);
    if (state == State.OPEN && !trial) {
      if (asked > 0 && nanoTime.getAsLong() + asked - openUntil > 0) {
        open(asked);
      }
    } else if (asked > 0) {
      open(asked);
    } else if (trial || misconfigured || failures >= FAILURES_TO_OPEN) {
      open(backoffNanos(misconfigured ? MAX_MISCONFIGURED_NANOS : MAX_NANOS));
    }
  }

  private void open(long nanos) {
    state = State.OPEN;
    openUntil = nanoTime.getAsLong() + nanos;
  }

  private long backoffNanos(long maxNanos) {
    openings = Math.min(openings + 1, MAX_DOUBLINGS);
    double longest = Math.min(maxNanos, Math.scalb((double) BASE_NANOS, openings));
    double shortest = BASE_NANOS / 2.0;
    return (long) (shortest + (longest - shortest) * random.getAsDouble());
  }

  private static boolean isFailure(ExportResult result) {
    if (result.kind() == ExportResult.Kind.RETRY) {
      return true;
    }
    return result.kind() == ExportResult.Kind.PERMANENT
        && result.cause() != FailureCause.BAD_DATA
        && result.cause() != FailureCause.TOO_LARGE;
  }

  /** A failing supplier of credentials, the only retryable case, is not a misconfiguration. */
  private static boolean isMisconfiguration(ExportResult result) {
    return switch (result.cause()) {
      case NOT_AUTHORIZED -> result.kind() == ExportResult.Kind.PERMANENT;
      case WRONG_ENDPOINT, CERTIFICATE, BAD_RESPONSE -> true;
      default -> false;
    };
  }

  /** How long nothing may pass, in nanoseconds; 0 if something may. */
  synchronized long nanosToWait() {
    return switch (state) {
      case CLOSED -> 0;
      case OPEN -> Math.max(0, openUntil - nanoTime.getAsLong());
      default -> BASE_NANOS / 2; // until the request that tries is back
    };
  }

  /** The current state. */
  public synchronized State state() {
    return state;
  }

  /** Why the last request failed, or {@link FailureCause#NONE} if it did not. */
  public synchronized FailureCause lastFailure() {
    return lastFailure;
  }
}
