// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.Signal;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which segment gives way, and what the table knows of sizes. */
class SegmentTableTest {
  private final FaultDisk disk = new FaultDisk(new Random(1));
  private SegmentTable table;

  @BeforeEach
  void setUp() throws IOException {
    table = new SegmentTable(new SpoolHousekeeping(disk.open()));
  }

  private Segment add(Signal signal, long number, int bytes) {
    Segment segment =
        new Segment(number, new SegmentFormat.Header(signal, number, 1, 1, 1, 1), true);
    segment.setBytes(bytes);
    table.add(segment);
    return segment;
  }

  @Test
  void theOldestOfTheSignalWithTheMostBytesGivesWay() {
    assertThat(table.oldestOfLargest(null, 0)).isNull();
    assertThat(table.oldestOfLargest(Signal.LOGS, 10)).isNull();
    add(Signal.TRACES, 7, 500);
    Segment trace = add(Signal.TRACES, 5, 500);
    Segment log = add(Signal.LOGS, 6, 900 + SegmentTable.SEGMENT_ROOM);
    assertThat(table.oldestOfLargest(null, 0)).isSameAs(trace);
    assertThat(table.oldestOfLargest(Signal.LOGS, 99)).isSameAs(trace);
    assertThat(table.oldestOfLargest(Signal.LOGS, 101)).isSameAs(log);
    assertThat(table.oldestOfLargest(Signal.METRICS, 1 << 20)).isSameAs(trace); // it has nothing
    log.setBytes(1001 + SegmentTable.SEGMENT_ROOM);
    assertThat(table.oldestOfLargest(null, 0)).isSameAs(log);
    assertThat(table.oldestOfLargest(Signal.TRACES, 2)).isSameAs(trace);
  }

  @Test
  void aSegmentThatLeftCountsNoMore() {
    Segment first = add(Signal.TRACES, 5, 500);
    Segment second = add(Signal.TRACES, 6, 300);
    long before = table.bytes();
    assertThat(table.holds(first)).isTrue();
    table.remove(first);
    table.remove(first); // no effect
    assertThat(table.bytes()).isEqualTo(before - first.room());
    assertThat(table.size()).isEqualTo(1);
    assertThat(table.holds(first)).isFalse();
    first.setBytes(10_000);
    assertThat(table.bytes()).isEqualTo(second.room());
    second.setAckBytes(24);
    assertThat(table.bytes(Signal.TRACES)).isEqualTo(second.room());
    assertThat(table.bytes(Signal.LOGS)).isZero();
  }

  @Test
  void anotherSegmentOfThatNumberIsNotTheSame() {
    Segment segment = add(Signal.TRACES, 5, 500);
    assertThat(table.holds(segment.reopened())).isFalse();
    assertThat(table.contains(5)).isTrue();
  }
}
