// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static dev.ringlet.exporter.otlp.internal.spool.ManualSpoolClock.SECOND;
import static dev.ringlet.exporter.otlp.internal.spool.SegmentFormat.BEGIN_MARK;
import static dev.ringlet.exporter.otlp.internal.spool.SegmentFormat.END_MARK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.Signal;
import dev.ringlet.testing.LogCapture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** What the reader notes in the acknowledgements, and what it does with segments that fail. */
class SpoolReaderTest extends SpoolStoreTests {
  private static final String SEGMENT = "0000000000000001.seg";
  private static final String ACKS = "0000000000000001.ack";

  private StoredRequest next() {
    return process.store.reader().next(SpoolProcess.TRACES);
  }

  private void putBack(StoredRequest request) {
    process.store.reader().putBack(request);
  }

  private void markIdle() {
    process.store.reader().markIdle(Signal.TRACES);
  }

  /** What the acknowledgements of the first segment say. */
  private List<Integer> entries() {
    SegmentFormat format = new SegmentFormat();
    long nonce = format.readHeader(disk.content(SEGMENT)).nonce();
    byte[] acks = disk.content(ACKS);
    assertThat(format.isAckOf(acks, nonce)).isTrue();
    List<Integer> entries = new ArrayList<>();
    for (int at = 16; at < acks.length; at += 8) {
      entries.add(format.readAck(acks, at, nonce));
    }
    return entries;
  }

  private long lost() {
    return process.own.get(Signal.TRACES).dropped(DropCause.SPOOL_CORRUPT);
  }

  private void assertReported(LogCapture log) {
    assertThat(log.messages(Level.WARNING))
        .containsExactly("Unreadable segment in spool directory " + settings.directory());
  }

  /** Reads of the disk fail for so long that a segment is put aside. */
  private void failUntilPutAside() {
    disk.fault = op -> op == FaultDisk.Op.READ;
    for (int i = 1; i < ReadFailures.LASTING; i++) {
      assertThat(next()).isNull();
      assertThat(disk.names()).contains(SEGMENT);
      clock.pass(ReadFailures.APART_NANOS);
    }
    assertThat(next()).isNull();
    disk.fault = op -> false;
  }

  @Test
  void theEndOfSendingIsNotedOnceNothingIsUnderWay() throws IOException {
    start();
    fill(1, 3);
    StoredRequest first = next();
    assertThat(entries()).containsExactly(BEGIN_MARK);
    StoredRequest second = next();
    assertThat(entries()).containsExactly(BEGIN_MARK);
    putBack(first);
    markIdle();
    assertThat(entries()).containsExactly(BEGIN_MARK);
    putBack(second);
    assertThat(entries()).containsExactly(BEGIN_MARK);
    markIdle();
    assertThat(entries()).containsExactly(BEGIN_MARK, END_MARK);
    markIdle();
    assertThat(entries()).containsExactly(BEGIN_MARK, END_MARK);
  }

