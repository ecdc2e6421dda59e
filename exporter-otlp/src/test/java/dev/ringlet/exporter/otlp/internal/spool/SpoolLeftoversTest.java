// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static dev.ringlet.exporter.otlp.internal.spool.SpoolProcess.range;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.Signal;
import dev.ringlet.testing.LogCapture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What earlier processes, other versions and others leave in the directory. */
class SpoolLeftoversTest extends SpoolStoreTests {
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
    CRC32C crc = new CRC32C();
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
  static byte[] foreignSegment(int nonce) {
    SegmentFormat format = new SegmentFormat();
    byte[] payload = SpoolProcess.payload(nonce, 20);
    byte[] record = SegmentFormat.record(payload, 0, payload.length, 1);
    format.seal(record, nonce, SegmentFormat.HEADER_BYTES, 1, 1);
    byte[] header =
        format.header(
            new SegmentFormat.Header(Signal.TRACES, nonce, SpoolProcess.LABEL + 1, 1, 1, 1));
    byte[] segment = Arrays.copyOf(header, header.length + record.length);
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
      assertThat(process.store.reader().next(SpoolProcess.TRACES)).isNotNull();
      disk.kill();
    }
    start();
    try (LogCapture log = new LogCapture("dev.ringlet")) {
      assertThat(drain()).isEmpty();
      assertThat(log.messages(Level.WARNING))
          .containsExactly("Unreadable segment in spool directory " + settings.directory());
    }
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
      assertThat(process.store.reader().next(SpoolProcess.TRACES)).isNotNull();
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
      StoredRequest request = process.store.reader().next(SpoolProcess.TRACES);
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
    Recipient other = new Recipient(Signal.TRACES, SpoolProcess.LABEL + 1);
    process.store.reader().register(other);
    assertThat(process.store.reader().next(other)).isNull();
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
  void ofTooManySegmentsTheOldestAndTheNewestAreKnownFirst() throws IOException {
    disk.measured = false;
    settings = // sends what was stored for another endpoint
        new SpoolSettings(settings.directory(), 64 << 20, 0, true, 500_000_000L, false, true, 1024);
    int half = SpoolRecovery.MAX_SEGMENTS / 2;
    int left = 6;
    int all = 2 * half + left;
    for (int i = 1; i <= all; i++) {
      disk.put(Segment.name(i, ".seg"), foreignSegment(i));
    }
    disk.put(Segment.name(half + 1, ".ack"), new SegmentFormat().ackHeader(half + 1));
    start();
    SegmentTable table = process.store.table();
    assertThat(table.size()).isEqualTo(2 * half);
    assertThat(table.contains(1)).isTrue();
    assertThat(table.contains(half)).isTrue();
    assertThat(table.contains(half + 1)).isFalse();
    assertThat(table.contains(half + left)).isFalse();
    assertThat(table.contains(half + left + 1)).isTrue();
    assertThat(table.contains(all)).isTrue();
    long known = 0;
    for (Segment segment : table.copy()) {
      known += segment.room();
    }
    long reserve = SpoolHousekeeping.RESERVE_BYTES;
    int ofTheRest = left * foreignSegment(1).length + SegmentFormat.ACK_HEADER_BYTES;
    assertThat(process.store.bytes()).isEqualTo(known + ofTheRest + reserve);

    for (int id = 1; id < half; id++) {
      assertThat(process.deliver(Signal.TRACES, OK)).isEqualTo(id);
    }
    tickFor(5);
    assertThat(table.contains(half + 1)).isFalse(); // more than half of the room is in use
    assertThat(process.deliver(Signal.TRACES, OK)).isEqualTo(half);
    tickFor(5);
    assertThat(table.contains(half + 1)).isTrue();
    assertThat(drain()).isEqualTo(range(half + 1, all));
    assertThat(process.store.bytes()).isEqualTo(reserve);
  }
}
