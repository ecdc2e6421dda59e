// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.Signal;
import dev.ringlet.testing.LogCapture;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the writing of a segment ends, and what is synced when. */
class ActiveSegmentsTest extends SpoolStoreTests {
  private static final int OVERHEAD = SegmentFormat.RECORD_OVERHEAD;

  private long segments() {
    return disk.names().stream().filter(name -> name.endsWith(".seg")).count();
  }

  private Segment first() {
    return process.store.table().of(Signal.TRACES).iterator().next();
  }

  private void store(int id, int length) {
    assertThat(process.append(Signal.TRACES, id, length, 1)).isEqualTo(StoreOutcome.STORED);
  }

  /** Fails a kind of operation, and counts how often it is tried. */
  private int[] failAt(FaultDisk.Op failing) {
    int[] count = {0};
    disk.fault =
        op -> {
          count[0] += op == failing ? 1 : 0;
          return op == failing;
        };
    return count;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aSegmentIsFullToTheByte(int tooMuch) throws IOException {
    start();
    store(1, 1000);
    int left = settings.segmentBytes() - SegmentFormat.HEADER_BYTES - 1000 - OVERHEAD;
    store(2, left - OVERHEAD + tooMuch);
    assertThat(segments()).isEqualTo(1 + tooMuch);
    store(3, 8);
    assertThat(segments()).isEqualTo(2);
    if (tooMuch == 0) {
      assertThat(first().bytes()).isEqualTo(settings.segmentBytes());
    }
    assertThat(drain()).containsExactly(1, 2, 3);
  }

  @Test
  void aFullSegmentIsSyncedAndClosedAndNeedsNoMemory() throws IOException {
    start();
    int files = disk.openFiles;
    fill(1, 130);
    assertThat(segments()).isEqualTo(2);
    assertThat(disk.openFiles).isEqualTo(files + 1);
    assertThat(first().isIndexed()).isFalse();
    process.store.sync(); // of the segment that is written
    assertThat(process.store.isSynced()).isTrue();
  }

  @Test
  void theIndexStaysWhileSomethingIsUnderWay() throws IOException {
    start();
    fill(1, 1);
    StoredRequest request = process.store.reader().next(SpoolProcess.TRACES);
    fill(2, 130);
    assertThat(first().isIndexed()).isTrue();
    process.store.reader().putBack(request);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void soManyBytesDoNotWaitForTheInterval(int missing) throws IOException {
    start();
    store(1, SpoolStore.SYNC_BYTES - OVERHEAD - missing);
    assertThat(process.store.isDirty()).isEqualTo(missing > 0);
    assertThat(process.store.isSynced()).isEqualTo(missing == 0);
  }

  @Test
  void whatIsSafeIsNotSyncedAgain() throws IOException {
    start();
    int[] directorySyncs = {0};
    disk.fault =
        op -> {
          directorySyncs[0] += op == FaultDisk.Op.SYNC_DIRECTORY ? 1 : 0;
          return false;
        };
    int syncs = disk.syncs;
    process.store.sync();
    assertThat(directorySyncs[0]).isZero();
    fill(1, 1);
    process.store.sync();
    process.store.sync();
    assertThat(disk.syncs).isEqualTo(syncs + 1);
    assertThat(directorySyncs[0]).isEqualTo(1);
    fill(2, 2);
    assertThat(process.store.isSynced()).isFalse();
    assertThat(SpoolStore.isDurable(first(), 0)).isTrue();
    assertThat(SpoolStore.isDurable(first(), 1)).isFalse();
    process.store.sync();
    assertThat(disk.syncs).isEqualTo(syncs + 2);
    assertThat(directorySyncs[0]).isEqualTo(1); // the file has its entry
    assertThat(process.store.isSynced()).isTrue();
  }

  @Test
  void whatWasSentNeedsNoSync() throws IOException {
    start();
    fill(1, 1);
    assertThat(process.store.isSynced()).isFalse();
    assertThat(drain()).containsExactly(1);
    assertThat(process.store.isSynced()).isTrue();
  }

  @Test
  void withoutItsEntryInTheDirectoryAFileIsNotSafe() throws IOException {
    try (LogCapture log = new LogCapture("dev.ringlet")) {
      start();
      fill(1, 1);
      failAt(FaultDisk.Op.SYNC_DIRECTORY);
      process.store.sync();
      assertThat(process.store.isAvailable()).isFalse();
      assertThat(process.store.isSynced()).isFalse();
      assertThat(log.messages(Level.WARNING))
          .singleElement()
          .asString()
          .startsWith("Cannot sync in spool directory " + settings.directory());
      disk.fault = op -> false;
      process.store.sync(); // of a directory, unlike a file, it may be tried again
      assertThat(process.store.isSynced()).isTrue();
    }
  }

  @Test
  void aSegmentWhoseWriteFailedGetsNoMore() throws IOException {
    start();
    fill(1, 1);
    int[] writes = failAt(FaultDisk.Op.WRITE);
    assertThat(process.append(Signal.TRACES, 2, 1000, 1)).isEqualTo(StoreOutcome.FAILED);
    assertThat(process.append(Signal.TRACES, 3, 1000, 1)).isEqualTo(StoreOutcome.FAILED);
    assertThat(writes[0]).isEqualTo(1); // the second was not even tried
    assertThat(first().file).isNull();
    disk.fault = op -> false;
    tickFor(35);
    fill(4, 4);
    assertThat(segments()).isEqualTo(2);
    assertThat(drain()).containsExactly(1, 4);
  }

  /** What would follow in the same segment would be at another place than its checksum says. */
  @Test
  void anErrorInAWriteEndsTheSegmentToo() throws IOException {
    start();
    fill(1, 1);
    disk.fault = ActiveSegmentsTest::throwAtWrite;
    assertThatThrownBy(() -> process.append(Signal.TRACES, 2, 1000, 1))
        .isInstanceOf(OutOfMemoryError.class);
    disk.fault = op -> false;
    assertThat(first().file).isNull();
    fill(3, 4);
    assertThat(segments()).isEqualTo(2);
    assertThat(process.deliver(Signal.TRACES, OK)).isEqualTo(1);
    assertThat(process.deliver(Signal.TRACES, OK)).isEqualTo(3);
    disk.kill();
    start();
    assertThat(drain()).containsExactly(4);
  }

  @Test
  void aSegmentWhoseHeaderMeetsAnErrorIsClosedAndDeleted() throws IOException {
    start();
    disk.fault = ActiveSegmentsTest::throwAtWrite;
    assertThatThrownBy(() -> process.append(Signal.TRACES, 1, 1000, 1))
        .isInstanceOf(OutOfMemoryError.class);
    disk.fault = op -> false;
    assertThat(segments()).isZero();
    assertThat(disk.openFiles).isZero();
  }

  private static boolean throwAtWrite(FaultDisk.Op op) {
    if (op == FaultDisk.Op.WRITE) {
      throw new OutOfMemoryError("for a test");
    }
    return false;
  }

  @Test
  void aSegmentWithoutRecordsWhoseWriteFailedIsDeleted() throws IOException {
    start();
    int[] writes = {0};
    disk.fault = op -> op == FaultDisk.Op.WRITE && ++writes[0] == 2; // after the header
    assertThat(process.append(Signal.TRACES, 1, 1000, 1)).isEqualTo(StoreOutcome.FAILED);
    assertThat(segments()).isZero();
    assertThat(process.store.table().size()).isZero();
  }

  @Test
  void withoutAnAppendThereIsNothingToUndo() throws IOException {
    start();
    process.store.undoLast();
    fill(1, 2);
    process.store.undoLast();
    process.own.get(Signal.TRACES).spool(-1); // as its caller counts
    process.own.get(Signal.TRACES).drop(DropCause.RETRIES_EXHAUSTED, 1);
    assertThat(drain()).isEqualTo(List.of(1));
  }
}
