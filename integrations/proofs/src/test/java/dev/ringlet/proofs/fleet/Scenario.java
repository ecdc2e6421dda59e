// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.fleet;

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
    return new Scenario(devices, 30, 300, outage, everywhere, true, 1.2, 64 << 20, 0, 20261129);
  }

  Scenario withoutJitter() {
    return with(false, spoolBytes, retryAfterSeconds);
  }

  Scenario withRetryAfter(int seconds) {
    return with(jitter, spoolBytes, seconds);
  }

  Scenario withSpoolBytes(int bytes) {
    return with(jitter, bytes, retryAfterSeconds);
  }

  private Scenario with(boolean jitter, int spoolBytes, int retryAfterSeconds) {
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
        + (retryAfterSeconds > 0 ? ", Retry-After " + retryAfterSeconds + " s" : "");
  }
}
