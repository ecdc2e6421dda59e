// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The segment that is written for each exporter, and when it is synced. Used by the spool's thread
 * only; methods do not throw.
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
  private final Map<Recipient, Segment> byRecipient = new HashMap<>();
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

  /** The segment that is written for an exporter, or null. */
  private Segment of(Recipient recipient) {
    Segment segment = byRecipient.get(recipient);
    return segment == null || segment.gone ? null : segment;
  }

  /** Ends the writing of a segment if a record of this length would make it too large. */
  void sealIfFull(Recipient recipient, int length) {
    Segment segment = of(recipient);
    if (segment != null && segment.bytes() + length > settings.segmentBytes()) {
      seal(segment);
    }
  }

  /** Appends a record for which there is room. */
  StoreOutcome append(Recipient recipient, byte[] record) {
    try {
      Segment segment = of(recipient);
      if (segment == null) {
        segment = writer.create(recipient);
        table.add(segment);
        byRecipient.put(recipient, segment);
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
    for (Segment segment : List.copyOf(byRecipient.values())) { // a failure removes one
      if (!segment.gone) {
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
    if (byRecipient.get(segment.recipient) == segment) {
      abandon(segment);
      segment.dropIndexIfUntouched();
    }
  }

  /** Ends the writing of a segment with any contents. */
  private void abandon(Segment segment) {
    byRecipient.remove(segment.recipient);
    if (segment.file != null) {
      segment.file.close();
      segment.file = null;
    }
    if (segment.openRecords() == 0) {
      removal.remove(segment);
    }
  }
}
