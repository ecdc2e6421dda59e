// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The files that are not live segments, on a disk that can fail. */
class SpoolHousekeepingTest {
  private static final int RESERVE_BYTES = SpoolHousekeeping.RESERVE_BYTES;

  private final FaultDisk disk = new FaultDisk(new Random(1));
  private SpoolHousekeeping housekeeping;

  @BeforeEach
  void setUp() throws IOException {
    housekeeping = new SpoolHousekeeping(disk.open());
  }

  private void failAt(FaultDisk.Op failing) {
    disk.fault = op -> op == failing;
  }

  @Test
  void whatCannotBeDeletedIsCountedAndDeletedLater() {
    disk.put("a", new byte[5]);
    disk.put("b", new byte[7]);
    failAt(FaultDisk.Op.DELETE);
    housekeeping.delete("a", 5);
    housekeeping.delete("b", 7);
    assertThat(housekeeping.bytes()).isEqualTo(12);
    assertThat(housekeeping.isPending("a")).isTrue();
    housekeeping.retryDeletes();
    assertThat(housekeeping.bytes()).isEqualTo(12);
    disk.fault = op -> false;
    housekeeping.retryDeletes();
    assertThat(disk.names()).isEmpty();
    assertThat(housekeeping.bytes()).isZero();
    assertThat(housekeeping.isPending("a")).isFalse();
  }

  /** After a failure the others are left for later: the disk does not work. */
  @Test
  void aSecondAttemptToDeleteEndsAtTheFirstFailure() {
    disk.put("a", new byte[1]);
    disk.put("b", new byte[1]);
    failAt(FaultDisk.Op.DELETE);
    housekeeping.delete("a", 1);
    housekeeping.delete("b", 1);
    int[] attempts = {0};
    disk.fault = op -> op == FaultDisk.Op.DELETE && attempts[0]++ == 0;
    housekeeping.retryDeletes();
    assertThat(attempts[0]).isEqualTo(1);
    assertThat(disk.names()).containsExactly("a", "b");
  }

  /** Acknowledgements without their segment would be lost, and with them a request sent twice. */
  @Test
  void theSecondFileStaysWhileTheFirstCannotBeDeleted() {
    disk.put("a.seg", new byte[5]);
    disk.put("a.ack", new byte[3]);
    failAt(FaultDisk.Op.DELETE);
    housekeeping.deleteInOrder("a.seg", 5, "a.ack", 3);
    assertThat(disk.names()).containsExactly("a.ack", "a.seg");
    assertThat(housekeeping.bytes()).isEqualTo(8);
    assertThat(housekeeping.isPending("a.ack")).isTrue();
    disk.fault = op -> false;
    housekeeping.retryDeletes();
    assertThat(disk.names()).isEmpty();

    disk.put("b.seg", new byte[5]);
    disk.put("b.ack", new byte[3]);
    housekeeping.deleteInOrder("b.seg", 5, "b.ack", 3);
    assertThat(disk.names()).isEmpty();
    assertThat(housekeeping.bytes()).isZero();
  }

  @Test
  void theNewestTwoUnusableFilesAreKept() {
    for (int i = 1; i <= 3; i++) {
      disk.put(i + ".seg", new byte[i]);
      housekeeping.quarantine(i + ".seg", i + ".bad", i);
    }
    assertThat(disk.names()).containsExactly("2.bad", "3.bad");
    assertThat(housekeeping.bytes()).isEqualTo(5);
    assertThat(housekeeping.dropBad()).isTrue();
    assertThat(disk.names()).containsExactly("3.bad");
    assertThat(housekeeping.dropBad()).isTrue();
    assertThat(housekeeping.dropBad()).isFalse();
    assertThat(disk.names()).isEmpty();
    assertThat(housekeeping.bytes()).isZero();
  }

  /** The directory may be listed again, while this process has put files aside. */
  @Test
  void anUnusableFileIsRegisteredOnce() {
    disk.put("1.seg", new byte[1]);
    disk.put("2.seg", new byte[2]);
    housekeeping.quarantine("1.seg", "1.bad", 1);
    housekeeping.quarantine("2.seg", "2.bad", 2);
    housekeeping.addBad("1.bad", 1);
    housekeeping.addBad("2.bad", 2);
    assertThat(disk.names()).containsExactly("1.bad", "2.bad");
    assertThat(housekeeping.bytes()).isEqualTo(3);
    failAt(FaultDisk.Op.DELETE);
    assertThat(housekeeping.dropBad()).isTrue();
    housekeeping.addBad("1.bad", 1); // it waits to be deleted
    assertThat(housekeeping.bytes()).isEqualTo(3);
  }

