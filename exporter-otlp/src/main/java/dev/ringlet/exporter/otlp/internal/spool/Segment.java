// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.Signal;
import java.util.Arrays;

/**
 * The state of one segment. Used by the spool's thread only.
 *
 * <p>The index of records exists while a segment is written or sent; for other segments it is read
 * from the file when needed.
 */
final class Segment {
  private static final byte WAITING = 0;
  private static final byte IN_FLIGHT = 1;
  private static final byte DONE = 2;

  final long number;
  final SegmentFormat.Header header;

  /** The exporter that its requests are for. */
  final Recipient recipient;

  /** Whether this process wrote it and counts its records itself. */
  final boolean own;

  SpoolFiles.Appender file; // while it is written
  SpoolFiles.Appender ackFile; // once something is acknowledged
  boolean dirty;
  boolean directoryDirty;
  ReadFailures.Count readFailures; // null while it can be read
  boolean sending;
  int markedRuns;
  boolean gone;
  DropCause goneFor = DropCause.SPOOL_FULL;
  long lastAppendNanos;
  long syncedSequence = -1;
  long lastSequence = -1;

  /** Whether it was written before the files were closed and opened again, maybe after a freeze. */
  boolean reopened;

  /** Whether its items are in the books; those of earlier processes only once they were read. */
  boolean counted;

  /** Items in records that wait or are in flight. */
  long openItems;

  long inFlightItems;

  private SegmentTable table; // while it is in one
  private int bytes;
  private int ackBytes;
  private int openRecords;
  private int count;
  private int cursor;
  private Segment before; // the same segment in an earlier store, if that had an index
  private int[] offsets; // null when there is no index
  private int[] lengths;
  private int[] items;
  private byte[] states;

  Segment(long number, SegmentFormat.Header header, boolean own) {
    this.number = number;
    this.header = header;
    recipient = new Recipient(header.signal(), header.label());
    this.own = own;
    counted = own;
  }

  /** The same segment in a store that was opened later, and that has not read its records. */
  Segment reopened() {
    Segment segment = new Segment(number, header, own);
    segment.reopened = true;
    segment.counted = counted;
    segment.openItems = openItems;
    segment.before = isIndexed() ? this : before;
    return segment;
  }

  Signal signal() {
    return header.signal();
  }

  String name() {
    return name(number, ".seg");
  }

  String ackName() {
    return name(number, ".ack");
  }

  String badName() {
    return name(number, ".bad");
  }

  static String name(long number, String suffix) {
    String hex = Long.toHexString(number);
    return "0".repeat(16 - hex.length()) + hex + suffix;
  }

  /** Sets the table that follows the size of this segment, or null for none. */
  void joins(SegmentTable table) {
    this.table = table;
  }

  /** Bytes of both files, including the acknowledgements that may still be written. */
  long room() {
    return bytes
        + ackBytes
        + (long) SegmentTable.RECORD_ROOM * openRecords
        + SegmentTable.SEGMENT_ROOM;
  }

  /** Bytes of the file of records. */
  int bytes() {
    return bytes;
  }

  /** Bytes of the file of acknowledgements. */
  int ackBytes() {
    return ackBytes;
  }

  /** Records that wait or are in flight. */
  int openRecords() {
    return openRecords;
  }

  void setBytes(int bytes) {
    setSizes(bytes, ackBytes, openRecords);
  }

  void setAckBytes(int ackBytes) {
    setSizes(bytes, ackBytes, openRecords);
  }

  private void setSizes(int bytes, int ackBytes, int openRecords) {
    long before = room();
    this.bytes = bytes;
    this.ackBytes = ackBytes;
    this.openRecords = openRecords;
    if (table != null) {
      table.roomChanged(signal(), room() - before);
    }
  }

  boolean isIndexed() {
    return offsets != null;
  }

  void startIndex() {
    count = 0;
    cursor = 0;
    offsets = new int[8];
    lengths = new int[8];
    items = new int[8];
    states = new byte[8];
  }

  /** Drops the index, unless it holds more than the files do. */
  void dropIndexIfUntouched() {
    if (openRecords == count && inFlightItems == 0 && cursor == 0) {
      dropIndex();
    }
  }

  /** Drops the index, as if it had not been read. */
  void dropIndex() {
    offsets = null;
    lengths = null;
    items = null;
    states = null;
  }

  /** Adds a record that was written just now. */
  void append(int length, int itemCount) {
    index(bytes - length - SegmentFormat.RECORD_OVERHEAD, length, itemCount);
    setSizes(bytes, ackBytes, openRecords + 1);
    openItems += itemCount;
  }

  /** Adds a record to the index without counting it. */
  void index(int offset, int length, int itemCount) {
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
      items = Arrays.copyOf(items, 2 * count);
      states = Arrays.copyOf(states, 2 * count);
    }
    offsets[count] = offset;
    lengths[count] = length;
    items[count] = itemCount;
    states[count] = WAITING;
    count++;
  }

  /** Marks the record at an offset as finished, while the index is being read. */
  void applyAck(int offset) {
    int i = Arrays.binarySearch(offsets, 0, count, offset);
    if (i >= 0) {
      states[i] = DONE;
    }
  }

  /** Marks the records that are done with though their acknowledgements could not be written. */
  void applyBefore() {
    for (int i = 0; before != null && i < before.count; i++) {
      if (before.states[i] == DONE) {
        applyAck(before.offsets[i]);
      }
    }
    before = null;
  }

  /** Counts what is open in the index. */
  void countOpen() {
    int open = 0;
    openItems = 0;
    for (int i = 0; i < count; i++) {
      if (states[i] != DONE) {
        open++;
        openItems += items[i];
      }
    }
    setSizes(bytes, ackBytes, open);
  }

  /** The number of the oldest record that waits, or -1. */
  int firstWaiting() {
    while (cursor < count && states[cursor] == DONE) {
      cursor++;
    }
    for (int i = cursor; i < count; i++) {
      if (states[i] == WAITING) {
        return i;
      }
    }
    return -1;
  }

  int last() {
    return count - 1;
  }

  int offset(int i) {
    return offsets[i];
  }

  int length(int i) {
    return lengths[i];
  }

  int items(int i) {
    return items[i];
  }

  void startSending(int i) {
    states[i] = IN_FLIGHT;
    inFlightItems += items[i];
  }

  void putBack(int i) {
    states[i] = WAITING;
    inFlightItems -= items[i];
  }

  /** Marks a record as finished. */
  void finish(int i) {
    if (states[i] == IN_FLIGHT) {
      inFlightItems -= items[i];
    }
    states[i] = DONE;
    setSizes(bytes, ackBytes, openRecords - 1);
    openItems -= items[i];
  }

  void closeFiles() {
    if (file != null) {
      file.close();
      file = null;
    }
    if (ackFile != null) {
      ackFile.close();
      ackFile = null;
    }
  }
}
