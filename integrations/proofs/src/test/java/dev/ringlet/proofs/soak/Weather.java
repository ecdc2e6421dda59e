// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.soak;

import java.util.List;
import java.util.Random;

/**
 * What the network and the receiver do for a while.
 *
 * @param calm the share of requests without a fault
 * @param faults the others have one of these
 */
record Weather(String name, double calm, List<Weather.Fault> faults) {
  /** What happens to a request. */
  enum Fault {
    NONE,
    /** Read and not accepted; the connection is reset. */
    RESET,
    /** Accepted; the connection is reset before the answer. */
    LOST_ANSWER,
    /** Accepted; the connection is reset in the middle of the answer. */
    HALF_ANSWER,
    /** 429 with a Retry-After, well-formed or not. */
    THROTTLED,
    /** 503, with a Retry-After or without one. */
    UNAVAILABLE,
    /** 502 or 504. */
    GATEWAY,
    /** 500, which is final. */
    SERVER_ERROR,
    /** 400, which is final. */
    BAD_REQUEST,
    /** Accepted, and answered after a moment. */
    SLOW,
    /** Accepted, and answered when the client has given up. */
    TOO_SLOW,
    /** Read, and never answered. */
    SILENCE,
    /** Accepted but for the first records. */
    PARTIAL,
    /** Accepted, with an answer that is not OTLP. */
    GARBAGE,
    /** Not accepted: a log-in page with status 200. */
    LOGIN_PAGE,
    /** Accepted, with an answer that says gzip and is not. */
    WRONG_GZIP,
    /** Accepted, with an answer of one byte now and then. */
    DRIP
  }

  static final Weather FAIR = new Weather("fair", 0.95, List.of(Fault.SLOW, Fault.GARBAGE));

  private static final List<Weather> OTHERS =
      List.of(
          new Weather("showers", 0.7, List.of(Fault.values())),
          new Weather("storm", 0.1, List.of(Fault.values())),
          new Weather("throttling", 0.3, List.of(Fault.THROTTLED, Fault.UNAVAILABLE)),
          new Weather("gateway", 0, List.of(Fault.GATEWAY)),
          new Weather("resets", 0.2, List.of(Fault.RESET, Fault.LOST_ANSWER, Fault.HALF_ANSWER)),
          new Weather("refusals", 0.5, List.of(Fault.BAD_REQUEST, Fault.PARTIAL)),
          new Weather("slow", 0.2, List.of(Fault.SLOW, Fault.TOO_SLOW, Fault.DRIP)),
          new Weather("log-in page", 0, List.of(Fault.LOGIN_PAGE)),
          new Weather("half-open", 0, List.of(Fault.SILENCE)),
          new Weather("down", 0, List.of(Fault.RESET)));

  static Weather draw(Random random) {
    return random.nextInt(3) == 0 ? FAIR : OTHERS.get(random.nextInt(OTHERS.size()));
  }

  Fault fault(Random random) {
    return random.nextDouble() < calm ? Fault.NONE : faults.get(random.nextInt(faults.size()));
  }
}
