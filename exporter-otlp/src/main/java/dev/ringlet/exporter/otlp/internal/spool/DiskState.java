// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.internal.log.ThrottledLogger;
import java.io.IOException;
import java.util.logging.Level;

/**
 * Whether the disk takes records, and the log lines about it. After a failure nothing is stored
 * until a probe succeeds: every 30 seconds, and as soon as something was deleted. Used by the
 * spool's thread only.
 */
final class DiskState {
  static final long PROBE_NANOS = 30_000_000_000L;

  private final SpoolSettings settings;
  private final SpoolClock clock;
  private final SpoolHousekeeping housekeeping;
  private final SegmentTable table;
  private final ThrottledLogger logger;
  private boolean available = true;
  private boolean dead;
  private long probeAt;
  private long bytesAtProbe;

  DiskState(
      SpoolSettings settings,
      SpoolClock clock,
      SpoolHousekeeping housekeeping,
      SegmentTable table,
      ThrottledLogger logger) {
    this.settings = settings;
    this.clock = clock;
    this.housekeeping = housekeeping;
    this.table = table;
    this.logger = logger;
  }

  boolean isAvailable() {
    return available && !dead;
  }

  boolean isDead() {
    return dead;
  }

  /** Stops storing after an operation failed. */
  void fail(String what, Exception e) {
    if (available) {
      available = false;
      scheduleProbe(clock.nanoTime());
      logger.log(
          Level.WARNING,
          "unavailable",
          () ->
              "Cannot "
                  + what
                  + " in spool directory "
                  + settings.directory()
                  + " ("
                  + e
                  + "); undeliverable requests are dropped until it works again");
    }
  }

  private void scheduleProbe(long now) {
    probeAt = now + PROBE_NANOS;
    bytesAtProbe = table.bytes();
  }

  /** Probes whether the disk works again. */
  void probeIfDue(long now) {
    if (available || (now - probeAt < 0 && table.bytes() >= bytesAtProbe)) {
      return;
    }
    scheduleProbe(now);
    if (housekeeping.probe(settings.maxBytes() - table.bytes())) {
      available = true;
      logger.log(
          Level.INFO,
          "available",
          () -> "Spool directory " + settings.directory() + " works again");
    }
  }

  /** Records that the directory was removed with its contents. */
  void die() {
    dead = true;
    logger.log(
        Level.WARNING, "gone", () -> "Spool directory " + settings.directory() + " was removed");
  }

  /** Reports a directory of another process whose contents cannot be taken over. */
  void reportNotAdopted(IOException e) {
    logger.log(
        Level.WARNING,
        "adopt",
        () -> "Cannot take over what another process stored in " + e.getMessage());
  }

  /** Reports a file that cannot be read now; what is in it waits. */
  void reportFailedRead(Exception e) {
    logger.log(
        Level.WARNING,
        "read",
        () ->
            "Cannot read in spool directory "
                + settings.directory()
                + " ("
                + e
                + "); what is stored there waits");
  }

  /** Reports a segment or a record that is damaged. */
  void reportUnreadable() {
    logger.log(
        Level.WARNING,
        "corrupt",
        () -> "Unreadable segment in spool directory " + settings.directory());
  }
}
