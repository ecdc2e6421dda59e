// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static dev.ringlet.exporter.otlp.internal.spool.ManualSpoolClock.SECOND;
import static dev.ringlet.exporter.otlp.internal.spool.SpoolProcess.range;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.Signal;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that cannot be read, for a while or permanently, alone or all of them. */
class ReadFailuresTest extends SpoolStoreTests {
  private static final String FIRST = "0000000000000001.seg";

  private StoredRequest next() {
    return process.store.reader().next(SpoolProcess.TRACES);
  }

  private void failReads() {
    disk.fault = op -> op == FaultDisk.Op.READ;
  }

  private long lost(boolean inherited) {
    return (inherited ? process.books.inherited(Signal.TRACES) : process.own.get(Signal.TRACES))
        .dropped();
  }

  private long segments() {
    return disk.names().stream().filter(name -> name.endsWith(".seg")).count();
  }

  private void assertNothingPutAside() {
    assertThat(disk.names()).noneMatch(name -> name.endsWith(".bad"));
  }

  /** Five segments; this process has written them, or an earlier one. */
  private void storeFive(boolean inherited) throws IOException {
    start();
    fill(1, 600);
    assertThat(segments()).isEqualTo(5);
    if (inherited) {
      process.store.close();
      start();
    }
  }

  /** Such as a process without a descriptor left. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDirectoryThatCannotBeReadOnceLosesNothing(boolean inherited) throws IOException {
    storeFive(inherited);
    failReads();
    assertThat(next()).isNull();
    assertThat(process.store.takeOldest(SpoolProcess.TRACES)).isEqualTo(OldestRequest.UNKNOWN);
    disk.fault = op -> false;
    assertThat(segments()).isEqualTo(5);
    assertThat(drain()).isEqualTo(range(1, 600));
    assertNothingPutAside();
    assertThat(lost(inherited)).isZero();
    assertThat(process.store.takeOldest(SpoolProcess.TRACES)).isEqualTo(OldestRequest.of(null));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDirectoryThatCannotBeReadForAnHourLosesNothing(boolean inherited) throws IOException {
    storeFive(inherited);
    failReads();
    for (int minute = 0; minute < 60; minute++) {
      assertThat(next()).isNull();
      tickFor(60);
    }
    disk.fault = op -> false;
    assertThat(drain()).isEqualTo(range(1, 600));
    assertNothingPutAside();
    assertThat(lost(inherited)).isZero();
  }

  @Test
  void whatCannotBeReadAtTheStartIsFoundLater() throws IOException {
    storeFive(false);
    process.store.close();
    failReads();
    start();
    assertThat(process.store.takeOldest(SpoolProcess.TRACES)).isEqualTo(OldestRequest.UNKNOWN);
    tickFor(60);
    assertThat(segments()).isEqualTo(5);
    disk.fault = op -> false;
    assertThat(next()).isNull(); // it has not been looked for yet
    assertThat(process.store.takeOldest(SpoolProcess.TRACES)).isEqualTo(OldestRequest.UNKNOWN);
    tickFor(30);
    assertThat(drain()).isEqualTo(range(1, 600));
    assertNothingPutAside();
    assertThat(lost(true)).isZero();
  }

  @Test
  void whatCouldNotBeReadCountsForTheLimitOfBytes() throws IOException {
    storeFive(false);
    process.store.close();
    for (int i = 1; i <= 5; i++) {
      disk.unreadable.add(Segment.name(i, ".seg"));
    }
    start();
    assertThat(process.store.table().size()).isZero();
    assertThat(process.store.bytes()).isGreaterThanOrEqualTo(disk.bytes());
    disk.unreadable.clear();
    tickFor(30);
    assertThat(process.store.bytes()).isGreaterThanOrEqualTo(disk.bytes());
    assertThat(drain()).isEqualTo(range(1, 600));
    assertThat(process.store.bytes()).isEqualTo(SpoolHousekeeping.RESERVE_BYTES);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSegmentThatAloneCannotBeReadDoesNotHoldTheOthersUp(boolean inherited) throws IOException {
    storeFive(inherited);
    disk.unreadable.add(FIRST);
    for (int i = 1; i < ReadFailures.LASTING; i++) {
      for (int tooSoon = 0; tooSoon < 10; tooSoon++) {
        assertThat(next()).isNull();
      }
      assertThat(disk.names()).contains(FIRST);
      clock.pass(ReadFailures.APART_NANOS);
    }
    StoredRequest request = next();
    assertThat(disk.names()).contains("0000000000000001.bad").doesNotContain(FIRST);
    int second = SpoolProcess.id(request.toPayload(0));
    process.store.reader().putBack(request);
    assertThat(drain()).isEqualTo(range(second, 600));
    // What was never read is not known.
    assertThat(lost(inherited)).isEqualTo(inherited ? 0 : second - 1);
  }

  @Test
  void aSuccessEndsTheCount() throws IOException {
    start();
    fill(1, 3);
    for (int i = 0; i < 3 * ReadFailures.LASTING; i++) {
      failReads();
      assertThat(next()).isNull();
      clock.pass(ReadFailures.APART_NANOS);
      if (i % (ReadFailures.LASTING - 1) == 0) {
        disk.fault = op -> false;
        process.store.reader().putBack(next());
      }
    }
    disk.fault = op -> false;
    assertThat(drain()).isEqualTo(range(1, 3));
  }

  /** Neither that it cannot be read nor that others are missing says that the disk works. */
  @Test
  void aSegmentIsKeptWhileNoFileCanBeCreatedEither() throws IOException {
    start();
    fill(1, 130);
    assertThat(segments()).isEqualTo(2);
    disk.remove("0000000000000002.seg");
    disk.fault = op -> op == FaultDisk.Op.READ || op == FaultDisk.Op.CREATE;
    disk.unreadable.add(FIRST);
    for (int i = 0; i < 2 * ReadFailures.LASTING; i++) {
      assertThat(next()).isNull();
      clock.pass(ReadFailures.APART_NANOS);
    }
    assertThat(disk.names()).contains(FIRST);
    disk.fault = op -> op == FaultDisk.Op.CREATE;
    assertThat(next()).isNull();
    assertThat(disk.names()).contains(FIRST);
    clock.pass(ReadFailures.APART_NANOS);
    disk.fault = op -> false;
    assertThat(next()).isNull();
    assertThat(disk.names()).doesNotContain(FIRST);
  }

