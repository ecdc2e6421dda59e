// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static dev.ringlet.exporter.otlp.internal.spool.ManualSpoolClock.SECOND;
import static dev.ringlet.exporter.otlp.internal.spool.SpoolProcess.range;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.Signal;
import dev.ringlet.testing.LogCapture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** One kind of damage at a time, to files and by the disk. */
class SpoolDamageTest extends SpoolStoreTests {
  @Test
  void aFileThatIsCutOffAnywhereLosesItsTailOnly() throws IOException {
    start();
    fill(1, 5);
    disk.kill();
    String name = "0000000000000001.seg";
    byte[] whole = disk.content(name);
    int record = 1000 + SegmentFormat.RECORD_OVERHEAD;
    for (int length = 0; length <= whole.length; length += 7) {
      disk.put(name, Arrays.copyOf(whole, length));
      start();
      int records = Math.max(0, (length - SegmentFormat.HEADER_BYTES) / record);
      assertThat(drain()).as("%s bytes", length).isEqualTo(range(1, records));
      assertAlive();
      process.store.close();
      disk.names().forEach(other -> assertThat(other).doesNotEndWith(".bad"));
    }
  }

  @Test
  void zerosAtTheEndAreNothing() throws IOException {
    start();
    fill(1, 3);
    disk.kill();
    String name = "0000000000000001.seg";
    disk.put(name, Arrays.copyOf(disk.content(name), 50_000));
    disk.put("0000000000000007.seg", new byte[64]);
    disk.put("0000000000000008.seg", new byte[0]);
    start();
    assertThat(drain()).isEqualTo(range(1, 3));
    assertAlive();
  }

  @Test
  void aFlippedBitAnywhereCostsOneRecordAtMost() throws IOException {
    start();
    fill(1, 5);
    disk.kill();
    String name = "0000000000000001.seg";
    byte[] whole = disk.content(name);
    int record = 1000 + SegmentFormat.RECORD_OVERHEAD;
    for (int i = 0; i < whole.length; i += 3) {
      byte[] damaged = whole.clone();
      damaged[i] ^= (byte) (1 << random.nextInt(8));
      disk.put(name, damaged);
      start();
      List<Integer> expected = range(1, 5);
      if (i < SegmentFormat.HEADER_BYTES) {
        expected = List.of(); // the file is put aside
      } else {
        expected.remove(Integer.valueOf((i - SegmentFormat.HEADER_BYTES) / record + 1));
      }
      assertThat(drain()).as("byte %s", i).isEqualTo(expected);
      assertAlive();
      process.store.close();
      disk.names().stream().filter(n -> n.endsWith(".bad")).toList().forEach(disk::remove);
    }
  }

  @Test
  void lengthsThatLieAreNotBelieved() throws IOException {
    for (int lie : new int[] {Integer.MAX_VALUE, -1, Integer.MIN_VALUE, 0, 1 << 20, 999, 1001}) {
      start();
      fill(1, 3);
      disk.kill();
      String name = disk.names().stream().filter(n -> n.endsWith(".seg")).findFirst().get();
      byte[] damaged = disk.content(name).clone();
      ByteBuffer.wrap(damaged).putInt(SegmentFormat.HEADER_BYTES + 4, lie);
      disk.put(name, damaged);
      start();
      assertThat(drain()).as("length %s", lie).isEqualTo(List.of(2, 3));
      process.store.close();
    }
  }

  @Test
  void damageWhileItRunsIsCounted() throws IOException {
    start();
    fill(1, 300);
    String sealed = "0000000000000001.seg";
    byte[] damaged = disk.content(sealed).clone();
    damaged[SegmentFormat.HEADER_BYTES + 500] ^= 1;
    disk.put(sealed, damaged);
    assertThat(drain()).isEqualTo(range(2, 300));
    assertThat(process.own.get(Signal.TRACES).dropped(DropCause.SPOOL_CORRUPT)).isEqualTo(1);
    fill(301, 302);
    for (String name : disk.names()) {
      disk.remove(name);
    }
    assertThat(drain()).isEmpty();
    assertThat(process.own.get(Signal.TRACES).dropped(DropCause.SPOOL_CORRUPT)).isEqualTo(3);
    assertAlive();
  }

