// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.export.Signal;
import java.io.IOException;

/**
 * The segment that each signal writes to, and when it is synced. Used by the spool's thread only;
 * methods do not throw.
 */
final class ActiveSegments {
  static final int SYNC_BYTES = 64 << 10;

  private final SpoolFiles files;
  private final SpoolSettings settings;
  private final SegmentWriter writer;
  private final SegmentTable table;
  private final SpoolReader reader;
  private final SegmentRemoval removal;
  private final DiskState disk;
  private final Segment[] bySignal = new Segment[Signal.values().length];
  private Segment written; // the last one; a failed sync may have ended its writing
  private long unsyncedBytes;
  private long unsyncedSince;

  ActiveSegments(
      SpoolFiles files,
      SpoolSettings settings,
      SegmentWriter writer,
      SegmentTable table,
      SpoolReader reader,
      SegmentRemoval removal,
      DiskState disk) {
    this.files = files;
    this.settings = settings;
    this.writer = writer;
    this.table = table;
    this.reader = reader;
    this.removal = removal;
    this.disk = disk;
  }

  /** The segment that a signal writes to, or null. */
  private Segment of(Signal signal) {
    Segment segment = bySignal[signal.ordinal()];
    return segment == null || segment.gone ? null : segment;
  }

  /** Ends the writing of a signal's segment if a record of this length would make it too large. */
  void sealIfFull(Signal signal, int length) {
    Segment segment = of(signal);
    if (segment != null && segment.bytes() + length > settings.segmentBytes()) {
      seal(segment);
    }
  }

  /** Appends a record for which there is room. */
  StoreOutcome append(Signal signal, byte[] record) {
    try {
      Segment segment = of(signal);
      if (segment == null) {
        Long label = reader.label(signal);
        segment = writer.create(signal, label == null ? 0 : label);
        table.add(segment);
        bySignal[signal.ordinal()] = segment;
      }
      return write(segment, record);
    } catch (IOException | RuntimeException e) {
      disk.fail("write", e);
      return StoreOutcome.FAILED;
    }
  }

  private StoreOutcome write(Segment segment, byte[] record) throws IOException {
    try {
      writer.write(segment, record);
      written = segment;
    } catch (Throwable t) { // after any part of it, nothing may follow
      abandon(segment);
      throw t;
    }
    if (unsyncedBytes == 0) {
      unsyncedSince = segment.lastAppendNanos;
    }
    unsyncedBytes += record.length;
    if (settings.strict()) {
      sync();
      if (!SpoolStore.isDurable(segment, segment.lastSequence)) {
        reader.acknowledge(segment, segment.last());
        return StoreOutcome.FAILED;
      }
    } else if (unsyncedBytes >= SYNC_BYTES) {
      sync();
    }
    return StoreOutcome.STORED;
  }

  /** Undoes the append that was the last thing done. */
  void undoLast() {
    if (written != null && !written.gone) {
      reader.acknowledge(written, written.last());
    }
  }

  /** Whether records wait to be synced. */
  boolean isDirty() {
    return unsyncedBytes > 0;
  }

  /** Syncs if the oldest unsynced record has waited long enough. */
  void syncIfDue(long now) {
    if (unsyncedBytes > 0 && now - unsyncedSince >= settings.syncIntervalNanos()) {
      sync();
    }
  }

  /** Syncs all records, if the disk works. */
  void sync() {
    for (Segment segment : bySignal) {
      if (segment != null && !segment.gone) {
        syncSegment(segment);
      }
    }
    unsyncedBytes = 0;
    boolean directory = false;
    for (Segment segment : table.copy()) {
      directory |= segment.directoryDirty;
    }
    if (directory) {
      syncDirectory();
    }
  }

  private void syncSegment(Segment segment) {
    try {
      writer.sync(segment);
    } catch (IOException | RuntimeException e) {
      // A second sync of the same file may succeed although the data is lost: never try again.
      abandon(segment);
      disk.fail("sync", e);
    }
  }

  private void syncDirectory() {
    try {
      files.syncDirectory();
      for (Segment segment : table.copy()) {
        segment.directoryDirty = false;
      }
    } catch (IOException | RuntimeException e) {
      disk.fail("sync", e);
    }
  }

  /** Syncs a segment and ends its writing. */
  void seal(Segment segment) {
    syncSegment(segment);
    if (bySignal[segment.signal().ordinal()] == segment) {
      abandon(segment);
      segment.dropIndexIfUntouched();
    }
  }

  /** Ends the writing of a segment with any contents. */
  private void abandon(Segment segment) {
    bySignal[segment.signal().ordinal()] = null;
    if (segment.file != null) {
      segment.file.close();
      segment.file = null;
    }
    if (segment.openRecords() == 0) {
      removal.remove(segment);
    }
  }
}
