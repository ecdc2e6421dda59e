// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fleet;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import java.util.Random;

/**
 * The receivers of one region: a queue of two seconds in front of a fixed rate. Beyond the queue a
 * request is refused with 503, which costs a twentieth of serving it.
 */
final class Region {
  private static final long QUEUE_NANOS = 2 * Scenario.SECOND;
  private static final double REFUSAL_COST = 0.05;
  private static final ExportResult DOWN =
      ExportResult.retry(FailureCause.UNREACHABLE, -1, "refused");
  private static final ExportResult LOST =
      ExportResult.retry(FailureCause.CONNECTION_LOST, -1, "reset");
  private static final ExportResult TIMEOUT =
      ExportResult.retry(FailureCause.TIMEOUT, -1, "no answer");

  private final double serviceNanos;
  private final ExportResult overloaded;
  private final FleetSeries series;
  private double freeAt;
  private boolean out;
  private final Scenario.Outage outage;
  private final double failing;
  private final Random weather; // of its own, so that it changes nothing where none fail

  Region(Scenario scenario, FleetSeries series) {
    serviceNanos = Scenario.SECOND / (scenario.normalRate() * scenario.capacity());
    outage = scenario.outage();
    failing = scenario.failing();
    weather = new Random(~scenario.seed());
    this.series = series;
    overloaded =
        ExportResult.retry(
            FailureCause.THROTTLED,
            scenario.retryAfterSeconds() == 0 ? -1 : scenario.retryAfterSeconds() * Scenario.SECOND,
            "HTTP 503");
  }

  void setOut(boolean out) {
    this.out = out;
  }

  /** The answer to one request; {@code taken} if it was accepted. */
  record Answer(ExportResult result, long atNanos, boolean taken) {}

  /** Receives a request, whose client waits until a deadline. */
  Answer receive(long now, long deadline, long roundTrip) {
    if (out) {
      return outage == Scenario.Outage.REFUSED
          ? new Answer(DOWN, Math.min(deadline, now + roundTrip), false)
          : new Answer(TIMEOUT, deadline, false);
    }
    if (failing > 0 && weather.nextDouble() < failing) {
      return new Answer(LOST, Math.min(deadline, now + roundTrip), false);
    }
    double start = Math.max(freeAt, now);
    boolean refused = start - now > QUEUE_NANOS;
    freeAt = start + serviceNanos * (refused ? REFUSAL_COST : 1);
    series.request(now, refused);
    if (refused) {
      return new Answer(overloaded, now + roundTrip, false);
    }
    long at = (long) freeAt + roundTrip;
    return at > deadline
        ? new Answer(TIMEOUT, deadline, true)
        : new Answer(ExportResult.delivered(), at, true);
  }
}
