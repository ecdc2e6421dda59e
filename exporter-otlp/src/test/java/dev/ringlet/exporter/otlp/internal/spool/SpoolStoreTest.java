// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static dev.ringlet.exporter.otlp.internal.spool.ManualSpoolClock.SECOND;
import static dev.ringlet.exporter.otlp.internal.spool.SpoolProcess.range;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.Signal;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Storing and delivering on a disk that works, over several processes, limits and clocks. */
class SpoolStoreTest extends SpoolStoreTests {
  @Test
  void givesBackInOrderWhatWasStored() throws IOException {
    start();
    fill(1, 500); // several segments
    assertThat(drain()).isEqualTo(range(1, 500));
    process.store.close();
    assertThat(disk.names()).containsExactly("reserve");
  }

  @Test
  void theNextProcessTakesOver() throws IOException {
    start();
    fill(1, 300);
    process.store.close();
    start();
    assertThat(drain()).isEqualTo(range(1, 300));
    assertThat(process.books.inherited(Signal.TRACES).exported()).isEqualTo(300);
    assertThat(process.books.inherited(Signal.TRACES).spooled()).isZero();
    assertThat(process.own.get(Signal.TRACES).exported()).isZero();
  }

  @Test
  void whatIsAcknowledgedDoesNotComeBack() throws IOException {
    start();
    fill(1, 10);
    for (int id = 1; id <= 4; id++) {
      assertThat(process.deliver(Signal.TRACES, OK)).isEqualTo(id);
    }
    disk.kill();
    start();
    assertThat(drain()).isEqualTo(range(5, 10));
  }

  @Test
  void whatIsUnderWayWhenTheProcessDiesComesAgain() throws IOException {
    start();
    fill(1, 3);
    process.store.reader().next(SpoolProcess.TRACES);
    disk.kill();
    start();
    assertThat(drain()).isEqualTo(range(1, 3));
  }

  @Test
  void aSecondProcessIsKeptOut() throws IOException {
    start();
    org.assertj.core.api.Assertions.assertThatThrownBy(disk::open).hasMessage("locked");
    process.store.close();
    start();
    assertAlive();
  }

  @Test
  void clocksThatJumpDeleteNothing() throws IOException {
    settings = SpoolProcess.settings(1 << 20, 3600 * SECOND, true, false);
    start();
    fill(1, 3);
    clock.wallMillis += 56L * 365 * 86_400_000; // a clock that was never set is set
    tickFor(60);
    clock.wallMillis -= 66L * 365 * 86_400_000;
    tickFor(60);
    process.store.close();
    clock.bootId++;
    clock.nanos = 5 * SECOND;
    clock.wallMillis = 0; // as after a start without a battery
    start();
    tickFor(60);
    clock.wallMillis = SpoolAges.SANE_MILLIS + 56L * 365 * 86_400_000;
    tickFor(60);
    assertThat(drain()).isEqualTo(range(1, 3));
    fill(4, 5);
    assertThat(drain()).isEqualTo(range(4, 5)); // numbers give the order, not clocks
  }

  @Test
  void whatIsTooOldIsDroppedAndCounted() throws IOException {
    settings = SpoolProcess.settings(1 << 20, 3600 * SECOND, true, false);
    start();
    fill(1, 3);
    tickFor(3000);
    fill(4, 5);
    tickFor(700);
    assertThat(process.own.get(Signal.TRACES).dropped(DropCause.SPOOL_EXPIRED)).isEqualTo(3);
    process.check(0);
    process.store.close();
    tickFor(0);
    clock.pass(4200 * SECOND); // the same boot
    start();
    tickFor(10);
    assertThat(process.books.inherited(Signal.TRACES).dropped(DropCause.SPOOL_EXPIRED))
        .isEqualTo(2);
    assertThat(drain()).isEmpty();
    assertAlive();
  }

  @Test
  void theOldestGivesWay() throws IOException {
    start();
    fill(1, 3000);
    assertThat(disk.mostBytes).isLessThanOrEqualTo(settings.maxBytes());
    List<Integer> left = drain();
    assertThat(left.get(left.size() - 1)).isEqualTo(3000);
    assertThat(left).isEqualTo(range(3001 - left.size(), 3000)).hasSizeGreaterThan(700);
    assertThat(process.own.get(Signal.TRACES).dropped(DropCause.SPOOL_FULL))
        .isEqualTo(3000 - left.size());
  }

