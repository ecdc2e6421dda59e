// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.spool.Outlet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Sends each payload to the first of several endpoints that works, in the order in which they are
 * given. Thread-safe.
 *
 * <p>A request that may be sent again is tried at the next endpoint at once; the endpoint that took
 * it is used from then on. After 30 s, and after twice as long each time that fails, up to 5
 * minutes and varied at random, one request tries the endpoints before it again. A receiver that
 * did take a request and whose answer was lost means a duplicate at the next one, as with every
 * retry. A request that was refused for good is not sent elsewhere, but its endpoint's breaker may
 * have opened, and the next request goes elsewhere.
 */
public final class FailoverExporter implements Exporter, Outlet {
  static final long RETURN_NANOS = 30_000_000_000L;
  static final long MAX_RETURN_NANOS = 300_000_000_000L;

  /** Which endpoint is in use, and when the ones before it may be tried. Immutable. */
  private record Position(int lane, long returnAt, long returnDelay) {}

  private final Lane[] lanes;
  private final LongSupplier nanoTime;
  private final DoubleSupplier random;
  private final AtomicReference<Position> position =
      new AtomicReference<>(new Position(0, 0, RETURN_NANOS));

  /** Over at least one route, the primary first; all are closed with this. */
  public FailoverExporter(Signal signal, List<Route> routes) {
    this(signal, routes, System::nanoTime, () -> ThreadLocalRandom.current().nextDouble());
  }

  /** For tests: {@code random} answers from 0 to 1. */
  FailoverExporter(
      Signal signal, List<Route> routes, LongSupplier nanoTime, DoubleSupplier random) {
    if (routes.isEmpty()) {
      throw new IllegalArgumentException("routes must not be empty");
    }
    this.nanoTime = nanoTime;
    this.random = random;
    lanes = routes.stream().map(r -> new Lane(signal, r, nanoTime, random)).toArray(Lane[]::new);
  }

  @Override
  public ExportResult export(Payload payload) {
    if (lanes.length == 1) {
      ExportResult result = lanes[0].tryExport(payload);
      return result == null ? refusal() : result;
    }
    Position current = position.get();
    int tried = tryReturn(current) ? current.lane() : 0;
    ExportResult last = null;
    for (int i = 0; i < tried; i++) {
      last = attempt(i, current, payload, last);
      if (isFinal(last)) {
        return last;
      }
    }
    for (int i = 0; i < lanes.length; i++) {
      int lane = (current.lane() + i) % lanes.length;
      if (lane >= tried) {
        last = attempt(lane, current, payload, last);
        if (isFinal(last)) {
          return last;
        }
      }
    }
    return last == null ? refusal() : last;
  }

  @Override
  public ExportResult send(Payload payload) {
    return export(payload);
  }

  /** Claims the next try of the endpoints before the current one, if it is due. */
  private boolean tryReturn(Position current) {
    long now = nanoTime.getAsLong();
    if (current.lane() == 0 || now - current.returnAt() < 0 || !anyPasses(current.lane())) {
      return false;
    }
    long delay = Math.min(2 * current.returnDelay(), MAX_RETURN_NANOS);
    return position.compareAndSet(current, after(current.lane(), delay));
  }

  private boolean anyPasses(int end) {
    for (int i = 0; i < end; i++) {
      if (lanes[i].breaker.nanosToWait() == 0) {
        return true;
      }
    }
    return false;
  }

  private Position after(int lane, long delay) {
    long varied = (long) (delay * (1 + 0.2 * random.getAsDouble()));
    return new Position(lane, nanoTime.getAsLong() + varied, delay);
  }

  /** The result at a lane, or {@code before} if its breaker does not let anything through. */
  private ExportResult attempt(int lane, Position from, Payload payload, ExportResult before) {
    ExportResult result = lanes[lane].tryExport(payload);
    if (result == null) {
      return before;
    }
    if (result.isSuccess() && position.get().lane() != lane) {
      moveTo(lane, from);
    }
    return result;
  }

  /** One success moves once, however many requests saw the same failure. */
  private void moveTo(int lane, Position from) {
    Position now = position.get();
    if (now.lane() == from.lane()) {
      position.compareAndSet(now, after(lane, RETURN_NANOS));
    }
  }

  private static boolean isFinal(ExportResult result) {
    return result != null
        && (result.kind() != ExportResult.Kind.RETRY || result.cause() == FailureCause.CLOSED);
  }

  private ExportResult refusal() {
    Lane first = lanes[0];
    for (Lane lane : lanes) {
      if (lane.breaker.nanosToWait() < first.breaker.nanosToWait()) {
        first = lane;
      }
    }
    FailureCause cause = first.breaker.lastFailure();
    return ExportResult.retry(
        cause == FailureCause.NONE ? FailureCause.THROTTLED : cause,
        first.breaker.nanosToWait(),
        "not sent: it failed before, and is tried again later");
  }

  /** How long no endpoint lets a request through, in nanoseconds; 0 if one does. */
  @Override
  public long nanosToWait() {
    long least = Long.MAX_VALUE;
    for (Lane lane : lanes) {
      least = Math.min(least, lane.breaker.nanosToWait());
    }
    return least;
  }

  /** Whether no endpoint would let a request through now. */
  public boolean isOpen() {
    return !anyPasses(lanes.length);
  }

  /** How each endpoint does, the primary first. */
  public List<LaneStatus> status() {
    List<LaneStatus> all = new ArrayList<>();
    int active = position.get().lane();
    for (int i = 0; i < lanes.length; i++) {
      Lane lane = lanes[i];
      all.add(
          new LaneStatus(
              lane.route().protocol(),
              lane.route().endpoint(),
              i == active,
              lane.breaker.state(),
              lane.breaker.lastFailure()));
    }
    return all;
  }

  @Override
  public int maxConcurrentExports() {
    int least = Integer.MAX_VALUE;
    for (Lane lane : lanes) {
      least = Math.min(least, lane.maxConcurrentExports());
    }
    return least;
  }

  @Override
  public void close() {
    for (Lane lane : lanes) {
      lane.close();
    }
  }
}
