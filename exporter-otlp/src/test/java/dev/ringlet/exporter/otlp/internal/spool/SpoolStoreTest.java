// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static dev.ringlet.exporter.otlp.internal.spool.ManualSpoolClock.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Signal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One kind of damage at a time, on a disk in memory. */
class SpoolStoreTest {
  private static final ExportResult OK = ExportResult.delivered();

  private final Random random = new Random(5);
  private final FaultDisk disk = new FaultDisk(random);
  private final ManualSpoolClock clock = new ManualSpoolClock();
  private SpoolSettings settings = SpoolProcess.settings(1 << 20, 0, true, false);
  private SpoolProcess process;

  private SpoolProcess start() throws IOException {
    process = new SpoolProcess(disk, settings, clock, random);
    return process;
  }

  private void fill(int from, int to) {
    for (int id = from; id <= to; id++) {
      assertThat(process.append(Signal.TRACES, id, 1000, 1)).isEqualTo(StoreOutcome.STORED);
    }
  }

  private List<Integer> drain() {
    List<Integer> ids = new ArrayList<>();
    for (int id; (id = process.deliver(Signal.TRACES, OK)) >= 0; ) {
      ids.add(id);
    }
    process.check(0);
    return ids;
  }

  private static List<Integer> range(int from, int to) {
    List<Integer> ids = new ArrayList<>();
    for (int id = from; id <= to; id++) {
      ids.add(id);
    }
    return ids;
  }

  /** Whatever a test did to the disk: when that is over, the next process stores and delivers. */
  @AfterEach
  void afterwardsEverythingWorks() throws IOException {
    disk.fault = op -> false;
    disk.capacity = Long.MAX_VALUE;
    disk.alive = true;
    disk.kill();
    start();
    drain();
    assertAlive();
  }