  /** More would not change what the next process makes of them, and the room is bounded. */
  @Test
  void onlyFourBeginningsAreNoted() throws IOException {
    start();
    fill(1, 1);
    List<Integer> marks = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      putBack(next());
      markIdle();
      if (i <= 4) {
        marks.add(BEGIN_MARK);
        marks.add(END_MARK);
      }
      assertThat(entries()).isEqualTo(marks);
    }
  }

  @Test
  void marksThatCannotBeWrittenAreWrittenLater() throws IOException {
    start();
    fill(1, 1);
    disk.fault = op -> op == FaultDisk.Op.WRITE;
    StoredRequest request = next();
    assertThat(request).isNotNull();
    disk.fault = op -> false;
    putBack(request);
    request = next();
    assertThat(entries()).containsExactly(BEGIN_MARK);
    putBack(request);
    disk.fault = op -> op == FaultDisk.Op.WRITE;
    markIdle();
    disk.fault = op -> false;
    markIdle();
    assertThat(entries()).containsExactly(BEGIN_MARK, END_MARK);
  }

  /** It ends in order, so what it sent last has not killed it. */
  @Test
  void aProcessThatEndsAfterAFailureIsNotTakenForACrash() throws IOException {
    start();
    fill(1, 2);
    process.store.close();
    for (int i = 0; i < 4; i++) {
      start();
      putBack(next());
      process.store.close();
    }
    start();
    assertThat(drain()).containsExactly(1, 2);
  }

  @Test
  void aSegmentThatCannotBeReadAnyMoreIsPutAsideAndCounted() throws IOException {
    try (LogCapture log = new LogCapture("dev.ringlet")) {
      start();
      fill(1, 3);
      failUntilPutAside();
      assertThat(disk.names()).contains("0000000000000001.bad").doesNotContain(SEGMENT, ACKS);
      assertThat(lost()).isEqualTo(3);
      process.check(0);
      assertThat(log.messages(Level.WARNING))
          .startsWith(
              "Cannot read in spool directory "
                  + settings.directory()
                  + " (java.io.IOException: fault at READ); what is stored there waits")
          .endsWith("Unreadable segment in spool directory " + settings.directory())
          .hasSize(ReadFailures.LASTING + 1);
    }
  }

  @Test
  void whatIsUnderWayFromItIsCountedWhenItIsBack() throws IOException {
    start();
    fill(1, 3);
    StoredRequest delivered = next();
    failUntilPutAside();
    assertThat(disk.names()).containsExactly("0000000000000001.bad", "reserve");
    assertThat(lost()).isEqualTo(2);
    process.check(1);
    process.store.reader().finishSending(delivered, OK);
    assertThat(process.own.get(Signal.TRACES).exported()).isEqualTo(1);
    process.check(0);
  }

  @Test
  void aRecordThatWasDamagedSinceItWasWrittenIsCountedAndDoneWith() throws IOException {
    try (LogCapture log = new LogCapture("dev.ringlet")) {
      start();
      fill(1, 3);
      int second = SegmentFormat.HEADER_BYTES + 1000 + SegmentFormat.RECORD_OVERHEAD;
      disk.content(SEGMENT)[second + 100] ^= 1;
      StoredRequest first = next();
      StoredRequest third = next();
      assertThat(SpoolProcess.id(third.toPayload(0))).isEqualTo(3);
      assertThat(lost()).isEqualTo(1);
      assertThat(entries()).containsExactly(BEGIN_MARK, second);
      assertReported(log);
      putBack(first);
      putBack(third);
      assertThat(drain()).containsExactly(1, 3);
    }
  }

  @Test
  void aSegmentWithNothingLeftToSendIsDeleted() throws IOException {
    start();
    fill(1, 2);
    assertThat(drain()).containsExactly(1, 2);
    assertThat(disk.names()).contains(SEGMENT, ACKS); // more may be written to it
    disk.kill();
    start();
    assertThat(next()).isNull();
    assertThat(disk.names()).containsExactly("reserve");
    assertThat(process.books.inherited(Signal.TRACES).exported()).isZero();

    fill(3, 3);
    disk.kill();
    String name = "0000000000000002.seg";
    disk.put(name, Arrays.copyOf(disk.content(name), SegmentFormat.HEADER_BYTES));
    start();
    assertThat(next()).isNull();
    assertThat(disk.names()).containsExactly("reserve");
  }

  /** The index would lack acknowledgements that were not read. */
  @Test
  void anErrorWhileASegmentIsReadLeavesNothingOfItBehind() throws IOException {
    start();
    fill(1, 3);
    assertThat(process.deliver(Signal.TRACES, OK)).isEqualTo(1);
    disk.kill();
    start();
    int[] reads = {0};
    disk.fault =
        op -> {
          if (op == FaultDisk.Op.READ && ++reads[0] == 3) { // after the size and the records
            throw new OutOfMemoryError("for a test");
          }
          return false;
        };
    assertThatThrownBy(this::next).isInstanceOf(OutOfMemoryError.class);
    assertThat(reads[0]).isEqualTo(3);
    disk.fault = op -> false;
    assertThat(drain()).containsExactly(2, 3);
    assertThat(process.books.inherited(Signal.TRACES).exported()).isEqualTo(2);
    assertThat(process.books.inherited(Signal.TRACES).spooled()).isZero();
  }

  @Test
  void aSignalThatIsNotRegisteredWaits() throws IOException {
    start();
    assertThat(process.append(Signal.METRICS, 1, 100, 1)).isEqualTo(StoreOutcome.STORED);
    assertThat(process.store.reader().next(SpoolProcess.METRICS)).isNull();
    process.store.reader().register(SpoolProcess.METRICS);
    assertThat(process.deliver(Signal.METRICS, OK)).isEqualTo(1);
    clock.pass(5 * SECOND);
    process.store.tick();
    assertThat(process.append(Signal.METRICS, 2, 100, 1)).isEqualTo(StoreOutcome.STORED);
    assertThat(new SegmentFormat().readHeader(disk.content("0000000000000002.seg")).label())
        .isEqualTo(SpoolProcess.LABEL);
    assertThat(process.deliver(Signal.METRICS, OK)).isEqualTo(2);
  }
}
