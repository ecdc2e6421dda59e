// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

/**
 * Tells a file that cannot be read from a directory that cannot be read for a while, for example
 * because the process has no descriptor left or no right. Used by the spool's thread only; methods
 * do not throw.
 */
final class ReadFailures {
  /** So many failures, so far apart, are no passing trouble. */
  static final int LASTING = 5;

  static final long APART_NANOS = 30_000_000_000L;
  private static final long FRESH_NANOS = 1_000_000_000L;

  /** The failures of one file. */
  static final class Count {
    private int failures;
    private long countedAt;
  }

  private final SpoolClock clock;
  private final SpoolFiles files;
  private final SpoolHousekeeping housekeeping;
  private final SegmentTable table;
  private final DiskState disk;
  private boolean othersReadable;
  private long askedAt;

  ReadFailures(
      SpoolClock clock,
      SpoolFiles files,
      SpoolHousekeeping housekeeping,
      SegmentTable table,
      DiskState disk) {
    this.clock = clock;
    this.files = files;
    this.housekeeping = housekeeping;
    this.table = table;
    this.disk = disk;
    askedAt = clock.nanoTime() - FRESH_NANOS;
  }

  /**
   * Counts a failure to read the segment with this number.
   *
   * @return whether the file is to be put aside: it failed often, and others can be read
   */
  boolean add(Count count, long number, Exception e) {
    disk.reportFailedRead(e);
    long now = clock.nanoTime();
    if (count.failures > 0 && now - count.countedAt < APART_NANOS) {
      return false;
    }
    count.failures++;
    count.countedAt = now;
    if (count.failures >= LASTING && now - askedAt >= FRESH_NANOS) {
      othersReadable = canReadOthers(number);
      askedAt = now;
    }
    return count.failures >= LASTING && othersReadable;
  }

  /** Whether one of the other segments can be read or, if there are none, a file be created. */
  private boolean canReadOthers(long number) {
    boolean failed = false;
    for (Segment other : table.copy()) {
      if (other.number != number) {
        try {
          files.read(other.name(), 0, SegmentFormat.HEADER_BYTES);
          return true;
        } catch (NoSuchFileException e) {
          // another program has deleted it
        } catch (IOException | RuntimeException e) {
          failed = true;
        }
      }
    }
    return !failed && housekeeping.probe(0);
  }
}
