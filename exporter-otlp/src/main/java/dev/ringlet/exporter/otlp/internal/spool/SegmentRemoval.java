// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.export.DropCause;

/**
 * Deletes or quarantines segments, and counts the items that are lost. Used by the spool's thread
 * only.
 */
final class SegmentRemoval {
  private final SegmentTable table;
  private final SpoolHousekeeping housekeeping;
  private final SpoolBooks books;

  SegmentRemoval(SegmentTable table, SpoolHousekeeping housekeeping, SpoolBooks books) {
    this.table = table;
    this.housekeeping = housekeeping;
    this.books = books;
  }

  /** Deletes both files; the segment first, since without its acknowledgements it is sent again. */
  void remove(Segment segment) {
    forget(segment);
    housekeeping.deleteInOrder(
        segment.name(), segment.bytes(), segment.ackName(), ackBytes(segment));
  }

  /** Deletes a segment and its records; items in flight are counted when their result arrives. */
  void lose(Segment segment, DropCause cause) {
    countLost(segment, cause);
    remove(segment);
  }

  /** Quarantines a segment that cannot be used. */
  void quarantine(Segment segment) {
    countLost(segment, DropCause.SPOOL_CORRUPT);
    forget(segment);
    housekeeping.quarantine(segment.name(), segment.badName(), segment.bytes());
    housekeeping.delete(segment.ackName(), ackBytes(segment));
  }

  /** Counts the items of a segment as lost because its files are gone. */
  void writeOff(Segment segment) {
    countLost(segment, DropCause.SPOOL_CORRUPT);
    forget(segment);
  }

  /** With what a failed entry may have left. */
  private static long ackBytes(Segment segment) {
    return segment.ackBytes() + SegmentFormat.ACK_HEADER_BYTES + SegmentFormat.ACK_BYTES;
  }

  private void countLost(Segment segment, DropCause cause) {
    segment.goneFor = cause;
    books.lost(segment, cause, segment.openItems - segment.inFlightItems);
  }

  private void forget(Segment segment) {
    segment.gone = true;
    segment.closeFiles();
    table.remove(segment);
  }
}
