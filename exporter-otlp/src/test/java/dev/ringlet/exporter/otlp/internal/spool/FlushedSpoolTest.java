// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static dev.ringlet.testing.Await.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.testing.Await;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a flush tells about requests that a spool stores. */
class FlushedSpoolTest extends SpoolRouteTests {
  @Test
  void flushMakesWhatIsStoredSafe() throws Exception {
    settings =
        new SpoolSettings(Path.of("/spool"), 1 << 20, 0, true, 600 * SECOND, false, false, 1 << 20);
    start();
    network.down();
    export(1);
    assertThat(route.flush(LONG)).isTrue();
    disk.cutPower();
    assertThat(disk.content("0000000000000001.seg").length).isGreaterThan(500);
  }

  private void failSync() throws InterruptedException {
    start();
    network.down();
    disk.fault = op -> op == FaultDisk.Op.SYNC;
    export(1);
  }

  @Test
  void flushIsFalseWhileARecordWaitsWhoseSyncFailed() throws Exception {
    failSync();
    Await.until("the sync failed", () -> !spool.isAvailable());
    assertThat(route.flush(LONG)).isFalse();
    network.up();
    Await.until("it is exported", () -> counters.exported() == 2);
    Await.until("nothing unsynced waits", () -> route.flush(LONG));
    assertThat(spool.isAvailable()).isFalse(); // a probe syncs as well
  }

  @Test
  void eachFlushIsFalseAfterTheFirstSyncThatFailed() throws Exception {
    settings =
        new SpoolSettings(Path.of("/spool"), 1 << 20, 0, true, 600 * SECOND, false, false, 1 << 20);
    failSync();
    assertThat(route.flush(LONG)).isFalse();
    assertThat(route.flush(LONG)).isFalse();
  }

  @Test
  void flushIsTrueWhereNoDirectoryEverWorked() throws Exception {
    disk.alive = false;
    startSoon();
    network.down();
    assertThat(export(1).isSuccess()).isFalse();
    assertThat(route.flush(LONG)).isTrue();
  }

  @Test
  void flushIsFalseWhileTheSyncHangs() throws Exception {
    settings = new SpoolSettings(Path.of("/spool"), 1 << 20, 0, true, 0, false, false, 1 << 20);
    CountDownLatch stuck = new CountDownLatch(1);
    start();
    network.down();
    disk.fault =
        op -> {
          if (op == FaultDisk.Op.SYNC) {
            try {
              stuck.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
          return false;
        };
    export(1);
    Await.until("the spool is unavailable", () -> !spool.isAvailable());
    assertThat(route.flush(LONG)).isFalse();
    stuck.countDown();
    Await.until("it is synced", () -> route.flush(LONG));
  }
}