  @Test
  void aRecordInsideAPayloadIsNotTakenForOne() throws IOException {
    start();
    fill(1, 1);
    byte[] inner = disk.content("0000000000000001.seg");
    byte[] record = SegmentFormat.record(inner, 0, inner.length, 1);
    process.store.append(SpoolProcess.TRACES, record);
    process.own.get(Signal.TRACES).spool(1);
    process.produced.merge(Signal.TRACES, 1L, Long::sum);
    disk.kill();
    byte[] damaged = disk.content("0000000000000001.seg").clone();
    int second = SegmentFormat.HEADER_BYTES + 1000 + SegmentFormat.RECORD_OVERHEAD;
    damaged[second] ^= 1; // now the search passes through the payload
    disk.put("0000000000000001.seg", damaged);
    start();
    assertThat(drain()).isEqualTo(List.of(1));
  }

  @Test
  void aPayloadFullOfBeginningsDoesNotHoldTheSearchUp() throws IOException {
    start();
    byte[] payload = new byte[100_000];
    for (int i = 0; i + 8 <= payload.length; i += 8) {
      ByteBuffer.wrap(payload, i, 8).putInt(SegmentFormat.RECORD_MAGIC).putInt(1);
    }
    process.store.append(SpoolProcess.TRACES, SegmentFormat.record(payload, 0, payload.length, 1));
    disk.kill();
    byte[] damaged = disk.content("0000000000000001.seg").clone();
    damaged[SegmentFormat.HEADER_BYTES] ^= 1;
    disk.put("0000000000000001.seg", damaged);
    start();
    assertThat(drain()).isEmpty();
  }

  @Test
  void aFullDiskMeansMemoryUntilThereIsRoom() throws IOException {
    start();
    fill(1, 20);
    disk.capacity = disk.bytes() + 700;
    assertThat(process.append(Signal.TRACES, 21, 1000, 1)).isEqualTo(StoreOutcome.FAILED);
    assertThat(process.store.isAvailable()).isFalse();
    assertThat(process.append(Signal.TRACES, 22, 10, 1)).isEqualTo(StoreOutcome.FAILED);
    process.check(0);
    clock.pass(31 * SECOND);
    process.store.tick();
    assertThat(process.store.isAvailable()).isFalse(); // tried, and found full
    disk.capacity = disk.bytes(); // not one byte more
    assertThat(drain()).isEqualTo(range(1, 20)); // sending and deleting need no room
    assertThat(disk.names()).noneMatch(name -> name.endsWith(".seg"));
    disk.capacity = Long.MAX_VALUE;
    clock.pass(31 * SECOND);
    process.store.tick();
    assertThat(process.store.isAvailable()).isTrue();
    assertAlive();
  }

  @Test
  void withoutRoomForAcknowledgementsTheReserveIsUsed() throws IOException {
    start();
    fill(1, 20);
    disk.capacity = disk.bytes();
    for (int id = 1; id <= 10; id++) {
      assertThat(process.deliver(Signal.TRACES, OK)).isEqualTo(id);
    }
    assertThat(disk.names()).doesNotContain("reserve");
    disk.kill();
    start();
    assertThat(drain()).isEqualTo(range(11, 20));
  }

  @Test
  void aSyncThatFailsIsNeverTriedAgainOnThatFile() throws IOException {
    start();
    fill(1, 3);
    disk.fault = op -> op == FaultDisk.Op.SYNC;
    int before = disk.syncs;
    for (int i = 0; i < 5; i++) {
      clock.pass(SECOND);
      process.store.tick();
    }
    assertThat(disk.syncs - before).isEqualTo(1);
    assertThat(process.store.isAvailable()).isFalse();
    disk.fault = op -> false;
    clock.pass(31 * SECOND);
    process.store.tick();
    fill(4, 4);
    assertThat(disk.names()).contains("0000000000000001.seg", "0000000000000002.seg");
    assertThat(drain()).isEqualTo(range(1, 4));
  }

