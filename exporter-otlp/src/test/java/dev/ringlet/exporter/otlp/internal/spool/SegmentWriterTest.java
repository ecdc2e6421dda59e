// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static dev.ringlet.exporter.otlp.internal.spool.ManualSpoolClock.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.export.Signal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bytes of segments and acknowledgements, on a disk that can fail. */
class SegmentWriterTest {
  private static final long NONCE = 77;
  private static final int HEADER = SegmentFormat.HEADER_BYTES;

  private final FaultDisk disk = new FaultDisk(new Random(1));
  private final SegmentFormat format = new SegmentFormat();
  private final ManualSpoolClock clock = new ManualSpoolClock();
  private SpoolHousekeeping housekeeping;
  private SegmentWriter writer;
  private Segment segment;

  @BeforeEach
  void setUp() throws IOException {
    SpoolFiles files = disk.open();
    housekeeping = new SpoolHousekeeping(files);
    writer = new SegmentWriter(files, format, clock, () -> NONCE, housekeeping);
    writer.startAt(1);
  }

  @AfterEach
  void noFileStaysOpen() {
    if (segment != null) {
      segment.closeFiles();
    }
    assertThat(disk.openFiles).isZero();
  }

  private void create() throws IOException {
    segment = writer.create(new Recipient(Signal.LOGS, 9));
  }

  private void write(int length) throws IOException {
    writer.write(segment, SegmentFormat.record(new byte[length], 0, length, 4));
  }

  private byte[] content() {
    return disk.content(segment.name());
  }

  /** The header of acknowledgements, and an entry for each value. */
  private byte[] acks(int... values) {
    ByteBuffer acks = ByteBuffer.allocate(16 + 8 * values.length).put(format.ackHeader(NONCE));
    for (int value : values) {
      acks.put(format.ack(NONCE, value));
    }
    return acks.array();
  }

  /** Fails the n-th write from now on, and leaves a part of it. */
  private void failWrite(int nth) {
    int[] writes = {0};
    disk.fault = op -> op == FaultDisk.Op.WRITE && ++writes[0] == nth;
  }

  private void fillNames(int from, int to) {
    for (int number = from; number <= to; number++) {
      disk.put(Segment.name(number, ".seg"), new byte[0]);
    }
  }

  @Test
  void numbersOnlyRise() throws IOException {
    writer.startAt(5);
    assertThat(writer.nextNumber()).isEqualTo(5);
    assertThat(writer.nextNumber()).isEqualTo(6);
    writer.startAt(3);
    create();
    assertThat(segment.number).isEqualTo(7);
  }

  @Test
  void aNewSegmentHasAHeaderAndNothingElse() throws IOException {
    create();
    assertThat(format.readHeader(content()))
        .isEqualTo(
            new SegmentFormat.Header(
                Signal.LOGS, NONCE, 9, clock.bootId, clock.wallMillis, clock.nanos));
    assertThat(content()).hasSize(HEADER);
    assertThat(segment.bytes()).isEqualTo(HEADER);
    assertThat(segment.openRecords()).isZero();
    assertThat(segment.own).isTrue();
    assertThat(segment.lastAppendNanos).isEqualTo(clock.nanos);
  }

  @Test
  void recordsFollowOneAnother() throws IOException {
    create();
    write(10);
    clock.pass(SECOND);
    write(20);
    int second = HEADER + 10 + SegmentFormat.RECORD_OVERHEAD;
    byte[] content = content();
    assertThat(format.payloadLength(content, HEADER, 0, NONCE)).isEqualTo(10);
    assertThat(format.payloadLength(content, second, 0, NONCE)).isEqualTo(20);
    ByteBuffer bytes = ByteBuffer.wrap(content);
    assertThat(bytes.getLong(HEADER + 16)).isEqualTo(0);
    assertThat(bytes.getLong(second + 16)).isEqualTo(1);
    assertThat(bytes.getLong(second + 24)).isEqualTo(clock.nanos);
    assertThat(segment.bytes()).isEqualTo(content.length);
    assertThat(segment.offset(1)).isEqualTo(second);
    assertThat(segment.openRecords()).isEqualTo(2);
    assertThat(segment.openItems).isEqualTo(8);
    assertThat(segment.lastSequence).isEqualTo(1);
    assertThat(segment.lastAppendNanos).isEqualTo(clock.nanos);
  }

  @Test
  void allBytesThatWereWrittenAreCounted() throws IOException {
    create();
    assertThat(writer.writtenBytes()).isEqualTo(HEADER);
    write(10);
    write(20);
    assertThat(writer.writtenBytes()).isEqualTo(disk.bytes());
    assertThat(writer.ack(segment, HEADER)).isTrue();
    assertThat(writer.ack(segment, SegmentFormat.BEGIN_MARK)).isTrue();
    assertThat(writer.writtenBytes()).isEqualTo(disk.bytes());
  }

  @Test
  void namesThatExistAreSkipped() throws IOException {
    fillNames(1, 1000);
    create();
    assertThat(segment.number).isEqualTo(1001);
  }

