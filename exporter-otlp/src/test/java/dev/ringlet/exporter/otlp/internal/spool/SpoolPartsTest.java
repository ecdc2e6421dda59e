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
import java.io.IOException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A spool whose two parts are used, suspended and closed one without the other. */
class SpoolPartsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int MAX_BYTES = 1 << 20;

  private final FaultDisk disk = new FaultDisk(new Random(3));
  private final Network traceNetwork = new Network();
  private final Network logNetwork = new Network();
  private Spool spool;
  private SignalSpool traces;
  private SignalSpool logs;

  /** Delivers what is stored, or lets nothing through. */
  private static final class Network implements Outlet {
    final Queue<Integer> arrived = new ConcurrentLinkedQueue<>();
    volatile boolean open;

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
  }

  @BeforeEach
  void setUp() {
    SpoolSettings settings =
        new SpoolSettings(
            Path.of("/spool"), MAX_BYTES, 0, true, 20_000_000L, false, false, 100L << 20);
    spool = new Spool(settings, disk::open, SpoolClock.system(), new Random(1)::nextLong, () -> 0);
    traces = spool.register(Signal.TRACES, "traces", traceNetwork, SECOND);
    logs = spool.register(Signal.LOGS, "logs", logNetwork, SECOND);
    Await.until("the spool is available", spool::isAvailable);
  }

  @AfterEach
  void tearDown() {
    traces.close();
    logs.close();
  }

  private static StoreOutcome store(SignalSpool part, Signal signal, int id) {
    byte[] payload = SpoolProcess.payload(id, 500);
    return part.store(
        new Payload(signal, payload, 0, payload.length, 2, Await.deadline()), Await.deadline());
  }

  private static void assertStored(SignalSpool part, Signal signal, int id) {
    assertThat(store(part, signal, id)).isEqualTo(StoreOutcome.STORED);
  }

  @Test
  void eachPartSendsItsOwnRequests() {
    assertStored(traces, Signal.TRACES, 1);
    assertStored(logs, Signal.LOGS, 2);
    assertThat(spool.maxBytes()).isEqualTo(MAX_BYTES);
    Await.until("the bytes are known", () -> spool.bytes() > 1000);
    assertThat(spool.bytes()).isLessThan(MAX_BYTES);
    traceNetwork.open = true;
    logNetwork.open = true;
    Await.until("the traces arrive", () -> traceNetwork.arrived.contains(1));
    Await.until("the logs arrive", () -> logNetwork.arrived.contains(2));
    assertThat(traceNetwork.arrived).containsExactly(1);
    assertThat(logNetwork.arrived).containsExactly(2);
  }

  @Test
  void filesAreOpenUntilTheLastPartIsSuspended() throws IOException {
    assertThat(traces.suspend(Await.deadline())).isTrue();
    assertThat(traces.isAvailable()).isTrue();
    assertStored(logs, Signal.LOGS, 1);
    assertThat(logs.suspend(Await.deadline())).isTrue();
    assertThat(spool.isAvailable()).isFalse();
    disk.open().close(); // refused while another spool has it

    logs.resume();
    Await.until("the spool is available", logs::isAvailable);
    logNetwork.open = true;
    Await.until("the logs arrive", () -> logNetwork.arrived.contains(1));
    traces.resume();
    traces.resume(); // no effect
  }

  @Test
  void aSuspendedPartSendsNothing() {
    assertStored(traces, Signal.TRACES, 1);
    assertThat(traces.suspend(Await.deadline())).isTrue();
    traceNetwork.open = true;
    logNetwork.open = true;
    assertStored(logs, Signal.LOGS, 2);
    Await.until("the logs arrive", () -> logNetwork.arrived.contains(2));
    assertStored(logs, Signal.LOGS, 3);
    Await.until("more logs arrive", () -> logNetwork.arrived.contains(3));
    assertThat(traceNetwork.arrived).isEmpty();
    traces.resume();
    Await.until("the traces arrive", () -> traceNetwork.arrived.contains(1));
  }

  @Test
  void theSpoolEndsWithItsLastPart() throws IOException {
    assertStored(traces, Signal.TRACES, 1);
    traces.close();
    traces.close(); // does not count twice
    assertThat(spool.hasEnded()).isFalse();
    assertStored(logs, Signal.LOGS, 2);
    logs.close();
    assertThat(spool.hasEnded()).isTrue();
    assertThat(spool.isAvailable()).isFalse();
    assertThat(store(logs, Signal.LOGS, 3)).isEqualTo(StoreOutcome.FAILED);
    assertThat(logs.hasUnsynced()).isFalse();
    disk.open().close();
  }

  @Test
  void aPartThatIsClosedSendsNothing() {
    assertStored(traces, Signal.TRACES, 1);
    traces.close();
    traceNetwork.open = true;
    logNetwork.open = true;
    assertStored(logs, Signal.LOGS, 2);
    Await.until("the logs arrive", () -> logNetwork.arrived.contains(2));
    assertThat(traceNetwork.arrived).isEmpty();
  }

  @Test
  void aDeliveryEndsTheWaitOfStoredRequests() {
    assertStored(traces, Signal.TRACES, 1);
    traceNetwork.open = true;
    traces.delivered();
    Await.until("the traces arrive", () -> traceNetwork.arrived.contains(1));
  }

  @Test
  void countersOfThisAndOfEarlierProcessesAreApart() {
    DeliveryCounters counters = new DeliveryCounters();
    traces.reportTo(counters);
    assertStored(traces, Signal.TRACES, 1);
    counters.spool(2); // as its caller counts
    traceNetwork.open = true;
    Await.until("it is exported", () -> counters.exported() == 2);
    assertThat(counters.spooled()).isZero();
    assertThat(spool.inherited(Signal.TRACES).exported()).isZero();
  }

  @Test
  void syncMakesStoredRequestsSafe() {
    assertStored(traces, Signal.TRACES, 1);
    assertThat(traces.sync(Await.deadline())).isTrue();
    Await.until("nothing is unsynced", () -> !traces.hasUnsynced());
    disk.cutPower();
    assertThat(disk.names()).contains("0000000000000001.seg");
  }
}
