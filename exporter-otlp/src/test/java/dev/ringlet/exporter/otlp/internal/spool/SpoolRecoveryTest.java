// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ringlet.export.Signal;
import dev.ringlet.internal.log.ThrottledLogger;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a search makes of the names, sizes and headers in a directory. */
class SpoolRecoveryTest {
  private static final long HIGH = 1L << 62;
  private static final int HEADER = SegmentFormat.HEADER_BYTES;
  private static final byte[] ACKS = new byte[24];

  private final FaultDisk disk = new FaultDisk(new Random(1));
  private final SegmentFormat format = new SegmentFormat();
  private final ManualSpoolClock clock = new ManualSpoolClock();
  private SpoolHousekeeping housekeeping;
  private SegmentTable table;
  private SpoolRecovery recovery;

  @BeforeEach
  void setUp() throws IOException {
    SpoolFiles files = disk.open();
    housekeeping = new SpoolHousekeeping(files);
    table = new SegmentTable(housekeeping);
    ReadFailures failures =
        new ReadFailures(
            clock,
            files,
            housekeeping,
            table,
            new DiskState(
                SpoolProcess.settings(1 << 20, 0, true, false),
                clock,
                housekeeping,
                table,
                new ThrottledLogger(SpoolRecoveryTest.class)));
    recovery = new SpoolRecovery(files, format, housekeeping, table, failures);
  }

  private static String segment(long number) {
    return Segment.name(number, ".seg");
  }

  private static String acks(long number) {
    return Segment.name(number, ".ack");
  }

  private static String bad(long number) {
    return Segment.name(number, ".bad");
  }

  /** A segment whose nonce is 1. */
  private static byte[] content() {
    return SpoolLeftoversTest.foreignSegment(1);
  }

  private void failAt(FaultDisk.Op failing) {
    disk.fault = op -> op == failing;
  }

  private void failReads(int nth) {
    int[] reads = {0};
    disk.fault = op -> op == FaultDisk.Op.READ && ++reads[0] == nth;
  }

