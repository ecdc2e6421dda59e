// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.export.Signal;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The bytes of a segment and of its acknowledgements, big-endian. Not thread-safe.
 *
 * <pre>
 *   segment:  magic and version u64 | signal u8 | 0 u24 | 0 u32 | nonce u64 | label u64 | boot u64
 *             | wall ms u64 | monotonic ns u64 | 0 u32 | CRC32C u32; then records
 *   record:   magic u32 | length u32 | items u32 | flags u32 | sequence u64 | monotonic ns u64
 *             | payload | CRC32C u32 of nonce, offset in the file and all before
 *   acks:     magic u32 | nonce u64 | CRC32C u32; then entries
 *   entry:    value u32 | CRC32C u32 of nonce and value; the value is the offset of a record that is
 *             done with, or a mark that sending began or ended
 * </pre>
 *
 * <p>The nonce is random, so that bytes of another segment, or of a record inside a payload, are
 * never taken for a record of this one.
 */
final class SegmentFormat {
  static final int HEADER_BYTES = 64;
  static final int RECORD_HEADER_BYTES = 32;
  static final int RECORD_OVERHEAD = RECORD_HEADER_BYTES + 4;
  static final int ACK_HEADER_BYTES = 16;
  static final int ACK_BYTES = 8;
  static final int BEGIN_MARK = 1 << 30;
  static final int END_MARK = 1 << 31;

  static final long MAGIC = 0x52494e4753504c01L; // RINGSPL and the version
  static final int RECORD_MAGIC = 0xa7f3c51e;
  private static final int ACK_MAGIC = 0x41434b01;
  private static final Signal[] SIGNALS = Signal.values();

  private final CRC32C crc = new CRC32C();
  private final byte[] seed = new byte[12];

  /** The header of a segment. */
  record Header(
      Signal signal, long nonce, long label, long bootId, long wallMillis, long nanoTime) {}

  byte[] header(Header header) {
    ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES);
    out.putLong(MAGIC).put((byte) (header.signal.ordinal() + 1)).position(16);
    out.putLong(header.nonce).putLong(header.label).putLong(header.bootId);
    out.putLong(header.wallMillis).putLong(header.nanoTime).putInt(0);
    crc.reset();
    crc.update(out.array(), 0, HEADER_BYTES - 4);
    return out.putInt((int) crc.getValue()).array();
  }

  /** The header at the start of {@code bytes}, or null if there is none of this version. */
  Header readHeader(byte[] bytes) {
    if (bytes.length < HEADER_BYTES) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int signal = bytes[8] - 1;
    if (in.getLong(0) != MAGIC || !isWhole(bytes) || signal < 0 || signal >= SIGNALS.length) {
      return null;
    }
    return new Header(
        SIGNALS[signal],
        in.getLong(16),
        in.getLong(24),
        in.getLong(32),
        in.getLong(40),
        in.getLong(48));
  }

  /** In every version the checksum of a header is in its last four bytes. */
  private boolean isWhole(byte[] header) {
    crc.reset();
    crc.update(header, 0, HEADER_BYTES - 4);
    return ByteBuffer.wrap(header).getInt(HEADER_BYTES - 4) == (int) crc.getValue();
  }

  /** Whether a file begins like a segment of another version, which is left alone. */
  boolean isOtherVersion(byte[] bytes) {
    return bytes.length >= HEADER_BYTES
        && isWhole(bytes)
        && (ByteBuffer.wrap(bytes).getLong() ^ MAGIC) >>> 8 == 0
        && bytes[7] != (byte) MAGIC;
  }

  /** A record without the fields that depend on its place. */
  static byte[] record(byte[] payload, int offset, int length, int items) {
    byte[] record = new byte[RECORD_OVERHEAD + length];
    ByteBuffer.wrap(record).putInt(RECORD_MAGIC).putInt(length).putInt(items).putInt(0);
    System.arraycopy(payload, offset, record, RECORD_HEADER_BYTES, length);
    return record;
  }

  /** Completes a record for its place. */
  void seal(byte[] record, long nonce, int offset, long sequence, long nanoTime) {
    ByteBuffer out = ByteBuffer.wrap(record);
    out.putLong(16, sequence).putLong(24, nanoTime);
    int length = record.length - 4;
    out.putInt(length, checksum(nonce, offset, record, 0, length));
  }

  /**
   * The length of the payload of the record at {@code at} in {@code bytes}, or -1 if there is no
   * complete, undamaged record.
   *
   * @param base offset in the file of the first of {@code bytes}
   */
  int payloadLength(byte[] bytes, int at, int base, long nonce) {
    int left = bytes.length - at - RECORD_OVERHEAD;
    if (left < 0) {
      return -1;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int length = in.getInt(at + 4);
    if (in.getInt(at) != RECORD_MAGIC || length < 0 || length > left || in.getInt(at + 8) < 0) {
      return -1;
    }
    int end = RECORD_HEADER_BYTES + length;
    return in.getInt(at + end) == checksum(nonce, base + at, bytes, at, end) ? length : -1;
  }

  static int items(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes).getInt(at + 8);
  }

  private int checksum(long nonce, int offset, byte[] bytes, int from, int length) {
    ByteBuffer.wrap(seed).putLong(nonce).putInt(offset);
    crc.reset();
    crc.update(seed, 0, seed.length);
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  byte[] ackHeader(long nonce) {
    ByteBuffer out = ByteBuffer.allocate(ACK_HEADER_BYTES).putInt(ACK_MAGIC).putLong(nonce);
    crc.reset();
    crc.update(out.array(), 0, 12);
    return out.putInt((int) crc.getValue()).array();
  }

  /** Whether acknowledgements belong to the segment with this nonce. */
  boolean isAckOf(byte[] acks, long nonce) {
    if (acks.length < ACK_HEADER_BYTES) {
      return false;
    }
    ByteBuffer in = ByteBuffer.wrap(acks);
    crc.reset();
    crc.update(acks, 0, 12);
    return in.getInt(0) == ACK_MAGIC
        && in.getLong(4) == nonce
        && in.getInt(12) == (int) crc.getValue();
  }

  byte[] ack(long nonce, int value) {
    return ByteBuffer.allocate(ACK_BYTES).putInt(value).putInt(ackChecksum(nonce, value)).array();
  }

  /** The value of the entry at {@code at}, or 0 if it is incomplete or damaged. */
  int readAck(byte[] acks, int at, long nonce) {
    ByteBuffer in = ByteBuffer.wrap(acks);
    int value = in.getInt(at);
    return in.getInt(at + 4) == ackChecksum(nonce, value) ? value : 0;
  }

  private int ackChecksum(long nonce, int value) {
    ByteBuffer.wrap(seed).putLong(nonce).putInt(value);
    crc.reset();
    crc.update(seed, 0, seed.length);
    return (int) crc.getValue();
  }
}
