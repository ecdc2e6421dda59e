// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.time;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Converts times to nanoseconds since the epoch, the unit of OTLP. */
public final class EpochNanos {
  private EpochNanos() {}

  /** Nanoseconds from the epoch to an instant; undefined outside the years 1678 to 2262. */
  public static long of(Instant instant) {
    return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
  }
}
