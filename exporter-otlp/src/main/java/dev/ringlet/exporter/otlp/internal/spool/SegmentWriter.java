// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.function.LongSupplier;

/** Creates segments, and writes to them and to their acknowledgements. Used by one thread. */
final class SegmentWriter {
  private static final int MAX_NAME_CLASHES = 1000;

  private final SpoolFiles files;
  private final SegmentFormat format;
  private final SpoolClock clock;
  private final LongSupplier nonces;
  private final SpoolHousekeeping housekeeping;
  private long nextNumber;
  private long nextSequence;
  private long writtenBytes;

  SegmentWriter(
      SpoolFiles files,
      SegmentFormat format,
      SpoolClock clock,
      LongSupplier nonces,
      SpoolHousekeeping housekeeping) {
    this.files = files;
    this.format = format;
    this.clock = clock;
    this.nonces = nonces;
    this.housekeeping = housekeeping;
  }

  /** Raises the next number to {@code least} at least. */
  void startAt(long least) {
    nextNumber = Math.max(nextNumber, least);
  }

  long nextNumber() {
    return nextNumber++;
  }

  /** Creates a segment with a header and no records. */
  Segment create(Recipient recipient) throws IOException {
    SegmentFormat.Header header =
        new SegmentFormat.Header(
            recipient.signal(),
            nonces.getAsLong(),
            recipient.label(),
            clock.bootId(),
            clock.wallMillis(),
            clock.nanoTime());
    Segment segment = newFile(header);
    try {
      segment.file.write(format.header(header), 0, SegmentFormat.HEADER_BYTES);
    } catch (Throwable t) {
      segment.closeFiles();
      housekeeping.delete(segment.name(), SegmentFormat.HEADER_BYTES);
      throw t;
    }
    writtenBytes += SegmentFormat.HEADER_BYTES;
    segment.setBytes(SegmentFormat.HEADER_BYTES);
    segment.directoryDirty = true;
    segment.lastAppendNanos = header.nanoTime();
    segment.startIndex();
    return segment;
  }

  private Segment newFile(SegmentFormat.Header header) throws IOException {
    for (int clashes = 0; ; clashes++) {
      Segment segment = new Segment(nextNumber++, header, true);
      try {
        segment.file = files.create(segment.name());
        return segment;
      } catch (FileAlreadyExistsException e) {
        if (clashes == MAX_NAME_CLASHES) {
          throw e;
        }
      }
    }
  }

  /** Appends a record made by {@link SegmentFormat#record}, and counts it as open. */
  void write(Segment segment, byte[] record) throws IOException {
    int offset = segment.bytes();
    long now = clock.nanoTime();
    format.seal(record, segment.header.nonce(), offset, nextSequence, now);
    segment.setBytes(offset + record.length); // an exception may leave this much
    segment.file.write(record, 0, record.length);
    writtenBytes += record.length;
    segment.append(record.length - SegmentFormat.RECORD_OVERHEAD, SegmentFormat.items(record, 0));
    segment.lastAppendNanos = now;
    segment.lastSequence = nextSequence++;
    segment.dirty = true;
  }

  /** Makes a segment's records safe. After an exception it must not be tried again. */
  void sync(Segment segment) throws IOException {
    if (segment.dirty) {
      segment.dirty = false;
      segment.file.sync();
      segment.syncedSequence = segment.lastSequence;
    }
  }

  /** Appends to the acknowledgements; a failure means a duplicate after a restart, no loss. */
  boolean ack(Segment segment, int value) {
    return tryAck(segment, value) || (housekeeping.release() && tryAck(segment, value));
  }

  private boolean tryAck(Segment segment, int value) {
    long nonce = segment.header.nonce();
    try {
      if (segment.ackFile == null) {
        segment.ackFile = files.append(segment.ackName(), segment.ackBytes());
        if (segment.ackBytes() == 0) {
          segment.ackFile.write(format.ackHeader(nonce), 0, SegmentFormat.ACK_HEADER_BYTES);
          segment.setAckBytes(SegmentFormat.ACK_HEADER_BYTES);
          writtenBytes += SegmentFormat.ACK_HEADER_BYTES;
        }
      }
      segment.ackFile.write(format.ack(nonce, value), 0, SegmentFormat.ACK_BYTES);
      segment.setAckBytes(segment.ackBytes() + SegmentFormat.ACK_BYTES);
      writtenBytes += SegmentFormat.ACK_BYTES;
      return true;
    } catch (IOException | RuntimeException e) {
      if (segment.ackFile != null) {
        segment.ackFile.close();
        segment.ackFile = null; // the next entry cuts off what this one left
      }
      return false;
    }
  }

  /** Bytes that were written to segments and acknowledgements. */
  long writtenBytes() {
    return writtenBytes;
  }
}
