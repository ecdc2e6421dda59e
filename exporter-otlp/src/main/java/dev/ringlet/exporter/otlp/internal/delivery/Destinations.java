// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.exporter.otlp.internal.spool.Outlet;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/**
 * Sends each payload to the first of several endpoints that works, in the order in which they are
 * given. Thread-safe.
 *
 * <p>A request with a retryable failure is tried at the next endpoint at once, and the endpoint
 * that accepts it is used from then on. After 30 s, doubled with each failure up to 5 minutes and
 * varied at random, one request tries the earlier endpoints again. A receiver that accepted a
 * request but whose answer was lost causes a duplicate at the next one, as with every retry. A
 * permanently refused request is not sent elsewhere, but its endpoint's breaker may have opened,
 * and the next request goes elsewhere.
 */
final class Destinations implements Outlet {
  static final long RETURN_NANOS = 30_000_000_000L;
  static final long MAX_RETURN_NANOS = 300_000_000_000L;

  /** Which endpoint is in use, and when the ones before it may be tried. */
  private record Position(int index, long returnAt, long returnDelay) {}

  private final Destination[] all;
  private final Pause clock;
  private final DoubleSupplier random;
  private final AtomicReference<Position> position =
      new AtomicReference<>(new Position(0, 0, RETURN_NANOS));

  /**
   * Creates a list of at least one destination, the primary first, and closes all of them with
   * itself.
   */
  Destinations(List<Destination> destinations, Pause clock, DoubleSupplier random) {
    if (destinations.isEmpty()) {
      throw new IllegalArgumentException("destinations must not be empty");
    }
    this.clock = clock;
    this.random = random;
    all = destinations.toArray(new Destination[0]);
    for (Destination destination : all) {
      destination.start(clock, random);
    }
  }

  @Override
  public ExportResult send(Payload payload) {
    if (all.length == 1) {
      ExportResult result = all[0].trySend(payload);
      return result == null ? refusal() : result;
    }
    Position current = position.get();
    int tried = tryReturn(current) ? current.index() : 0;
    ExportResult last = null;
    for (int i = 0; i < tried; i++) {
      last = attempt(i, current, payload, last);
      if (isFinal(last)) {
        return last;
      }
    }
    for (int i = 0; i < all.length; i++) {
      int index = (current.index() + i) % all.length;
      if (index >= tried) {
        last = attempt(index, current, payload, last);
        if (isFinal(last)) {
          return last;
        }
      }
    }
    return last == null ? refusal() : last;
  }

  /** Claims the next try of the endpoints before the current one, if it is due. */
  private boolean tryReturn(Position current) {
    long now = clock.nanoTime();
    if (current.index() == 0 || now - current.returnAt() < 0 || !anyPasses(current.index())) {
      return false;
    }
    long delay = Math.min(2 * current.returnDelay(), MAX_RETURN_NANOS);
    return position.compareAndSet(current, after(current.index(), delay));
  }

  private boolean anyPasses(int end) {
    for (int i = 0; i < end; i++) {
      if (all[i].breaker().nanosToWait() == 0) {
        return true;
      }
    }
    return false;
  }

  private Position after(int index, long delay) {
    long varied = (long) (delay * (1 + 0.2 * random.getAsDouble()));
    return new Position(index, clock.nanoTime() + varied, delay);
  }

  /**
   * The result at a destination, or {@code before} if its breaker does not let anything through.
   */
  private ExportResult attempt(int index, Position from, Payload payload, ExportResult before) {
    ExportResult result = all[index].trySend(payload);
    if (result == null) {
      return before;
    }
    if (result.isSuccess() && position.get().index() != index) {
      moveTo(index, from);
    }
    return result;
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

  private ExportResult refusal() {
    Destination first = all[0];
    for (Destination one : all) {
      if (one.breaker().nanosToWait() < first.breaker().nanosToWait()) {
        first = one;
      }
    }
    FailureCause cause = first.breaker().lastFailure();
    return ExportResult.retry(
        cause == FailureCause.NONE ? FailureCause.THROTTLED : cause,
        first.breaker().nanosToWait(),
        "not sent: an earlier request failed, and the endpoint is tried again later");
  }

  /** How long no endpoint lets a request through, in nanoseconds; 0 if one does. */
  @Override
  public long nanosToWait() {
    long least = Long.MAX_VALUE;
    for (Destination one : all) {
      least = Math.min(least, one.breaker().nanosToWait());
    }
    return least;
  }

  /** The first destination. */
  Destination primary() {
    return all[0];
  }

  int maxConcurrentExports() {
    int least = Integer.MAX_VALUE;
    for (Destination one : all) {
      least = Math.min(least, one.maxConcurrentExports());
    }
    return least;
  }

  /** Frees buffers that were not used since the last call. */
  void trim() {
    for (Destination one : all) {
      one.trim();
    }
  }

  /** Closes idle connections. */
  void disconnect() {
    for (Destination one : all) {
      one.disconnect();
    }
  }

  void close() {
    for (Destination one : all) {
      one.close();
    }
  }

  /** Names protocols and addresses. */
  @Override
  public String toString() {
    return Arrays.stream(all).map(Destination::toString).collect(Collectors.joining(", "));
  }
}
