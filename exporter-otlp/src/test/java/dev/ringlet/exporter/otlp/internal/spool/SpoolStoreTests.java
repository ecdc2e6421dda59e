// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static dev.ringlet.exporter.otlp.internal.spool.ManualSpoolClock.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Signal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;

/**
 * What the tests of the store share: a process on a disk in memory, and at the end of every test a
 * process that stores and delivers, whatever the test did to the disk.
 */
abstract class SpoolStoreTests {
  static final ExportResult OK = ExportResult.delivered();

  final Random random = new Random(5);
  final FaultDisk disk = new FaultDisk(random);
  final ManualSpoolClock clock = new ManualSpoolClock();
  SpoolSettings settings = SpoolProcess.settings(1 << 20, 0, true, false);
  SpoolProcess process;

  final SpoolProcess start() throws IOException {
    process = new SpoolProcess(disk, settings, clock, random);
    return process;
  }

  final void fill(int from, int to) {
    for (int id = from; id <= to; id++) {
      assertThat(process.append(Signal.TRACES, id, 1000, 1)).isEqualTo(StoreOutcome.STORED);
    }
  }

  final List<Integer> drain() {
    List<Integer> ids = new ArrayList<>();
    for (int id; (id = process.deliver(Signal.TRACES, OK)) >= 0; ) {
      ids.add(id);
    }
    process.check(0);
    return ids;
  }

  final void tickFor(int seconds) {
    for (int i = 0; i < seconds; i += 5) {
      clock.pass(5 * SECOND);
      process.store.tick();
    }
  }

  @AfterEach
  void afterwardsEverythingWorks() throws IOException {
    disk.fault = op -> false;
    disk.unreadable.clear();
    disk.capacity = Long.MAX_VALUE;
    disk.alive = true;
    disk.kill();
    start();
    drain();
    assertAlive();
    process.store.close();
    assertThat(disk.openFiles).isZero();
  }

  /** A fresh request gets through. */
  final void assertAlive() {
    assertThat(process.append(Signal.TRACES, 999_999, 500, 1)).isEqualTo(StoreOutcome.STORED);
    assertThat(drain()).contains(999_999);
  }
}