  /** A thousand names that no list of the directory has shown are no accident. */
  @Test
  void thereIsAnEndToTheSearchForAName() throws IOException {
    fillNames(1, 1001);
    assertThatThrownBy(this::create).isInstanceOf(FileAlreadyExistsException.class);
    create();
    assertThat(segment.number).isEqualTo(1002);
  }

  @Test
  void aSegmentWhoseHeaderCannotBeWrittenIsDeleted() throws IOException {
    failWrite(1);
    assertThatThrownBy(this::create).hasMessage("fault at WRITE");
    assertThat(disk.names()).isEmpty();
    assertThat(disk.openFiles).isZero();
    assertThat(writer.writtenBytes()).isZero();

    disk.fault = op -> op == FaultDisk.Op.WRITE || op == FaultDisk.Op.DELETE;
    assertThatThrownBy(this::create).hasMessage("fault at WRITE");
    assertThat(housekeeping.isPending("0000000000000002.seg")).isTrue();
    assertThat(housekeeping.bytes()).isEqualTo(HEADER);
  }

  /** Any part of the record may be in the file. */
  @Test
  void aWriteThatFailsTakesItsRoom() throws IOException {
    create();
    failWrite(1);
    assertThatThrownBy(() -> write(100)).hasMessage("fault at WRITE");
    assertThat(segment.bytes()).isEqualTo(HEADER + 100 + SegmentFormat.RECORD_OVERHEAD);
    assertThat(segment.openRecords()).isZero();
    assertThat(segment.lastSequence).isEqualTo(-1);
  }

  @Test
  void onlyWhatWasWrittenSinceIsSynced() throws IOException {
    create();
    writer.sync(segment);
    assertThat(disk.syncs).isZero();
    write(10);
    assertThat(segment.syncedSequence).isEqualTo(-1);
    writer.sync(segment);
    assertThat(disk.syncs).isEqualTo(1);
    assertThat(segment.syncedSequence).isZero();
    writer.sync(segment);
    assertThat(disk.syncs).isEqualTo(1);
    write(10);
    disk.fault = op -> op == FaultDisk.Op.SYNC;
    assertThatThrownBy(() -> writer.sync(segment)).hasMessage("fault at SYNC");
    assertThat(segment.syncedSequence).isZero();
    writer.sync(segment);
    assertThat(disk.syncs).isEqualTo(2); // a second sync might succeed although data is lost
  }

  @Test
  void acknowledgementsBeginWithAHeader() throws IOException {
    create();
    assertThat(writer.ack(segment, 64)).isTrue();
    assertThat(disk.content(segment.ackName())).isEqualTo(acks(64));
    assertThat(segment.ackBytes()).isEqualTo(24);
    assertThat(writer.ack(segment, SegmentFormat.END_MARK)).isTrue();
    assertThat(disk.content(segment.ackName())).isEqualTo(acks(64, SegmentFormat.END_MARK));
    assertThat(segment.ackBytes()).isEqualTo(32);
    assertThat(disk.openFiles).isEqualTo(2);
  }

  @Test
  void theNextEntryCutsOffWhatAFailureLeft() throws IOException {
    create();
    for (int nth = 1; nth <= 2; nth++) { // the header, or the entry behind it
      failWrite(nth);
      assertThat(writer.ack(segment, 64)).isFalse();
      assertThat(disk.openFiles).isEqualTo(1);
    }
    assertThat(writer.ack(segment, 65)).isTrue();
    assertThat(disk.content(segment.ackName())).isEqualTo(acks(65));
    failWrite(1);
    assertThat(writer.ack(segment, 66)).isFalse();
    assertThat(disk.openFiles).isEqualTo(1);
    assertThat(writer.ack(segment, 67)).isTrue();
    assertThat(disk.content(segment.ackName())).isEqualTo(acks(65, 67));
    assertThat(segment.ackBytes()).isEqualTo(32);
  }

  @Test
  void aFileOfAcknowledgementsThatCannotBeOpenedIsTriedAgain() throws IOException {
    create();
    disk.fault = op -> op == FaultDisk.Op.APPEND;
    assertThat(writer.ack(segment, 64)).isFalse();
    disk.fault = op -> false;
    assertThat(writer.ack(segment, 65)).isTrue();
    assertThat(disk.content(segment.ackName())).isEqualTo(acks(65));
  }

  @Test
  void theReserveMakesRoomForAnAcknowledgementOnce() throws IOException {
    create();
    housekeeping.reserve();
    failWrite(1);
    assertThat(writer.ack(segment, 64)).isTrue();
    assertThat(disk.names()).containsExactly(segment.ackName(), segment.name());
    assertThat(disk.content(segment.ackName())).isEqualTo(acks(64));
    failWrite(1);
    assertThat(writer.ack(segment, 65)).isFalse();
    housekeeping.reserve();
    disk.fault = op -> op == FaultDisk.Op.WRITE;
    assertThat(writer.ack(segment, 66)).isFalse(); // it did not help
    assertThat(disk.names()).doesNotContain("reserve");
  }
}
