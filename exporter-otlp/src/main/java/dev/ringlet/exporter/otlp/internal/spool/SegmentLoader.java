// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import java.io.IOException;

/**
 * Reads segments, which may be damaged. Used by the spool's thread only.
 *
 * <p>A damaged record is skipped: the search for the next one continues byte by byte. A record is
 * recognised by a checksum that depends on the segment's random nonce, so only what was written is
 * found. The search is bounded, because a payload may look like the beginnings of many records.
 */
final class SegmentLoader {
  /** Larger files are not segments: no record is larger, and a file is read as a whole. */
  static final int MAX_FILE_BYTES = 80 << 20;

  private static final int MAX_ACK_BYTES = 16 << 20;
  private static final int MAX_CHECKED_TIMES = 64;

  private final SpoolFiles files;
  private final SegmentFormat format;
  private final SpoolHousekeeping housekeeping;
  private int crashes;

  SegmentLoader(SpoolFiles files, SegmentFormat format, SpoolHousekeeping housekeeping) {
    this.files = files;
    this.housekeeping = housekeeping;
    this.format = format;
  }

  /**
   * Reads records and acknowledgements into the index of a segment and counts what is open. After
   * an exception or an error there is no index.
   *
   * @return whether the file is there and can be used
   * @throws IOException if it cannot be read now
   */
  boolean load(Segment segment) throws IOException {
    crashes = 0;
    long size = files.size(segment.name());
    if (size < 0 || size > MAX_FILE_BYTES) {
      return false;
    }
    byte[] bytes = files.read(segment.name(), 0, (int) size);
    SegmentFormat.Header header = format.readHeader(bytes);
    if (header == null || header.nonce() != segment.header.nonce()) {
      return false;
    }
    boolean loaded = false;
    try {
      segment.setBytes((int) size);
      segment.startIndex();
      indexRecords(segment, bytes);
      readAcks(segment);
      segment.applyBefore();
      segment.countOpen();
      loaded = true;
    } finally {
      if (!loaded) {
        segment.dropIndex(); // without its acknowledgements, records would be sent again
      }
    }
    return true;
  }

  private void indexRecords(Segment segment, byte[] bytes) {
    long nonce = segment.header.nonce();
    long budget = (long) MAX_CHECKED_TIMES * bytes.length;
    int at = SegmentFormat.HEADER_BYTES;
    while (at + SegmentFormat.RECORD_OVERHEAD <= bytes.length && budget > 0) {
      int length = format.payloadLength(bytes, at, 0, nonce);
      if (length >= 0) {
        segment.index(at, length, SegmentFormat.items(bytes, at));
        at += SegmentFormat.RECORD_OVERHEAD + length;
      } else {
        budget -= looksLikeRecord(bytes, at) ? bytes.length - at : 1;
        at++;
        while (at + 4 <= bytes.length && !looksLikeRecord(bytes, at)) {
          at++;
        }
      }
    }
  }

  private static boolean looksLikeRecord(byte[] bytes, int at) {
    return bytes[at] == (byte) (SegmentFormat.RECORD_MAGIC >>> 24)
        && bytes[at + 1] == (byte) (SegmentFormat.RECORD_MAGIC >>> 16)
        && bytes[at + 2] == (byte) (SegmentFormat.RECORD_MAGIC >>> 8)
        && bytes[at + 3] == (byte) SegmentFormat.RECORD_MAGIC;
  }

  private void readAcks(Segment segment) throws IOException {
    long nonce = segment.header.nonce();
    long size = files.size(segment.ackName());
    int length = (int) Math.max(0, Math.min(size, MAX_ACK_BYTES));
    byte[] acks = size < 0 ? new byte[0] : files.read(segment.ackName(), 0, length);
    segment.setAckBytes(0);
    if (size < 0) {
      return;
    }
    if (!format.isAckOf(acks, nonce)) {
      housekeeping.delete(segment.ackName(), size); // of one that had this number before a crash
      return;
    }
    int at = SegmentFormat.ACK_HEADER_BYTES;
    for (; at + SegmentFormat.ACK_BYTES <= acks.length; at += SegmentFormat.ACK_BYTES) {
      int value = format.readAck(acks, at, nonce);
      if (value == SegmentFormat.BEGIN_MARK) {
        crashes++;
      } else if (value == SegmentFormat.END_MARK || value == 0) {
        crashes--; // what cannot be read may have been an end
      } else if (value > 0) {
        segment.applyAck(value);
        crashes = 0; // there was progress
      }
    }
    segment.setAckBytes(at);
  }

  /** How many times in a row a process died while sending from the last loaded segment. */
  int crashes() {
    return crashes;
  }

  /**
   * Reads one record; null if it is damaged.
   *
   * @throws java.nio.file.NoSuchFileException if the segment is gone
   * @throws IOException if it cannot be read now
   */
  StoredRequest read(Segment segment, int i) throws IOException {
    int offset = segment.offset(i);
    int length = segment.length(i);
    byte[] record = files.read(segment.name(), offset, length + SegmentFormat.RECORD_OVERHEAD);
    boolean whole =
        format.payloadLength(record, 0, offset, segment.header.nonce()) == length
            && record.length == length + SegmentFormat.RECORD_OVERHEAD;
    return whole ? new StoredRequest(segment, i, record, segment.items(i)) : null;
  }
}
