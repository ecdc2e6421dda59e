// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.export.DropCause;

/**
 * Takes segments away for good or aside, and books what is lost. Used by the spool's thread only.
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

  /** Deletes both files; the segment first, for with it alone everything would be sent again. */
  void remove(Segment segment) {
    forget(segment);
    housekeeping.deleteInOrder(segment.name(), segment.bytes, segment.ackName(), ackBytes(segment));
  }

  /** Deletes a segment with what is still in it; what is under way is booked when it is back. */
  void lose(Segment segment, DropCause cause) {
    book(segment, cause);
    remove(segment);
  }

  /** Puts a segment aside that cannot be used. */
  void quarantine(Segment segment) {
    book(segment, DropCause.SPOOL_CORRUPT);
    forget(segment);
    housekeeping.quarantine(segment.name(), segment.badName(), segment.bytes);
    housekeeping.delete(segment.ackName(), ackBytes(segment));
  }

  /** Books a segment as lost whose files are gone. */
  void writeOff(Segment segment) {
    book(segment, DropCause.SPOOL_CORRUPT);
    forget(segment);
  }

  /** An entry that failed may have left a part of itself. */
  private static long ackBytes(Segment segment) {
    return segment.ackBytes + SegmentFormat.ACK_HEADER_BYTES + SegmentFormat.ACK_BYTES;
  }

  private void book(Segment segment, DropCause cause) {
    segment.goneFor = cause;
    books.lost(segment, cause, segment.openItems - segment.inFlightItems);
  }

  private void forget(Segment segment) {
    segment.gone = true;
    segment.closeFiles();
    table.remove(segment);
  }
}