  @Test
  void theNewestIsRefusedIfSoWished() throws IOException {
    settings = SpoolProcess.settings(1 << 20, 0, false, false);
    start();
    int stored = 0;
    for (int id = 1; id <= 3000; id++) {
      stored += process.append(Signal.TRACES, id, 1000, 1) == StoreOutcome.STORED ? 1 : 0;
    }
    assertThat(disk.mostBytes).isLessThanOrEqualTo(settings.maxBytes());
    assertThat(process.append(Signal.LOGS, 1, 1000, 1)).isEqualTo(StoreOutcome.STORED);
    assertThat(drain()).isEqualTo(range(1, stored));
    assertThat(stored).isGreaterThan(400);
    assertAlive();
  }

  @Test
  void oneSignalCannotCrowdOutAnother() throws IOException {
    start();
    fill(1, 300);
    for (int id = 1; id <= 5000; id++) {
      process.append(Signal.LOGS, id, 1000, 1);
    }
    assertThat(process.own.get(Signal.TRACES).dropped()).isZero();
    assertThat(drain()).isEqualTo(range(1, 300));
    assertThat(disk.mostBytes).isLessThanOrEqualTo(settings.maxBytes());
  }

  @Test
  void whatIsEvictedUnderWayIsCountedWhenItIsBack() throws IOException {
    start();
    fill(1, 3);
    StoredRequest delivered = process.store.reader().next(SpoolProcess.TRACES);
    StoredRequest failed = process.store.reader().next(SpoolProcess.TRACES);
    fill(4, 3000);
    assertThat(delivered.segment.gone).isTrue();
    long dropped = process.own.get(Signal.TRACES).dropped(DropCause.SPOOL_FULL);
    process.check(2);
    process.store.reader().finishSending(delivered, OK);
    process.store.reader().putBack(failed);
    process.check(0);
    assertThat(process.own.get(Signal.TRACES).exported()).isEqualTo(1);
    assertThat(process.own.get(Signal.TRACES).dropped(DropCause.SPOOL_FULL)).isEqualTo(dropped + 1);
  }

  @Test
  void aGiantIsRefused() throws IOException {
    start();
    assertThat(process.append(Signal.TRACES, 1, 1 << 18, 1)).isEqualTo(StoreOutcome.TOO_LARGE);
    assertThat(process.append(Signal.TRACES, 2, (1 << 18) - 100, 1))
        .isEqualTo(StoreOutcome.STORED); // larger than a segment, so it gets one of its own
    assertThat(drain()).isEqualTo(List.of(2));
    assertAlive();
  }

  @Test
  void oneRecordASecondIsGentleToTheDisk() throws IOException {
    start();
    int seconds = 3600;
    long payload = 0;
    int before = disk.syncs;
    for (int id = 1; id <= seconds; id++) {
      fillOne(id, 200);
      payload += 200;
      for (int i = 0; i < 4; i++) {
        clock.pass(SECOND / 4);
        process.store.tick();
      }
    }
    assertThat(disk.syncs - before).isLessThanOrEqualTo(seconds + seconds / 100);
    drain();
    assertThat(process.store.writer().writtenBytes()).isLessThanOrEqualTo(2 * payload);
  }

  private void fillOne(int id, int length) {
    assertThat(process.append(Signal.TRACES, id, length, 1)).isEqualTo(StoreOutcome.STORED);
  }

  @Test
  void strictMeansSafeAtOnceAndOtherwiseWithinTheInterval() throws IOException {
    start();
    fill(1, 3);
    clock.pass(SECOND);
    process.store.tick();
    fill(4, 4);
    disk.cutPower();
    start();
    assertThat(drain()).containsAll(range(1, 3)).doesNotHaveDuplicates();
    process.store.close();

    settings = SpoolProcess.settings(1 << 20, 0, true, true);
    start();
    fill(11, 13);
    disk.cutPower();
    start();
    assertThat(drain()).isEqualTo(range(11, 13));
  }

  @Test
  void strictRefusesWhatCannotBeMadeSafe() throws IOException {
    settings = SpoolProcess.settings(1 << 20, 0, true, true);
    start();
    fill(1, 1);
    disk.fault = op -> op == FaultDisk.Op.SYNC;
    assertThat(process.append(Signal.TRACES, 2, 100, 1)).isEqualTo(StoreOutcome.FAILED);
    disk.fault = op -> false;
    assertThat(drain()).isEqualTo(List.of(1));
  }

  @Test
  void undoesARecordWhoseSegmentWasClosedBecauseItsSyncFailed() throws IOException {
    start();
    disk.fault = op -> op == FaultDisk.Op.SYNC;
    int bytes = SpoolStore.SYNC_BYTES;
    byte[] record = SegmentFormat.record(new byte[bytes], 0, bytes, 1);
    assertThat(process.store.append(SpoolProcess.TRACES, record)).isEqualTo(StoreOutcome.STORED);
    process.store.undoLast();
    disk.fault = op -> false;
    assertThat(process.store.reader().next(SpoolProcess.TRACES)).isNull();
  }

