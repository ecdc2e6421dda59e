// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.time;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Times as OTLP counts them: nanoseconds since the epoch. */
public final class EpochNanos {
  private EpochNanos() {}

  /** Nanoseconds from the epoch to an instant; nothing sensible outside of 1678 to 2262. */
  public static long of(Instant instant) {
    return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
  }
}
