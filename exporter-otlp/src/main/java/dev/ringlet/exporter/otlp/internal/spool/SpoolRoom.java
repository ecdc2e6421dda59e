// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.Signal;

/** Keeps the spool within its limit of bytes. Used by the spool's thread only. */
final class SpoolRoom {
  private final SpoolSettings settings;
  private final SegmentTable table;
  private final SpoolHousekeeping housekeeping;
  private final SpoolReader reader;
  private final SegmentRemoval removal;

  SpoolRoom(
      SpoolSettings settings,
      SegmentTable table,
      SpoolHousekeeping housekeeping,
      SpoolReader reader,
      SegmentRemoval removal) {
    this.settings = settings;
    this.table = table;
    this.housekeeping = housekeeping;
    this.reader = reader;
    this.removal = removal;
  }

  /** Makes room for {@code need} bytes of a signal; false if the settings do not allow it. */
  boolean make(Signal signal, long need) {
    while (table.bytes() + need > settings.maxBytes()) {
      if (!housekeeping.dropBad() && (!settings.dropOldest() || !evict(signal, need))) {
        return false;
      }
    }
    return settings.dropOldest() || table.bytes(signal) + need <= quota();
  }

  /** Drops what exceeds the limit, which may be lower than when it was stored. */
  void shrinkToLimit() {
    while (table.bytes() > settings.maxBytes() && (housekeeping.dropBad() || evict(null, 0))) {
      // until it fits
    }
  }

  private long quota() {
    return settings.maxBytes() / Math.max(1, reader.signals());
  }

  private boolean evict(Signal needing, long need) {
    Segment oldest = table.oldestOfLargest(needing, need);
    if (oldest == null || !loadToCount(oldest)) {
      return false;
    }
    // What cannot be deleted is kept: to give up one segment after another would make no room.
    // A file that is written may have to be closed first.
    if (!oldest.gone && oldest.file == null && !housekeeping.tryDelete(oldest.name())) {
      return false;
    }
    giveUp(oldest, DropCause.SPOOL_FULL);
    return true;
  }

  /** Deletes a segment and counts its items as lost; keeps one that cannot be read now. */
  void giveUp(Segment segment, DropCause cause) {
    if (loadToCount(segment) && !segment.gone) {
      removal.lose(segment, cause);
    }
  }

  /** Returns whether the loss of a segment can be counted; false if it cannot be read now. */
  private boolean loadToCount(Segment segment) {
    if (!segment.gone && !segment.counted && !segment.isIndexed()) {
      reader.load(segment);
    }
    return segment.gone || segment.counted;
  }
}