  @Test
  void isNotSyncedWhileARecordWaitsWhoseSyncFailed() throws IOException {
    start();
    fill(1, 1);
    disk.fault = op -> op == FaultDisk.Op.SYNC;
    process.store.sync();
    disk.fault = op -> false;
    process.store.sync();
    assertThat(process.store.isSynced()).isFalse();
    assertThat(drain()).isEqualTo(List.of(1));
    assertThat(process.store.isSynced()).isTrue();
  }

  @Test
  void theNewestIsRefusedWithinTheShareOfItsSignal() throws IOException {
    settings = SpoolProcess.settings(1 << 20, 0, false, false);
    start(); // two signals are registered
    int id = 1;
    while (process.append(Signal.TRACES, id, 1000, 1) == StoreOutcome.STORED) {
      id++;
    }
    long traces = process.store.table().bytes(Signal.TRACES);
    long cost = 1000 + SegmentFormat.RECORD_OVERHEAD + SegmentTable.RECORD_ROOM;
    assertThat(traces).isBetween((1 << 19) - 3 * cost, 1L << 19);
    process.check(0);
  }

  @Test
  void aLowerLimitIsKeptFromTheStart() throws IOException {
    start();
    fill(1, 900);
    process.store.close();
    settings = SpoolProcess.settings(256 << 10, 0, true, false);
    start();
    assertThat(process.store.bytes()).isLessThanOrEqualTo(256 << 10);
    List<Integer> left = drain();
    assertThat(left).isEqualTo(range(901 - left.size(), 900)).hasSizeGreaterThan(60);
    assertThat(process.books.inherited(Signal.TRACES).dropped(DropCause.SPOOL_FULL))
        .isEqualTo(900 - left.size());
  }

  @Test
  void aSegmentIsSyncedWhenEnoughBytesWait() throws IOException {
    start();
    int syncs = disk.syncs;
    int id = 1;
    for (long bytes = 0; bytes + 1036 < SpoolStore.SYNC_BYTES; bytes += 1036) {
      fill(id, id);
      id++;
    }
    assertThat(disk.syncs).isEqualTo(syncs);
    assertThat(process.store.isDirty()).isTrue();
    fill(id, id);
    assertThat(disk.syncs).isEqualTo(syncs + 1);
    assertThat(process.store.isDirty()).isFalse();
    assertThat(process.store.isSynced()).isTrue();
  }

  @Test
  void theOldestUnsyncedRecordWaitsForTheIntervalAtMost() throws IOException {
    start();
    int syncs = disk.syncs;
    fill(1, 1);
    clock.pass(SECOND / 4);
    fill(2, 2);
    clock.pass(SECOND / 4 - 1);
    process.store.tick();
    assertThat(disk.syncs).isEqualTo(syncs);
    clock.pass(1);
    process.store.tick();
    assertThat(disk.syncs).isEqualTo(syncs + 1);
    assertThat(process.store.isSynced()).isTrue();
    clock.pass(100 * SECOND);
    process.store.tick();
    assertThat(disk.syncs).isEqualTo(syncs + 1); // nothing is left to sync
  }

  /** What a segment keeps on the disk after its last record was delivered ends with it. */
  @Test
  void anEmptySegmentIsRemovedOnceItIsIdle() throws IOException {
    start();
    fill(1, 1);
    assertThat(process.deliver(Signal.TRACES, OK)).isEqualTo(1);
    assertThat(disk.names()).contains("0000000000000001.seg"); // more may be written to it
    clock.pass(5 * SECOND - 1);
    process.store.tick();
    assertThat(disk.names()).contains("0000000000000001.seg");
    clock.pass(5 * SECOND);
    process.store.tick();
    assertThat(disk.names()).containsExactly("reserve");
    fill(2, 2);
    tickFor(60);
    assertThat(disk.names()).contains("0000000000000002.seg"); // a record waits in it
  }

  @Test
  void withoutRoomForItThereIsNoReserve() throws IOException {
    start();
    fill(1, 20);
    disk.capacity = disk.bytes();
    process.deliver(Signal.TRACES, OK);
    assertThat(disk.names()).doesNotContain("reserve");
    disk.capacity = Long.MAX_VALUE;
    tickFor(5);
    assertThat(disk.names()).contains("reserve");
  }
}