  /** Its loss could not be counted. */
  @Test
  void whatCannotBeReadGivesNoWay() throws IOException {
    settings = SpoolProcess.settings(1 << 20, 3600 * SECOND, true, false);
    storeFive(true);
    disk.unreadable.add(FIRST);
    int id = 601;
    while (id < 3000 && process.append(Signal.TRACES, id, 1000, 1) == StoreOutcome.STORED) {
      id++;
    }
    assertThat(process.own.get(Signal.TRACES).dropped(DropCause.SPOOL_FULL)).isEqualTo(1);
    assertThat(disk.names()).contains(FIRST);
    assertThat(lost(true)).isZero();
    disk.unreadable.clear();
    assertThat(process.append(Signal.TRACES, id, 1000, 1)).isEqualTo(StoreOutcome.STORED);
    assertThat(disk.names()).doesNotContain(FIRST);
    long evicted = lost(true);
    assertThat(evicted).isPositive();

    disk.unreadable.add("0000000000000002.seg");
    clock.pass(4100 * SECOND);
    tickFor(5);
    assertThat(disk.names()).contains("0000000000000002.seg");
    disk.unreadable.clear();
    tickFor(5);
    assertThat(segments()).isZero();
    assertThat(process.books.inherited(Signal.TRACES).dropped(DropCause.SPOOL_EXPIRED))
        .isEqualTo(600 - evicted);
    process.check(0);
  }
}