  @Test
  void eachWriteSyncRenameOrDeleteMayBeTheOneThatFails() throws IOException {
    for (int nth = 0; nth < 60; nth++) {
      int[] count = {0};
      int failing = nth;
      start();
      disk.fault =
          op -> op != FaultDisk.Op.READ && op != FaultDisk.Op.LIST && count[0]++ == failing;
      TreeSet<Integer> stored = new TreeSet<>();
      for (int id = 1; id <= 12; id++) {
        if (process.append(Signal.TRACES, id, 20_000, 1) == StoreOutcome.STORED) {
          stored.add(id);
        }
        clock.pass(SECOND);
        process.store.tick();
      }
      List<Integer> delivered = new ArrayList<>();
      for (int id; (id = process.deliver(Signal.TRACES, OK)) >= 0; ) {
        delivered.add(id);
      }
      process.check(0);
      assertThat(delivered).as("fault at %s", nth).containsExactlyElementsOf(stored);
      disk.fault = op -> false;
      clock.pass(31 * SECOND);
      process.store.tick();
      assertAlive();
      process.store.close();
    }
  }

  @Test
  void aDirectoryThatVanishesIsNoticedAndCounted() throws IOException {
    start();
    fill(1, 5);
    StoredRequest underWay = process.store.reader().next(SpoolProcess.TRACES);
    disk.removeDirectory();
    clock.pass(6 * SECOND);
    process.store.tick();
    assertThat(process.store.isDead()).isTrue();
    assertThat(process.append(Signal.TRACES, 6, 10, 1)).isEqualTo(StoreOutcome.FAILED);
    assertThat(process.own.get(Signal.TRACES).dropped(DropCause.SPOOL_CORRUPT)).isEqualTo(4);
    process.store.reader().finishSending(underWay, OK);
    process.check(0);
    process.store.close();
    disk.alive = true;
    start();
    assertAlive();
  }

  @Test
  void theDisksStateIsLoggedOnceInEachDirection() throws IOException {
    try (LogCapture log = new LogCapture("dev.ringlet")) {
      start();
      fill(1, 2);
      disk.fault = op -> op == FaultDisk.Op.WRITE;
      assertThat(process.append(Signal.TRACES, 3, 100, 1)).isEqualTo(StoreOutcome.FAILED);
      assertThat(process.append(Signal.TRACES, 4, 100, 1)).isEqualTo(StoreOutcome.FAILED);
      tickFor(100); // probes fail
      String directory = settings.directory().toString();
      assertThat(log.messages(Level.WARNING))
          .containsExactly(
              "Cannot write in spool directory "
                  + directory
                  + " (java.io.IOException: fault at WRITE);"
                  + " undeliverable requests are dropped until it works again");
      assertThat(log.messages(Level.INFO)).isEmpty();
      disk.fault = op -> false;
      tickFor(35);
      assertThat(log.messages(Level.INFO))
          .containsExactly("Spool directory " + directory + " works again");
      assertThat(process.store.isAvailable()).isTrue();
      disk.removeDirectory();
      tickFor(5);
      assertThat(log.messages(Level.WARNING).get(1))
          .isEqualTo("Spool directory " + directory + " was removed");
      assertThat(process.store.bytes()).isZero();
    }
  }

  @Test
  void anUnreadableSegmentIsLogged() throws IOException {
    try (LogCapture log = new LogCapture("dev.ringlet")) {
      start();
      fill(1, 3);
      process.store.close();
      start();
      disk.put("0000000000000001.seg", new byte[200]);
      assertThat(process.store.reader().next(SpoolProcess.TRACES)).isNull();
      assertThat(log.messages(Level.WARNING))
          .containsExactly("Unreadable segment in spool directory " + settings.directory());
      assertThat(disk.names()).contains("0000000000000001.bad");
    }
  }

  /** A probe comes every 30 seconds, or as soon as something was deleted. */
  @Test
  void aDiskThatFailedIsProbedLater() throws IOException {
    start();
    fill(1, 2);
    disk.fault = op -> op == FaultDisk.Op.WRITE;
    assertThat(process.append(Signal.TRACES, 3, 100, 1)).isEqualTo(StoreOutcome.FAILED);
    disk.fault = op -> false;
    tickFor(25);
    assertThat(process.store.isAvailable()).isFalse();
    tickFor(5);
    assertThat(process.store.isAvailable()).isTrue();

    disk.fault = op -> op == FaultDisk.Op.WRITE;
    assertThat(process.append(Signal.TRACES, 4, 100, 1)).isEqualTo(StoreOutcome.FAILED);
    disk.fault = op -> false;
    assertThat(process.deliver(Signal.TRACES, OK)).isEqualTo(1);
    assertThat(process.deliver(Signal.TRACES, OK)).isEqualTo(2);
    tickFor(5);
    assertThat(process.store.isAvailable()).isTrue();
  }
}