  static Stream<Arguments> numbers() {
    return Stream.of(
        arguments(new long[] {}, 1L),
        arguments(new long[] {0}, 1L),
        arguments(new long[] {3, 7}, 8L),
        arguments(new long[] {HIGH - 1}, HIGH),
        arguments(new long[] {HIGH}, 1L),
        arguments(new long[] {5, HIGH}, 6L),
        arguments(new long[] {1, 2, HIGH / 2, HIGH + 1}, HIGH / 2 + 1),
        arguments(new long[] {HIGH / 2, HIGH}, 1L),
        arguments(new long[] {HIGH, Long.MAX_VALUE}, 1L),
        arguments(new long[] {HIGH / 2, HIGH - 1, Long.MAX_VALUE}, HIGH));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void theNextNumberIsAboveAllOrElseInTheWidestGap(long[] used, long free) throws IOException {
    for (long number : used) {
      disk.put(segment(number), content());
    }
    assertThat(recovery.run()).isEqualTo(free);
    assertThat(table.copy()).extracting(segment -> segment.number).containsOnly(boxed(used));
    assertThat(recovery.run()).isEqualTo(free);
    assertThat(table.size()).isEqualTo(used.length);
    assertThat(recovery.hasSurplus()).isFalse();
  }

  private static Long[] boxed(long[] numbers) {
    return Arrays.stream(numbers).boxed().toArray(Long[]::new);
  }

  @Test
  void acknowledgementsAndUnusableFilesHaveNumbersToo() throws IOException {
    disk.put(acks(5), ACKS);
    assertThat(recovery.run()).isEqualTo(6);
    disk.put(bad(9), new byte[3]);
    disk.put(segment(2), content());
    assertThat(recovery.run()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000000000ff.txt",
        "00000000000000ff.segm",
        "000000000000000ff.seg",
        "0000000000000ff.seg",
        "00000000000000FF.seg",
        "00000000000000fg.seg",
        "ffffffffffffffff.seg",
        "ffffffffffffffff.ack",
        ".seg"
      })
  void otherNamesAreNotOurs(String name) throws IOException {
    disk.put(name, new byte[100]);
    assertThat(recovery.run()).isEqualTo(1);
    assertThat(disk.names()).containsExactly(name);
    assertThat(table.bytes()).isZero();
  }

  @Test
  void theSizesOfBothFilesAreKnown() throws IOException {
    disk.put(segment(3), content());
    disk.put(acks(3), ACKS);
    recovery.run();
    Segment found = table.copy().get(0);
    assertThat(found.header).isEqualTo(format.readHeader(content()));
    assertThat(found.own).isFalse();
    assertThat(found.bytes()).isEqualTo(content().length);
    assertThat(found.ackBytes()).isEqualTo(24);
    assertThat(disk.names()).containsExactly(acks(3), segment(3));
  }

  /** A file had just been created, or its length was written before its content. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, HEADER - 1, HEADER})
  void aFileWithoutAHeaderIsDeleted(int length) throws IOException {
    disk.put(segment(7), new byte[length]);
    disk.put(acks(7), ACKS);
    recovery.run();
    assertThat(disk.names()).isEmpty();
    assertThat(table.bytes()).isZero();
  }

  @Test
  void anIncompleteHeaderIsDeleted() throws IOException {
    disk.put(segment(7), Arrays.copyOf(content(), HEADER - 1));
    recovery.run();
    assertThat(disk.names()).isEmpty();
  }

  static Stream<byte[]> unusable() {
    byte[] oneByte = new byte[HEADER];
    oneByte[HEADER - 1] = 1;
    byte[] damaged = Arrays.copyOf(content(), HEADER);
    damaged[20] ^= 1;
    return Stream.of(oneByte, damaged, new byte[HEADER + 1]);
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void aFileWithAnotherHeaderIsPutAside(byte[] content) throws IOException {
    disk.put(segment(7), content);
    disk.put(acks(7), ACKS);
    recovery.run();
    assertThat(disk.names()).containsExactly(bad(7));
    assertThat(table.size()).isZero();
    assertThat(table.bytes()).isEqualTo(content.length);
    recovery.run(); // finds it under its new name
    assertThat(table.bytes()).isEqualTo(content.length);
    assertThat(disk.names()).containsExactly(bad(7));
  }

  @Test
  void aFileThatCannotBeReadIsPutAside() throws IOException {
    disk.put(segment(7), content());
    disk.put(acks(7), ACKS);
    disk.unreadable.add(segment(7));
    for (int i = 1; i < ReadFailures.LASTING; i++) {
      recovery.run();
      recovery.run(); // too soon to count
      assertThat(disk.names()).containsExactly(acks(7), segment(7));
      assertThat(table.bytes()).isEqualTo(content().length + ACKS.length);
      assertThat(recovery.hasUnread()).isTrue();
      clock.pass(ReadFailures.APART_NANOS);
    }
    recovery.run();
    assertThat(disk.names()).containsExactly(bad(7));
    assertThat(table.size()).isZero();
    assertThat(table.bytes()).isEqualTo(content().length);
    assertThat(recovery.hasUnread()).isFalse();
  }

  @Test
  void aFileThatCannotBeReadForAWhileIsFoundLater() throws IOException {
    disk.put(segment(6), content());
    disk.put(segment(7), content());
    disk.put(acks(7), ACKS);
    failAt(FaultDisk.Op.READ);
    assertThat(recovery.run()).isEqualTo(8);
    assertThat(table.size()).isZero();
    assertThat(recovery.hasUnread()).isTrue();
    disk.fault = op -> false;
    disk.unreadable.add(segment(6));
    recovery.run();
    assertThat(table.copy()).extracting(segment -> segment.number).containsExactly(7L);
    assertThat(recovery.hasUnread()).isTrue();
    disk.unreadable.clear();
    recovery.run();
    assertThat(table.copy()).extracting(segment -> segment.number).containsExactly(6L, 7L);
    assertThat(recovery.hasUnread()).isFalse();
    assertThat(disk.names()).containsExactly(segment(6), acks(7), segment(7));
  }

  @Test
  void whileNoFileCanBeReadNoneIsPutAside() throws IOException {
    disk.put(segment(5), content());
    recovery.run();
    disk.put(segment(6), content());
    disk.put(segment(7), content());
    failAt(FaultDisk.Op.READ);
    for (int i = 0; i < 3 * ReadFailures.LASTING; i++) {
      recovery.run();
      clock.pass(ReadFailures.APART_NANOS);
    }
    assertThat(disk.names()).containsExactly(segment(5), segment(6), segment(7));
    disk.fault = op -> false;
    recovery.run();
    assertThat(table.size()).isEqualTo(3);
  }

  /** Another program has deleted it, or the directory was listed for a moment that is over. */
  @Test
  void aFileThatIsGoneIsNotWaitedFor() throws IOException {
    disk.put(segment(7), content());
    disk.unreadable.add(segment(7));
    recovery.run();
    assertThat(recovery.hasUnread()).isTrue();
    disk.remove(segment(7));
    recovery.run();
    assertThat(recovery.hasUnread()).isFalse();
    assertThat(table.bytes()).isZero();
  }

  @Test
  void sizesThatAreNotKnownCountAsNothing() throws IOException {
    disk.put(segment(3), content());
    disk.put(acks(3), ACKS);
    failReads(3); // after the size and the header of the segment
    recovery.run();
    assertThat(table.copy()).singleElement().extracting(Segment::ackBytes).isEqualTo(0);

    disk.put(bad(4), new byte[100]);
    failReads(1);
    long before = table.bytes();
    recovery.run();
    assertThat(table.bytes()).isEqualTo(before);
    assertThat(housekeeping.dropBad()).isTrue(); // but it is known
    assertThat(disk.names()).doesNotContain(bad(4));
  }

  @Test
  void aSegmentWhoseSizeIsNotKnownIsFoundLater() throws IOException {
    disk.put(segment(3), content());
    failReads(1);
    recovery.run();
    assertThat(table.size()).isZero();
    recovery.run();
    assertThat(table.copy()).singleElement().extracting(Segment::bytes).isEqualTo(content().length);
    assertThat(disk.names()).containsExactly(segment(3));
  }

  @Test
  void theNewestUnusableFilesOfEarlierProcessesAreKept() throws IOException {
    for (int i = 1; i <= 3; i++) {
      disk.put(bad(i), new byte[10 * i]);
    }
    recovery.run();
    assertThat(disk.names()).containsExactly(bad(2), bad(3));
    assertThat(table.bytes()).isEqualTo(50);
    recovery.run();
    assertThat(disk.names()).containsExactly(bad(2), bad(3));
    assertThat(table.bytes()).isEqualTo(50);
  }

  @Test
  void acknowledgementsWithoutASegmentAreDeleted() throws IOException {
    disk.put(segment(3), content());
    disk.put(acks(3), ACKS);
    disk.put(acks(4), ACKS);
    failAt(FaultDisk.Op.DELETE);
    recovery.run();
    assertThat(housekeeping.isPending(acks(4))).isTrue();
    assertThat(housekeeping.bytes()).isEqualTo(24);
    disk.fault = op -> false;
    recovery.run();
    assertThat(disk.names()).containsExactly(acks(3), segment(3));
  }

  /** Its records are done with; it must not be sent again. */
  @Test
  void aSegmentThatWaitsToBeDeletedIsNotFoundAgain() throws IOException {
    disk.put(segment(3), content());
    disk.put(acks(3), ACKS);
    failAt(FaultDisk.Op.DELETE);
    housekeeping.deleteInOrder(segment(3), content().length, acks(3), 24);
    disk.fault = op -> false;
    assertThat(recovery.run()).isEqualTo(4);
    assertThat(table.size()).isZero();
    assertThat(disk.names()).containsExactly(acks(3), segment(3));
    housekeeping.retryDeletes();
    assertThat(disk.names()).isEmpty();
  }

  @Test
  void nothingThatWaitsToBeDeletedIsNotFoundAgain() throws IOException {
    disk.put(segment(7), new byte[HEADER]);
    failAt(FaultDisk.Op.DELETE);
    recovery.run();
    assertThat(table.bytes()).isEqualTo(HEADER);
    recovery.run();
    assertThat(table.bytes()).isEqualTo(HEADER);
    assertThat(table.size()).isZero();
  }

  @Test
  void aSegmentOfThisProcessIsNotFoundAgain() throws IOException {
    Segment own = new Segment(3, format.readHeader(content()), true);
    table.add(own);
    disk.put(segment(3), content());
    recovery.run();
    assertThat(table.copy()).containsExactly(own);
    assertThat(table.size()).isEqualTo(1);
  }

  /** A number alone is not enough: a process may have deleted the file, and another made one. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void aSegmentThatWasCountedIsRecognisedByItsNonce(long nonce) throws IOException {
    SegmentFormat.Header header = new SegmentFormat.Header(Signal.TRACES, nonce, 1, 1, 1, 1);
    Segment counted = new Segment(3, header, true);
    counted.openItems = 5;
    recovery.expect(Map.of(3L, counted));
    disk.put(segment(3), content());
    disk.put(segment(4), content());
    recovery.run();
    List<Segment> found = table.copy();
    assertThat(found).hasSize(2);
    assertThat(found.get(0).own).isEqualTo(nonce == 1);
    assertThat(found.get(0).openItems).isEqualTo(nonce == 1 ? 5 : 0);
    assertThat(found.get(1).own).isFalse();
  }
}
