// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fleet;

import java.util.Locale;

/**
 * A fleet and what happens to it.
 *
 * @param devices devices, half of which use each of two regions first
 * @param secondsBetweenRecords mean time between two records of a device
 * @param recordBytes size of a record
 * @param outage how the receivers are out
 * @param everywhere whether both regions are out, or only the first
 * @param jitter whether the policies draw at random, or all devices draw the same
 * @param capacity requests that one region takes, as a multiple of the normal load of the fleet
 * @param spoolBytes size of a device's spool
 * @param retryAfterSeconds what an overloaded region asks for; 0 for nothing
 * @param failing the share of requests that are lost on their way, at random and all the time
 */
record Scenario(
    int devices,
    double secondsBetweenRecords,
    int recordBytes,
    Outage outage,
    boolean everywhere,
    boolean jitter,
    double capacity,
    int spoolBytes,
    int retryAfterSeconds,
    double failing,
    long seed) {
  static final long SECOND = 1_000_000_000L;
  static final long OUTAGE_BEGIN = 600 * SECOND;
  static final long OUTAGE_NANOS = 1800 * SECOND;
  static final long OUTAGE_END = OUTAGE_BEGIN + OUTAGE_NANOS;

  /** How receivers are out. */
  enum Outage {
    /** Connections are refused at once. */
    REFUSED,
    /** Nothing comes back. */
    SILENT
  }

  /** The defaults: a record every half minute, and each region can serve the whole fleet. */
  static Scenario of(int devices, Outage outage, boolean everywhere) {
    return new Scenario(devices, 30, 300, outage, everywhere, true, 1.2, 64 << 20, 0, 0, 20261129);
  }

  Scenario withoutJitter() {
    return with(secondsBetweenRecords, false, capacity, spoolBytes, retryAfterSeconds, failing);
  }

  Scenario withRetryAfter(int seconds) {
    return with(secondsBetweenRecords, jitter, capacity, spoolBytes, seconds, failing);
  }

  Scenario withSpoolBytes(int bytes) {
    return with(secondsBetweenRecords, jitter, capacity, bytes, retryAfterSeconds, failing);
  }

  Scenario withSecondsBetweenRecords(double seconds) {
    return with(seconds, jitter, capacity, spoolBytes, retryAfterSeconds, failing);
  }

  Scenario withCapacity(double ofOneRegion) {
    return with(secondsBetweenRecords, jitter, ofOneRegion, spoolBytes, retryAfterSeconds, failing);
  }

  Scenario withFailing(double share) {
    return with(secondsBetweenRecords, jitter, capacity, spoolBytes, retryAfterSeconds, share);
  }

  private Scenario with(
      double secondsBetweenRecords,
      boolean jitter,
      double capacity,
      int spoolBytes,
      int retryAfterSeconds,
      double failing) {
    return new Scenario(
        devices,
        secondsBetweenRecords,
        recordBytes,
        outage,
        everywhere,
        jitter,
        capacity,
        spoolBytes,
        retryAfterSeconds,
        failing,
        seed);
  }

  /** Requests a second of the whole fleet when all is well. */
  double normalRate() {
    return devices / secondsBetweenRecords;
  }

  String title() {
    return (everywhere ? "both regions " : "one region ")
        + (outage == Outage.REFUSED
            ? "refuse"
            : "are silent".replace("are", everywhere ? "are" : "is"))
        + (jitter ? "" : ", no jitter")
        + (retryAfterSeconds > 0 ? ", Retry-After " + retryAfterSeconds + " s" : "")
        + (failing > 0 ? String.format(Locale.ROOT, ", %.0f %% fail", 100 * failing) : "");
  }
}
