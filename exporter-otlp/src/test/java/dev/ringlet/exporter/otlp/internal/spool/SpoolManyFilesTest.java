// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static dev.ringlet.exporter.otlp.internal.spool.SpoolProcess.range;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.Signal;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Directories with more files than a spool keeps in memory. */
class SpoolManyFilesTest extends SpoolStoreTests {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void manySmallForeignSegmentsDoNotKeepNewOnesOut(boolean dropOldest) throws IOException {
    settings = SpoolProcess.settings(64 << 20, 0, dropOldest, false);
    disk.measured = false;
    for (int i = 1; i <= 65_000; i++) {
      disk.put(Segment.name(i, ".seg"), SpoolLeftoversTest.foreignSegment(i));
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
}
