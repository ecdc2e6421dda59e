// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.Signal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentFormatTest {
  private static final long NONCE = 0x0123456789abcdefL;

  private final SegmentFormat format = new SegmentFormat();

  /** A header whose checksum is right, whatever was changed in it. */
  private static byte[] withChecksum(byte[] header) {
    CRC32C crc = new CRC32C();
    crc.update(header, 0, header.length - 4);
    ByteBuffer.wrap(header).putInt(header.length - 4, (int) crc.getValue());
    return header;
  }

  private byte[] header() {
    return format.header(new SegmentFormat.Header(Signal.LOGS, NONCE, 2, 3, 4, 5));
  }

  private byte[] sealed(byte[] payload, int offset) {
    byte[] record = SegmentFormat.record(payload, 0, payload.length, 7);
    format.seal(record, NONCE, offset, 8, 9);
    return record;
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void aHeaderIsReadAsItWasWritten(Signal signal) {
    SegmentFormat.Header header =
        new SegmentFormat.Header(signal, NONCE, -2, Long.MAX_VALUE, 4, Long.MIN_VALUE);
    byte[] bytes = format.header(header);
    assertThat(bytes).hasSize(64);
    assertThat(format.readHeader(bytes)).isEqualTo(header);
    assertThat(format.readHeader(Arrays.copyOf(bytes, 63))).isNull();
    assertThat(format.isOtherVersion(bytes)).isFalse();
  }

  /** The layout is a promise to other versions. */
  @Test
  void theLayoutOfAHeader() {
    byte[] expected = new byte[64];
    ByteBuffer.wrap(expected)
        .put(new byte[] {'R', 'I', 'N', 'G', 'S', 'P', 'L', 1})
        .put((byte) 3)
        .position(16)
        .putLong(NONCE)
        .putLong(2)
        .putLong(3)
        .putLong(4)
        .putLong(5);
    assertThat(header()).isEqualTo(withChecksum(expected));
  }

  @Test
  void theLayoutOfARecord() {
    byte[] record = sealed(new byte[] {1, 2, 3}, 64);
    ByteBuffer expected = ByteBuffer.allocate(39);
    expected.putInt(0xa7f3c51e).putInt(3).putInt(7).putInt(0).putLong(8).putLong(9);
    expected.put(new byte[] {1, 2, 3});
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(12).putLong(NONCE).putInt(64).flip());
    crc.update(expected.array(), 0, 35);
    assertThat(record).isEqualTo(expected.putInt((int) crc.getValue()).array());
  }

  @Test
  void aDamagedHeaderIsNone() {
    for (int i = 0; i < 64; i++) {
      byte[] damaged = header();
      damaged[i] ^= 1;
      assertThat(format.readHeader(damaged)).as("byte %d", i).isNull();
    }
    for (int signal : new int[] {0, 5, -1}) {
      byte[] header = header();
      header[8] = (byte) signal;
      assertThat(format.readHeader(withChecksum(header))).as("signal %d", signal).isNull();
    }
  }

  @Test
  void anotherVersionIsRecognisedByItsMagicAndChecksum() {
    byte[] other = header();
    other[7] = 2;
    assertThat(format.isOtherVersion(other)).isFalse(); // damaged
    assertThat(format.isOtherVersion(withChecksum(other))).isTrue();
    assertThat(format.readHeader(other)).isNull();
    assertThat(format.isOtherVersion(Arrays.copyOf(other, 63))).isFalse();
    for (int i = 0; i < 7; i++) {
      byte[] foreign = other.clone();
      foreign[i] ^= 1;
      assertThat(format.isOtherVersion(withChecksum(foreign))).isFalse();
    }
  }

  @Test
  void aRecordIsFoundAtItsPlaceOnly() {
    byte[] payload = {1, 2, 3, 4, 5};
    byte[] record = sealed(payload, 100);
    assertThat(format.payloadLength(record, 0, 100, NONCE)).isEqualTo(5);
    assertThat(SegmentFormat.items(record, 0)).isEqualTo(7);
    assertThat(format.payloadLength(record, 0, 101, NONCE)).isEqualTo(-1);
    assertThat(format.payloadLength(record, 0, 100, NONCE + 1)).isEqualTo(-1);
    byte[] later = new byte[40 + record.length + 3];
    System.arraycopy(record, 0, later, 40, record.length);
    assertThat(format.payloadLength(later, 40, 60, NONCE)).isEqualTo(5);
    assertThat(SegmentFormat.items(later, 40)).isEqualTo(7);
    assertThat(format.payloadLength(later, 39, 61, NONCE)).isEqualTo(-1);
    assertThat(format.payloadLength(later, later.length - 35, 0, NONCE)).isEqualTo(-1);
  }

  @Test
  void aDamagedOrIncompleteRecordIsNone() {
    byte[] record = sealed(new byte[] {1, 2, 3}, 0);
    for (int i = 0; i < record.length; i++) {
      byte[] damaged = record.clone();
      damaged[i] ^= 1;
      assertThat(format.payloadLength(damaged, 0, 0, NONCE)).as("byte %d", i).isEqualTo(-1);
      assertThat(format.payloadLength(Arrays.copyOf(record, i), 0, 0, NONCE)).isEqualTo(-1);
    }
    assertThat(format.payloadLength(sealed(new byte[0], 0), 0, 0, NONCE)).isZero();
  }

  /** Its checksum is right, but no process of this version writes it. */
  @Test
  void aNegativeNumberOfItemsIsNone() {
    for (int items : new int[] {-1, Integer.MIN_VALUE, 0, Integer.MAX_VALUE}) {
      byte[] record = SegmentFormat.record(new byte[3], 0, 3, items);
      format.seal(record, NONCE, 0, 1, 1);
      assertThat(format.payloadLength(record, 0, 0, NONCE)).isEqualTo(items < 0 ? -1 : 3);
    }
  }

  @Test
  void aRecordHasThePartOfABufferThatItIsGiven() {
    byte[] record = SegmentFormat.record(new byte[] {9, 1, 2, 9}, 1, 2, 7);
    assertThat(record).hasSize(SegmentFormat.RECORD_OVERHEAD + 2);
    assertThat(Arrays.copyOfRange(record, 32, 34)).containsExactly(1, 2);
  }

  @Test
  void acknowledgementsBelongToOneSegment() {
    byte[] header = format.ackHeader(NONCE);
    assertThat(header).hasSize(16);
    assertThat(format.isAckOf(header, NONCE)).isTrue();
    assertThat(format.isAckOf(Arrays.copyOf(header, 30), NONCE)).isTrue();
    assertThat(format.isAckOf(Arrays.copyOf(header, 15), NONCE)).isFalse();
    assertThat(format.isAckOf(header, NONCE + 1)).isFalse();
    for (int i = 0; i < header.length; i++) {
      byte[] damaged = header.clone();
      damaged[i] ^= 1;
      assertThat(format.isAckOf(damaged, NONCE)).as("byte %d", i).isFalse();
    }
  }

  @Test
  void anEntryIsAValueOrNothing() {
    for (int value : new int[] {64, SegmentFormat.BEGIN_MARK, SegmentFormat.END_MARK}) {
      byte[] entries = new byte[24];
      System.arraycopy(format.ack(NONCE, value), 0, entries, 8, 8);
      assertThat(format.readAck(entries, 8, NONCE)).isEqualTo(value);
      assertThat(format.readAck(entries, 8, NONCE + 1)).isZero();
      assertThat(format.readAck(entries, 16, NONCE)).isZero();
      for (int i = 8; i < 16; i++) {
        byte[] damaged = entries.clone();
        damaged[i] ^= 1;
        assertThat(format.readAck(damaged, 8, NONCE)).isZero();
      }
    }
  }
}
