// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static dev.ringlet.exporter.otlp.internal.spool.SegmentFormat.BEGIN_MARK;
import static dev.ringlet.exporter.otlp.internal.spool.SegmentFormat.END_MARK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.export.Signal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Segments as an earlier process, a fault or another program has left them. */
class SegmentLoaderTest {
  private static final long NONCE = 77;
  private static final SegmentFormat.Header HEADER =
      new SegmentFormat.Header(Signal.LOGS, NONCE, 1, 1, 1, 1);
  private static final int DAMAGED = -5;

  private final FaultDisk disk = new FaultDisk(new Random(1));
  private final SegmentFormat format = new SegmentFormat();
  private final Segment segment = new Segment(3, HEADER, false);
  private SegmentLoader loader;

  @BeforeEach
  void setUp() throws IOException {
    SpoolFiles files = disk.open();
    loader = new SegmentLoader(files, format, new SpoolHousekeeping(files));
  }

  /** A file with a record for each payload; the items of a record are its payload's length. */
  private byte[] content(byte[]... payloads) {
    byte[] content = format.header(HEADER);
    for (byte[] payload : payloads) {
      byte[] record = SegmentFormat.record(payload, 0, payload.length, payload.length);
      int end = content.length;
      format.seal(record, NONCE, end, 1, 1);
      content = Arrays.copyOf(content, end + record.length);
      System.arraycopy(record, 0, content, end, record.length);
    }
    return content;
  }

  private void putAcks(int... values) {
    ByteBuffer acks = ByteBuffer.allocate(16 + 8 * values.length).put(format.ackHeader(NONCE));
    for (int value : values) {
      acks.put(value == DAMAGED ? new byte[8] : format.ack(NONCE, value));
    }
    disk.put(segment.ackName(), acks.array());
  }

  private boolean load(byte[] content) throws IOException {
    disk.put(segment.name(), content);
    return loader.load(segment);
  }

  @Test
  void recordsAndAcknowledgementsAreIndexed() throws IOException {
    byte[] content = content(new byte[5], new byte[0], new byte[7]);
    int second = 64 + 5 + SegmentFormat.RECORD_OVERHEAD;
    int third = second + SegmentFormat.RECORD_OVERHEAD;
    putAcks(BEGIN_MARK, second);
    assertThat(load(content)).isTrue();
    assertThat(segment.bytes()).isEqualTo(content.length);
    assertThat(segment.ackBytes()).isEqualTo(32);
    assertThat(segment.openRecords()).isEqualTo(2);
    assertThat(segment.openItems).isEqualTo(12);
    assertThat(segment.firstWaiting()).isZero();
    assertThat(segment.offset(2)).isEqualTo(third);
    assertThat(segment.length(2)).isEqualTo(7);
    assertThat(loader.read(segment, 2).length()).isEqualTo(7);
  }

  @Test
  void anotherFileOfThatNumberIsNotUsed() throws IOException {
    assertThat(loader.load(segment)).isFalse(); // there is none
    assertThat(load(new byte[200])).isFalse();
    byte[] other = format.header(new SegmentFormat.Header(Signal.LOGS, NONCE + 1, 1, 1, 1, 1));
    assertThat(load(other)).isFalse();
    assertThat(load(content())).isTrue();
    disk.fault = op -> op == FaultDisk.Op.READ;
    assertThatThrownBy(() -> loader.load(segment)).hasMessage("fault at READ");
  }

  @Test
  void aFileThatIsTooLargeForASegmentIsNotRead() throws IOException {
    byte[] content = Arrays.copyOf(content(new byte[5]), SegmentLoader.MAX_FILE_BYTES + 1);
    assertThat(load(content)).isFalse();
    assertThat(segment.isIndexed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 40})
  void acknowledgementsOfAnotherSegmentAreDeleted(int length) throws IOException {
    byte[] acks = Arrays.copyOf(format.ackHeader(NONCE + 1), length);
    disk.put(segment.ackName(), acks);
    segment.setAckBytes(length); // as it was found
    assertThat(load(content(new byte[5]))).isTrue();
    assertThat(disk.names()).containsExactly(segment.name());
    assertThat(segment.ackBytes()).isZero();
    assertThat(segment.openRecords()).isEqualTo(1);
  }