  @Test
  void anUnusableFileThatCannotBeRenamedIsDeleted() {
    disk.put("1.seg", new byte[9]);
    failAt(FaultDisk.Op.RENAME);
    housekeeping.quarantine("1.seg", "1.bad", 9);
    assertThat(disk.names()).isEmpty();
    assertThat(housekeeping.bytes()).isZero();
    assertThat(housekeeping.dropBad()).isFalse();
  }

  @Test
  void theReserveIsKeptUntilItIsNeeded() {
    assertThat(housekeeping.release()).isFalse();
    housekeeping.reserve();
    assertThat(disk.content("reserve")).hasSize(RESERVE_BYTES);
    assertThat(housekeeping.bytes()).isEqualTo(RESERVE_BYTES);
    int syncs = disk.syncs;
    assertThat(syncs).isEqualTo(1); // or it would not be on the disk
    housekeeping.reserve();
    assertThat(disk.syncs).isEqualTo(syncs);
    assertThat(housekeeping.release()).isTrue();
    assertThat(disk.names()).isEmpty();
    assertThat(housekeeping.bytes()).isZero();
    assertThat(housekeeping.release()).isFalse();
  }

  @Test
  void aReserveThatCannotBeWrittenIsNone() {
    disk.capacity = 1000;
    housekeeping.reserve();
    assertThat(housekeeping.bytes()).isZero();
    assertThat(disk.names()).isEmpty();
    assertThat(housekeeping.release()).isFalse();
  }

  @Test
  void theReserveOfAnEarlierProcessIsTakenOver() {
    disk.put("reserve", new byte[RESERVE_BYTES]);
    disk.put("probe", new byte[10]);
    housekeeping.takeOver();
    assertThat(disk.names()).containsExactly("reserve");
    assertThat(housekeeping.bytes()).isEqualTo(RESERVE_BYTES);
    disk.capacity = 0;
    housekeeping.reserve();
    assertThat(disk.names()).containsExactly("reserve");
  }

  /** Or the next attempt to delete the old one would delete the new one. */
  @Test
  void aReserveThatIsMadeAgainDoesNotWaitToBeDeleted() {
    disk.put("reserve", new byte[1]);
    failAt(FaultDisk.Op.DELETE);
    housekeeping.takeOver();
    assertThat(housekeeping.isPending("reserve")).isTrue();
    disk.fault = op -> false;
    housekeeping.reserve();
    assertThat(housekeeping.bytes()).isEqualTo(RESERVE_BYTES);
    housekeeping.retryDeletes();
    assertThat(disk.names()).containsExactly("reserve");
    assertThat(housekeeping.bytes()).isEqualTo(RESERVE_BYTES);
  }

  @Test
  void aReserveOfAnotherSizeIsNone() {
    disk.put("reserve", new byte[RESERVE_BYTES - 1]);
    housekeeping.takeOver();
    assertThat(disk.names()).isEmpty();
    assertThat(housekeeping.bytes()).isZero();
    disk.put("reserve", new byte[RESERVE_BYTES]);
    failAt(FaultDisk.Op.READ);
    housekeeping.takeOver();
    assertThat(disk.names()).isEmpty();
    assertThat(housekeeping.release()).isFalse();
  }

  @Test
  void aProbeNeedsItsRoomAndLeavesNothing() {
    assertThat(housekeeping.probe(1 << 20)).isTrue();
    assertThat(disk.mostBytes).isEqualTo(4096);
    assertThat(disk.names()).isEmpty();
    disk.mostBytes = 0;
    assertThat(housekeeping.probe(100)).isTrue();
    assertThat(disk.mostBytes).isEqualTo(100);
    assertThat(housekeeping.probe(-5)).isTrue();
    disk.capacity = 4095;
    assertThat(housekeeping.probe(1 << 20)).isFalse();
    assertThat(disk.names()).isEmpty();
    disk.capacity = Long.MAX_VALUE;
    for (FaultDisk.Op op :
        new FaultDisk.Op[] {FaultDisk.Op.CREATE, FaultDisk.Op.WRITE, FaultDisk.Op.SYNC}) {
      failAt(op);
      assertThat(housekeeping.probe(1 << 20)).as("%s", op).isFalse();
      assertThat(disk.names()).isEmpty();
      assertThat(housekeeping.bytes()).isZero();
    }
  }
}
