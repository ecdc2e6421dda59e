// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static dev.ringlet.exporter.otlp.internal.spool.ManualSpoolClock.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.Signal;
import dev.ringlet.testing.LogCapture;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store does by itself and when, and the room that it reckons with. */
class SpoolDueWorkTest extends SpoolStoreTests {
  private static final long LOOK = 5 * SECOND;
  private static final String SEGMENT = "0000000000000001.seg";

  private void tickAfter(long nanos) {
    clock.pass(nanos);
    process.store.tick();
  }

  private long segments() {
    return disk.names().stream().filter(name -> name.endsWith(".seg")).count();
  }

  @Test
  void aRemovedDirectoryIsNoticedAfterFiveSecondsAndUnlocked() throws IOException {
    start();
    disk.alive = false;
    tickAfter(LOOK - 1);
    assertThat(process.store.isDead()).isFalse();
    tickAfter(1);
    assertThat(process.store.isDead()).isTrue();
    assertThat(process.store.isAvailable()).isFalse();
    disk.alive = true;
    disk.open().close(); // refused while a spool has it
  }

  @Test
  void theNextLookIsFiveSecondsLater() throws IOException {
    start();
    tickAfter(LOOK + SECOND);
    disk.alive = false;
    tickAfter(LOOK - 1);
    assertThat(process.store.isDead()).isFalse();
    tickAfter(1);
    assertThat(process.store.isDead()).isTrue();
  }

  @Test
  void filesThatCouldNotBeDeletedAreDeletedAtTheNextLook() throws IOException {
    start();
    fill(1, 130);
    disk.fault = op -> op == FaultDisk.Op.DELETE;
    drain();
    assertThat(disk.names()).contains(SEGMENT, "0000000000000001.ack");
    assertThat(process.store.bytes()).isGreaterThanOrEqualTo(disk.bytes());
    disk.fault = op -> false;
    tickAfter(LOOK);
    assertThat(disk.names()).containsExactly("reserve");
    assertThat(process.store.bytes()).isEqualTo(disk.bytes());
  }

  @Test
  void anEmptySegmentIsSpentAfterFiveSeconds() throws IOException {
    start();
    fill(1, 1);
    drain();
    tickAfter(LOOK);
    assertThat(disk.names()).containsExactly("reserve");

    clock.pass(LOOK - 1);
    fill(2, 2);
    drain();
    tickAfter(1);
    assertThat(disk.names()).contains("0000000000000002.seg"); // more may be written to it
    tickAfter(LOOK);
    assertThat(disk.names()).containsExactly("reserve");
  }

  @Test
  void aSegmentWithAWaitingRecordIsWrittenOn() throws IOException {
    start();
    fill(1, 1);
    tickFor(600);
    fill(2, 2);
    assertThat(segments()).isEqualTo(1);
  }

