// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import dev.ringlet.export.ExportResult;
import dev.ringlet.exporter.otlp.settings.RetryPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * The shipped breakers, order of endpoints and retries of one signal, for a simulation in which
 * time passes between a request and its answer: what {@link Route} and {@link Destinations} call,
 * in the same order, without their threads.
 */
public final class DevicePolicies {
  private final List<CircuitBreaker> breakers = new ArrayList<>();
  private final EndpointOrder order;
  private final DoubleSupplier random;
  private final RetryPolicy policy;

  /** Creates policies with the defaults. */
  public DevicePolicies(int endpoints, LongSupplier nanoTime, DoubleSupplier random) {
    this.random = random;
    policy = RetryPolicy.getDefault();
    for (int i = 0; i < endpoints; i++) {
      breakers.add(new CircuitBreaker(nanoTime, random));
    }
    order = new EndpointOrder(breakers, nanoTime, random);
  }

  /** Nanoseconds until an endpoint lets a request through. */
  public long nanosToWait() {
    return order.nanosToWait();
  }

  /** Begins a fresh request with retries. */
  public Fresh fresh(long deadlineNanos) {
    return new Fresh(new RetrySchedule(policy, random, deadlineNanos));
  }

  /** Begins one attempt at the endpoints, one after the other. */
  public Attempt attempt(long deadlineNanos) {
    return new Attempt(deadlineNanos);
  }

  /** The retries of a fresh request. */
  public final class Fresh {
    private final RetrySchedule schedule;

    private Fresh(RetrySchedule schedule) {
      this.schedule = schedule;
    }

    /** Returns the wait before the next attempt, or -1 if the request goes to the spool. */
    public long nanosToRetry(ExportResult result, long now) {
      long wait = order.nanosToWait();
      return schedule.nanosToWait(result, new RetrySchedule.Circumstances(true, false, wait), now);
    }

    /** Begins the next attempt. */
    public void repeat() {
      schedule.repeat();
    }
  }

  /** One attempt at the endpoints. */
  public final class Attempt {
    private final EndpointOrder.Round round = order.begin();
    private final long deadlineNanos;
    private int index;

    private Attempt(long deadlineNanos) {
      this.deadlineNanos = deadlineNanos;
    }

    /** Returns the endpoint to send to now, or -1 if there is a result. */
    public int next(long now) {
      while ((index = round.next()) >= 0) {
        if (deadlineNanos - now <= 0) {
          round.record(index, Destination.noTimeLeft());
        } else if (breakers.get(index).tryPass()) {
          return index;
        }
      }
      return -1;
    }

    /** When the endpoint must have answered. */
    public long endpointDeadlineNanos(long now) {
      return round.deadlineNanos(now, deadlineNanos);
    }

    /** Takes the answer of the endpoint. */
    public void answer(ExportResult result) {
      breakers.get(index).record(result);
      round.record(index, result);
    }

    /** The result of all endpoints. */
    public ExportResult result() {
      ExportResult last = round.result();
      return last == null ? order.refusal() : last;
    }
  }
}
