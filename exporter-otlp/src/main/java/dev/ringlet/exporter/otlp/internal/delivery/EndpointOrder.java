// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Decides which of several endpoints a request tries next. Sends nothing and does not wait.
 * Thread-safe.
 *
 * <p>A request with a retryable failure is tried at the next endpoint at once, and the endpoint
 * that accepts it is used from then on. After 30 s, doubled with each failure up to 5 minutes and
 * varied at random, one request tries the earlier endpoints again. Each endpoint has an equal share
 * of the time that is left, so that one which is silent leaves time for the next.
 */
final class EndpointOrder {
  static final long RETURN_NANOS = 30_000_000_000L;
  static final long MAX_RETURN_NANOS = 300_000_000_000L;

  /** Which endpoint is in use, and when the ones before it may be tried. */
  private record Position(int index, long returnAt, long returnDelay) {}

  private final CircuitBreaker[] breakers;
  private final LongSupplier nanoTime;
  private final DoubleSupplier random;
  private final AtomicReference<Position> position =
      new AtomicReference<>(new Position(0, 0, RETURN_NANOS));

  /** Creates an order of endpoints, the primary first, of which each has a breaker. */
  EndpointOrder(List<CircuitBreaker> breakers, LongSupplier nanoTime, DoubleSupplier random) {
    this.breakers = breakers.toArray(new CircuitBreaker[0]);
    this.nanoTime = nanoTime;
    this.random = random;
  }

  /** Begins the attempts of one request. */
  Round begin() {
    return new Round(position.get());
  }

  /** The attempts of one request, one after the other. Used by one thread at a time. */
  final class Round {
    private final Position from;
    private final int returning; // the number of earlier endpoints that are tried first
    private int step;
    private ExportResult last;

    private Round(Position from) {
      this.from = from;
      returning = tryReturn(from) ? from.index() : 0;
    }

    /** Returns the index of the endpoint to try, or -1 if the result is final. */
    int next() {
      while (!isFinal(last) && step < returning + breakers.length) {
        int now = step++;
        if (isTried(now)) {
          return index(now);
        }
      }
      return -1;
    }

    private int index(int step) {
      return step < returning ? step : (from.index() + step - returning) % breakers.length;
    }

    /** Not twice. */
    private boolean isTried(int step) {
      return step < returning || index(step) >= returning;
    }

    /** Takes the result at an endpoint; null if its breaker did not let the request through. */
    void record(int index, ExportResult result) {
      if (result == null) {
        return;
      }
      last = result;
      if (result.isSuccess() && position.get().index() != index) {
        moveTo(index, from);
      }
    }

    /**
     * Returns when the endpoint must have answered: the time left is divided among it and those
     * that may be tried after it.
     */
    long deadlineNanos(long now, long requestDeadlineNanos) {
      int left = 1;
      for (int later = step; later < returning + breakers.length; later++) {
        if (isTried(later) && breakers[index(later)].nanosToWait() == 0) {
          left++;
        }
      }
      return now + (requestDeadlineNanos - now) / left;
    }

    /** Returns the last result, or null if no breaker let the request through. */
    ExportResult result() {
      return last;
    }
  }

  /** Claims the next try of the endpoints before the current one, if it is due. */
  private boolean tryReturn(Position current) {
    long now = nanoTime.getAsLong();
    if (current.index() == 0 || now - current.returnAt() < 0 || !anyPasses(current.index())) {
      return false;
    }
    long delay = Math.min(2 * current.returnDelay(), MAX_RETURN_NANOS);
    return position.compareAndSet(current, after(current.index(), delay));
  }

  private boolean anyPasses(int end) {
    for (int i = 0; i < end; i++) {
      if (breakers[i].nanosToWait() == 0) {
        return true;
      }
    }
    return false;
  }

  private Position after(int index, long delay) {
    long varied = (long) (delay * (1 + 0.2 * random.getAsDouble()));
    return new Position(index, nanoTime.getAsLong() + varied, delay);
  }

  /** Moves once, however many requests saw the same failure. */
  private void moveTo(int index, Position from) {
    Position now = position.get();
    if (now.index() == from.index()) {
      position.compareAndSet(now, after(index, RETURN_NANOS));
    }
  }

  private static boolean isFinal(ExportResult result) {
    return result != null
        && (result.kind() != ExportResult.Kind.RETRY || result.cause() == FailureCause.CLOSED);
  }

  /** The result of a request that no breaker lets through. */
  ExportResult refusal() {
    CircuitBreaker first = breakers[0];
    for (CircuitBreaker one : breakers) {
      if (one.nanosToWait() < first.nanosToWait()) {
        first = one;
      }
    }
    FailureCause cause = first.lastFailure();
    return ExportResult.retry(
        cause == FailureCause.NONE ? FailureCause.THROTTLED : cause,
        first.nanosToWait(),
        "not sent: an earlier request failed, and the endpoint is tried again later");
  }

  /** How long no endpoint lets a request through, in nanoseconds; 0 if one does. */
  long nanosToWait() {
    long least = Long.MAX_VALUE;
    for (CircuitBreaker one : breakers) {
      least = Math.min(least, one.nanosToWait());
    }
    return least;
  }
}
