// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Payload;
import dev.ringlet.exporter.otlp.internal.spool.Outlet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Sends each payload to the first of several endpoints that works, in the order in which they are
 * given, as {@link EndpointOrder} decides. Thread-safe.
 *
 * <p>A receiver that accepted a request but whose answer was lost causes a duplicate at the next
 * one, as with every retry. A permanently refused request is not sent elsewhere, but its endpoint's
 * breaker may have opened, and the next request goes elsewhere.
 */
final class Destinations implements Outlet {
  private final Destination[] all;
  private final Pause clock;
  private final EndpointOrder order;

  /**
   * Creates a list of at least one destination, the primary first, and closes all of them with
   * itself.
   */
  Destinations(List<Destination> destinations, Pause clock, DoubleSupplier random) {
    if (destinations.isEmpty()) {
      throw new IllegalArgumentException("destinations must not be empty");
    }
    this.clock = clock;
    all = destinations.toArray(new Destination[0]);
    LongSupplier nanoTime = clock::nanoTime;
    List<CircuitBreaker> breakers = new ArrayList<>(); // no stream: its classes delay the start
    for (Destination destination : all) {
      destination.start(clock, nanoTime, random);
      breakers.add(destination.breaker());
    }
    order = new EndpointOrder(breakers, nanoTime, random);
  }

  @Override
  public ExportResult send(Payload payload) {
    if (all.length == 1) {
      ExportResult result = all[0].trySend(payload);
      return result == null ? order.refusal() : result;
    }
    EndpointOrder.Round round = order.begin();
    for (int index; (index = round.next()) >= 0; ) {
      long deadline = round.deadlineNanos(clock.nanoTime(), payload.deadlineNanos());
      round.record(index, all[index].trySend(payload.withDeadline(deadline)));
    }
    ExportResult last = round.result();
    return last == null ? order.refusal() : last;
  }

  /** How long no endpoint lets a request through, in nanoseconds; 0 if one does. */
  @Override
  public long nanosToWait() {
    return order.nanosToWait();
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