  @Test
  void anOldSegmentIsNotWrittenOn() throws IOException {
    settings = SpoolProcess.settings(1 << 20, 800 * SECOND, true, false);
    start();
    fill(1, 1);
    tickFor(95);
    fill(2, 2);
    assertThat(segments()).isEqualTo(1);
    tickFor(5); // an eighth of the age
    fill(3, 3);
    assertThat(segments()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aRecordMayFillTheShareOfItsSignalToTheByte(int tooMuch) throws IOException {
    settings = SpoolProcess.settings(1 << 20, 0, false, false);
    start(); // two signals are registered
    process.store.reader().register(SpoolProcess.METRICS);
    long share = settings.maxBytes() / 3;
    int id = 1;
    long left;
    while ((left = share - process.store.table().bytes(Signal.TRACES)) > 4000) {
      fill(id, id);
      id++;
    }
    long room = SegmentTable.RECORD_ROOM + SegmentTable.SEGMENT_ROOM;
    int payload = (int) (left - room - SegmentFormat.RECORD_OVERHEAD);
    assertThat(process.append(Signal.TRACES, id, payload + tooMuch, 1))
        .isEqualTo(tooMuch == 0 ? StoreOutcome.STORED : StoreOutcome.FULL);
    process.check(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void theOldestGivesWayForTheFirstByteTooMuch(int tooMuch) throws IOException {
    start();
    int id = 1;
    long left;
    while ((left = settings.maxBytes() - process.store.bytes()) > 4000) {
      fill(id, id);
      id++;
    }
    long room = SegmentTable.RECORD_ROOM + SegmentTable.SEGMENT_ROOM;
    int payload = (int) (left - room - SegmentFormat.RECORD_OVERHEAD);
    assertThat(process.append(Signal.TRACES, id, payload + tooMuch, 1))
        .isEqualTo(StoreOutcome.STORED);
    assertThat(process.own.get(Signal.TRACES).dropped(DropCause.SPOOL_FULL) > 0)
        .isEqualTo(tooMuch > 0);
    assertThat(disk.names().contains(SEGMENT)).isEqualTo(tooMuch == 0);
  }

  /** To give up one segment after another would lose all that is stored, and make no room. */
  @Test
  void whileNothingCanBeDeletedAFullSpoolRefusesWhatIsNew() throws IOException {
    start();
    fill(1, 900);
    disk.fault = op -> op == FaultDisk.Op.DELETE;
    int refused = 0;
    for (int id = 901; id <= 1300; id++) {
      StoreOutcome outcome = process.append(Signal.TRACES, id, 1000, 1);
      refused += outcome == StoreOutcome.FULL ? 1 : 0;
    }
    assertThat(refused).isPositive();
    assertThat(disk.mostBytes).isLessThanOrEqualTo(settings.maxBytes());
    assertThat(process.own.get(Signal.TRACES).dropped()).isEqualTo(refused);
    disk.fault = op -> false;
    fill(1301, 1301);
    assertThat(disk.names()).doesNotContain(SEGMENT);
    List<Integer> left = drain();
    assertThat(left).hasSizeGreaterThan(700).endsWith(1301);
  }

  /** As often as that, and within the limit, though it is only for a moment. */
  @Test
  void aProbeComesEveryThirtySecondsAndKeepsTheLimit() throws IOException {
    settings = SpoolProcess.settings(1 << 20, 0, false, false);
    start();
    int id = 1;
    Signal signal = Signal.TRACES;
    while (settings.maxBytes() - process.store.bytes() > 2000) {
      if (process.append(signal, id++, 1000, 1) != StoreOutcome.STORED) {
        assertThat(signal).isEqualTo(Signal.TRACES); // its half is full
        signal = Signal.LOGS;
      }
    }
    disk.fault = op -> op == FaultDisk.Op.SYNC;
    process.append(signal, id, 10, 1);
    process.store.sync();
    assertThat(process.store.isAvailable()).isFalse();
    int[] probes = {0};
    disk.fault =
        op -> {
          probes[0] += op == FaultDisk.Op.CREATE ? 1 : 0;
          return op == FaultDisk.Op.SYNC;
        };
    long before = disk.bytes();
    long room = settings.maxBytes() - process.store.bytes();
    disk.mostBytes = 0;
    tickFor(90);
    assertThat(probes[0]).isEqualTo(3);
    assertThat(disk.mostBytes).isEqualTo(before + room);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aLowerLimitDropsWhatExceedsIt(int tooMuch) throws IOException {
    start();
    fill(1, 200);
    process.store.close();
    start();
    long stored = process.store.bytes();
    process.store.close();
    settings = SpoolProcess.settings(stored - tooMuch, 0, true, false);
    start();
    assertThat(disk.names().contains(SEGMENT)).isEqualTo(tooMuch == 0);
    List<Integer> left = drain();
    assertThat(left).isNotEmpty().endsWith(200);
    assertThat(process.books.inherited(Signal.TRACES).dropped(DropCause.SPOOL_FULL))
        .isEqualTo(200 - left.size());
    settings = SpoolProcess.settings(1 << 20, 0, true, false);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void theLargestRecordIsAQuarterOfTheSpool(int tooMuch) throws IOException {
    start();
    int payload = (int) settings.maxBytes() / 4 - SegmentFormat.RECORD_OVERHEAD;
    assertThat(process.append(Signal.TRACES, 1, payload + tooMuch, 1))
        .isEqualTo(tooMuch == 0 ? StoreOutcome.STORED : StoreOutcome.TOO_LARGE);
  }

  /** The reserve is made again when its room is free, and not one byte earlier. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void theReserveKeepsTheLimit(int tooMuch) throws IOException {
    start();
    fill(1, 20);
    disk.capacity = disk.bytes();
    process.deliver(Signal.TRACES, OK); // uses the reserve
    disk.capacity = Long.MAX_VALUE;
    assertThat(disk.names()).doesNotContain("reserve");
    long most = settings.maxBytes() - SpoolHousekeeping.RESERVE_BYTES;
    int id = 21;
    long left;
    while ((left = most - process.store.bytes()) > 4000) {
      fill(id, id);
      id++;
    }
    int payload = (int) left - SegmentTable.RECORD_ROOM - SegmentFormat.RECORD_OVERHEAD;
    assertThat(process.append(Signal.TRACES, id, payload + tooMuch, 1))
        .isEqualTo(StoreOutcome.STORED);
    assertThat(process.store.bytes()).isEqualTo(most + tooMuch);
    tickAfter(LOOK);
    assertThat(disk.names().contains("reserve")).isEqualTo(tooMuch == 0);
    assertThat(process.store.bytes()).isLessThanOrEqualTo(settings.maxBytes());
    drain();
    tickAfter(LOOK);
    assertThat(disk.names()).contains("reserve");
  }

  @Test
  void whatAProbeLeftIsDeletedAtTheStart() throws IOException {
    disk.put("probe", new byte[10]);
    start();
    assertThat(disk.names()).containsExactly("reserve");
  }

  @Test
  void withoutAListOfTheDirectoryTheRestIsFoundLater() throws IOException {
    try (LogCapture log = new LogCapture("dev.ringlet")) {
      disk.measured = false;
      int half = SpoolRecovery.MAX_SEGMENTS / 2;
      for (int i = 1; i <= 2 * half + 1; i++) {
        disk.put(Segment.name(i, ".seg"), SpoolLeftoversTest.foreignSegment(i));
      }
      settings = SpoolProcess.settings(64 << 20, 0, true, false);
      start();
      SegmentTable table = process.store.table();
      List<Segment> found = table.copy();
      found.subList(0, half).forEach(table::remove); // as if they had been sent
      assertThat(table.contains(half + 1)).isFalse();
      disk.fault = op -> op == FaultDisk.Op.LIST;
      tickAfter(LOOK);
      assertThat(process.store.isAvailable()).isFalse();
      assertThat(log.messages(Level.WARNING))
          .singleElement()
          .asString()
          .startsWith("Cannot list in spool directory " + settings.directory());
      disk.fault = op -> false;
      tickFor(35);
      assertThat(process.store.isAvailable()).isTrue();
      assertThat(table.contains(half + 1)).isTrue();
    }
  }
}