  @Test
  void anEmptyRecordAtTheEndIsFound() throws IOException {
    assertThat(load(content(new byte[5], new byte[0]))).isTrue();
    assertThat(segment.openRecords()).isEqualTo(2);
    assertThat(loader.read(segment, 1).length()).isZero();
  }

  @Test
  void anEntryThatIsCutOffIsWrittenOver() throws IOException {
    putAcks(64);
    byte[] acks = disk.content(segment.ackName());
    disk.put(segment.ackName(), Arrays.copyOf(acks, acks.length + 7));
    assertThat(load(content(new byte[5]))).isTrue();
    assertThat(segment.ackBytes()).isEqualTo(acks.length);
    assertThat(segment.openRecords()).isZero();
  }

  /** A process that ends the sending in order, or gets a record through, was not killed by it. */
  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "begin, 1",
    "begin end, 0",
    "begin begin, 2",
    "begin begin end, 1",
    "begin damaged begin, 1",
    "begin begin sent, 0",
    "begin begin sent begin, 1",
    "begin begin unknown begin, 1"
  })
  void deathsWhileSendingAreCounted(String entries, int crashes) throws IOException {
    int[] values =
        Arrays.stream(entries.split(" "))
            .filter(entry -> !entry.isEmpty())
            .mapToInt(
                entry ->
                    switch (entry) {
                      case "begin" -> BEGIN_MARK;
                      case "end" -> END_MARK;
                      case "sent" -> 64;
                      case "unknown" -> 65; // no record begins there
                      default -> DAMAGED;
                    })
            .toArray();
    putAcks(values);
    assertThat(load(content(new byte[5], new byte[5]))).isTrue();
    assertThat(loader.crashes()).isEqualTo(crashes);
    disk.remove(segment.ackName());
    assertThat(load(content(new byte[5]))).isTrue();
    assertThat(loader.crashes()).isZero(); // of the last loaded segment only
  }

  @Test
  void theSearchForTheNextRecordPassesAnyDamage() throws IOException {
    for (int gap : new int[] {1, 3, 4, 50}) {
      byte[] before = content(new byte[5]);
      byte[] payload = new byte[9];
      byte[] record = SegmentFormat.record(payload, 0, payload.length, 2);
      int at = before.length + gap;
      format.seal(record, NONCE, at, 1, 1);
      byte[] content = Arrays.copyOf(before, at + record.length);
      System.arraycopy(record, 0, content, at, record.length);
      assertThat(load(content)).isTrue();
      assertThat(segment.openRecords()).as("gap of %s", gap).isEqualTo(2);
      assertThat(segment.offset(1)).isEqualTo(at);
    }
  }

  /** A part of the first byte's signature at the end must not lead beyond it. */
  @Test
  void theSearchEndsWithTheFile() throws IOException {
    byte[] whole = content(new byte[5], new byte[100]);
    int second = 64 + 5 + SegmentFormat.RECORD_OVERHEAD;
    for (int length = second; length < whole.length; length++) {
      assertThat(load(Arrays.copyOf(whole, length))).isTrue();
      assertThat(segment.openRecords()).as("%s bytes", length).isEqualTo(1);
    }
  }

  /** Each false beginning may cost a checksum over the rest of the file. */
  @ParameterizedTest
  @CsvSource({"40, 1", "200, 0"})
  void theSearchGivesUpAfterTooManyFalseBeginnings(int beginnings, int found) throws IOException {
    byte[] misleading = new byte[8 * beginnings];
    for (int i = 0; i < beginnings; i++) {
      ByteBuffer.wrap(misleading).putInt(8 * i, SegmentFormat.RECORD_MAGIC).putInt(8 * i + 4, 1000);
    }
    byte[] content = content(misleading, new byte[100_000]);
    content[64] ^= 1; // damages the first record, so that its payload is searched
    assertThat(load(content)).isTrue();
    assertThat(segment.openRecords()).isEqualTo(found);
  }

  @Test
  void aRecordThatWasDamagedSinceIsNone() throws IOException {
    byte[] content = content(new byte[5], new byte[9]);
    assertThat(load(content)).isTrue();
    assertThat(loader.read(segment, 1)).isNotNull();
    content[content.length - 6] ^= 1;
    disk.put(segment.name(), content);
    assertThat(loader.read(segment, 1)).isNull();
    assertThat(loader.read(segment, 0)).isNotNull();
    disk.put(segment.name(), Arrays.copyOf(content, content.length - 1));
    assertThat(loader.read(segment, 1)).isNull();
  }
}
