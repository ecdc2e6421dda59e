// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.testing.Await;
import java.nio.file.Path;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A spool that two exporters of one signal share. */
class SpoolExportersTest {
  private static final long SECOND = 1_000_000_000L;

  private final FaultDisk disk = new FaultDisk(new Random(5));
  private final Random random = new Random(1);
  private boolean replayAnywhere;
  private Spool spool;
  private Exporter first;
  private Exporter second;

  /** One exporter, whose network is closed at first. */
  private final class Exporter implements Outlet {
    final Queue<Integer> arrived = new ConcurrentLinkedQueue<>();
    final DeliveryCounters counters = new DeliveryCounters();
    final SignalSpool part;
    volatile boolean open;

    Exporter(String label) {
      part = spool.register(Signal.TRACES, label, this, SECOND);
      part.reportTo(counters);
    }

    @Override
    public ExportResult send(Payload payload) {
      if (!open) {
        return ExportResult.retry(FailureCause.UNREACHABLE, -1, "");
      }
      arrived.add(SpoolProcess.id(payload));
      return ExportResult.delivered();
    }

    @Override
    public long nanosToWait() {
      return open ? 0 : SECOND / 100;
    }

    void store(int id) {
      byte[] bytes = SpoolProcess.payload(id, 500);
      Payload payload = new Payload(Signal.TRACES, bytes, 0, bytes.length, 1, Await.deadline());
      assertThat(part.store(payload, Await.deadline())).isEqualTo(StoreOutcome.STORED);
      counters.spool(1); // as its caller counts
    }
  }

  private void start(String firstLabel, String secondLabel) {
    SpoolSettings settings =
        new SpoolSettings(
            Path.of("/spool"), 1 << 20, 0, true, 20_000_000L, false, replayAnywhere, 100L << 20);
    spool = new Spool(settings, disk::open, SpoolClock.system(), random::nextLong, () -> 0);
    first = new Exporter(firstLabel);
    second = new Exporter(secondLabel);
    Await.until("the spool is available", spool::isAvailable);
  }

  @AfterEach
  void close() {
    first.part.close();
    second.part.close();
  }

  private void storeOneEach() {
    first.store(1);
    second.store(2);
  }

  /** Sends these requests, and one more of the second, one exporter after the other. */
  private void sendInTurn() {
    second.open = true;
    Await.until("that of the second arrives", () -> second.arrived.contains(2));
    second.store(3);
    Await.until("the next one arrives", () -> second.arrived.contains(3));
    assertThat(second.arrived).containsExactly(2, 3);
    first.open = true;
    Await.until("that of the first arrives", () -> first.arrived.contains(1));
    assertThat(first.arrived).containsExactly(1);
  }

  @Test
  void eachExporterSendsAndCountsItsOwnRequests() {
    start("one", "two");
    storeOneEach();
    sendInTurn();
    Await.until("the first has counted", () -> first.counters.exported() == 1);
    Await.until("the second has counted", () -> second.counters.exported() == 2);
    assertThat(first.counters.spooled()).isZero();
    assertThat(second.counters.spooled()).isZero();
  }

  @Test
  void exportersToTheSameAddressAreApartToo() {
    start("one", "one");
    storeOneEach();
    sendInTurn();
  }

  @Test
  void theNextProcessKnowsWhoseRequestsTheyAre() {
    start("one", "one");
    storeOneEach();
    close();
    start("one", "one");
    sendInTurn();
  }

  @Test
  void anyExporterMaySendWhatNoneOfThemStoredIfThatIsAllowed() {
    start("one", "two");
    storeOneEach();
    close();
    replayAnywhere = true;
    start("one", "three");
    sendInTurn();
  }
}