  /** A fresh request gets through. */
  private void assertAlive() {
    assertThat(process.append(Signal.TRACES, 999_999, 500, 1)).isEqualTo(StoreOutcome.STORED);
    assertThat(drain()).contains(999_999);
  }

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
    process.store.reader().next(Signal.TRACES);
    disk.kill();
    start();
    assertThat(drain()).isEqualTo(range(1, 3));
  }

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
    process.store.append(Signal.TRACES, record);
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
    process.store.append(Signal.TRACES, SegmentFormat.record(payload, 0, payload.length, 1));
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
    StoredRequest underWay = process.store.reader().next(Signal.TRACES);
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

  private void tickFor(int seconds) {
    for (int i = 0; i < seconds; i += 5) {
      clock.pass(5 * SECOND);
      process.store.tick();
    }
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
    StoredRequest delivered = process.store.reader().next(Signal.TRACES);
    StoredRequest failed = process.store.reader().next(Signal.TRACES);
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
  void filesOfOthersAndOfOtherVersionsStayWhatTheyAre() throws IOException {
    disk.put("notes.txt", new byte[100]);
    disk.put("0000000000000005.SEG", new byte[100]);
    disk.put("ffffffffffffffff.seg", new byte[100]);
    disk.put("..seg", new byte[100]);
    disk.put("x".repeat(250), new byte[100]);
    SegmentFormat format = new SegmentFormat();
    byte[] other =
        format.header(new SegmentFormat.Header(Signal.TRACES, 1, SpoolProcess.LABEL, 1, 1, 1));
    other[7]++;
    java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
    crc.update(other, 0, SegmentFormat.HEADER_BYTES - 4);
    ByteBuffer.wrap(other).putInt(SegmentFormat.HEADER_BYTES - 4, (int) crc.getValue());
    disk.put("0000000000000009.seg", other);
    disk.put("0000000000000003.seg", new byte[500]);
    disk.put("000000000000000c.ack", new byte[20]);
    List<String> foreign =
        List.of(
            "notes.txt",
            "0000000000000005.SEG",
            "ffffffffffffffff.seg",
            "..seg",
            "x".repeat(250),
            "0000000000000009.seg");
    start();
    assertThat(disk.names())
        .containsAll(foreign)
        .contains("0000000000000003.bad")
        .doesNotContain("000000000000000c.ack");
    fill(1, 1);
    assertThat(disk.names()).contains("000000000000000d.seg"); // above all numbers ever seen
    assertAlive();
    assertThat(disk.names()).containsAll(foreign);
  }

  /** A small segment of a spool that sends elsewhere, and so is not sent from here. */
  private static byte[] foreignSegment(int nonce) {
    SegmentFormat format = new SegmentFormat();
    byte[] payload = SpoolProcess.payload(nonce, 20);
    byte[] record = SegmentFormat.record(payload, 0, payload.length, 1);
    format.seal(record, nonce, SegmentFormat.HEADER_BYTES, 1, 1);
    byte[] header =
        format.header(
            new SegmentFormat.Header(Signal.TRACES, nonce, SpoolProcess.LABEL + 1, 1, 1, 1));
    byte[] segment = java.util.Arrays.copyOf(header, header.length + record.length);
    System.arraycopy(record, 0, segment, header.length, record.length);
    return segment;
  }

  @ParameterizedTest
  @ValueSource(longs = {(1L << 60) - 1, 1L << 60, 1L << 62, Long.MAX_VALUE - 1, Long.MAX_VALUE})
  void aFileAtTheTopOfTheNumbersHidesNothing(long number) throws IOException {
    disk.put(Segment.name(number, ".seg"), foreignSegment(1));
    start();
    fill(1, 10);
    process.store.close();
    start();
    fill(11, 20);
    process.store.close();
    start();
    assertThat(drain()).isEqualTo(range(1, 20));
    assertThat(disk.names()).contains(Segment.name(number, ".seg"));
    assertAlive();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void manySmallForeignSegmentsDoNotKeepNewOnesOut(boolean dropOldest) throws IOException {
    settings = SpoolProcess.settings(64 << 20, 0, dropOldest, false);
    disk.measured = false;
    for (int i = 1; i <= 65_000; i++) {
      disk.put(Segment.name(i, ".seg"), foreignSegment(i));
    }
    start();
    fill(1, 10);
    assertThat(process.books.inherited(Signal.TRACES).dropped()).isZero();
    assertThat(process.store.bytes()).isGreaterThanOrEqualTo(disk.bytes());
    process.store.close();
    start();
    assertThat(drain()).isEqualTo(range(1, 10));
    process.store.close();
    settings = // with consent they are sent, all of them
        new SpoolSettings(
            settings.directory(), 64 << 20, 0, dropOldest, 500_000_000L, false, true, 1 << 20);
    start();
    int sent = 0;
    for (int found = 1; found > 0; sent += found) {
      found = drain().size();
      tickFor(10);
    }
    assertThat(sent).isEqualTo(65_000);
    assertThat(disk.names()).noneMatch(name -> name.endsWith(".seg"));
  }

  @Test
  void aHundredThousandFilesAreNoTrouble() throws IOException {
    for (int i = 0; i < 100_000; i++) {
      disk.put(Segment.name(i, ".ack"), new byte[0]);
    }
    start();
    assertAlive();
    assertThat(disk.names()).contains(Segment.name(100_000, ".seg"));
  }

  @Test
  void onlyTwoUnusableFilesAreKept() throws IOException {
    for (int i = 1; i <= 6; i++) {
      disk.put(Segment.name(i, ".seg"), new byte[500]);
    }
    start();
    assertThat(disk.names().stream().filter(name -> name.endsWith(".bad")))
        .containsExactly("0000000000000005.bad", "0000000000000006.bad");
    process.store.close();
    start();
    assertThat(disk.names().stream().filter(name -> name.endsWith(".bad"))).hasSize(2);
    assertAlive();
  }

  @Test
  void whatKillsTheProcessThreeTimesIsPutAside() throws IOException {
    start();
    fill(1, 2);
    process.store.close();
    for (int i = 0; i < 3; i++) {
      start();
      assertThat(process.store.reader().next(Signal.TRACES)).isNotNull();
      disk.kill();
    }
    start();
    assertThat(drain()).isEmpty();
    assertThat(process.books.inherited(Signal.TRACES).dropped(DropCause.SPOOL_CORRUPT))
        .isEqualTo(2);
    assertThat(disk.names()).contains("0000000000000001.bad");
    assertAlive();
  }

  @Test
  void processesThatDieForOtherReasonsGetOn() throws IOException {
    start();
    fill(1, 30);
    process.store.close();
    for (int id = 1; id <= 29; id++) {
      start();
      assertThat(process.deliver(Signal.TRACES, OK)).isEqualTo(id);
      assertThat(process.store.reader().next(Signal.TRACES)).isNotNull();
      disk.kill();
    }
    start();
    assertThat(drain()).isEqualTo(List.of(30));
  }

  @Test
  void failuresToDeliverAreNoReasonToPutAside() throws IOException {
    start();
    fill(1, 2);
    process.store.close();
    for (int i = 0; i < 20; i++) {
      start();
      StoredRequest request = process.store.reader().next(Signal.TRACES);
      process.store.reader().putBack(request);
      process.store.reader().markIdle(Signal.TRACES);
      disk.kill();
    }
    start();
    assertThat(drain()).isEqualTo(range(1, 2));
  }

  @Test
  void whatWasMeantForAnotherEndpointWaitsForConsent() throws IOException {
    start();
    fill(1, 2);
    process.store.close();
    start();
    process.store.reader().register(Signal.TRACES, SpoolProcess.LABEL + 1);
    assertThat(drain()).isEmpty();
    assertAlive();
    process.store.close();
    start();
    assertThat(drain()).isEqualTo(range(1, 2));
  }

  @Test
  void acknowledgementsOfAnEarlierSegmentOfThatNumberAreIgnored() throws IOException {
    start();
    fill(1, 3);
    assertThat(process.deliver(Signal.TRACES, OK)).isEqualTo(1);
    disk.kill();
    byte[] stale = disk.content("0000000000000001.ack");
    disk.names().forEach(disk::remove);
    start();
    fill(4, 6);
    disk.kill();
    disk.put("0000000000000001.ack", stale);
    start();
    assertThat(drain()).isEqualTo(range(4, 6));
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
}
