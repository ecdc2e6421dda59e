// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static dev.ringlet.exporter.otlp.internal.spool.SpoolThreads.startWaiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A spool whose two parts are used, suspended and closed one without the other. */
class SpoolPartsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int MAX_BYTES = 1 << 20;

  private final SpoolThreads threads = new SpoolThreads();
  private final FaultDisk disk = new FaultDisk(new Random(3));
  private final Network traceNetwork = new Network();
  private final Network logNetwork = new Network();
  private Spool spool;
  private SignalSpool traces;
  private SignalSpool logs;

  /** Delivers what is stored, or lets nothing through. */
  private static final class Network implements Outlet {
    final Queue<Integer> arrived = new ConcurrentLinkedQueue<>();
    final AtomicInteger asked = new AtomicInteger();
    final CountDownLatch sending = new CountDownLatch(1);
    volatile boolean open;
    volatile long closedNanos = SECOND / 100;
    volatile CountDownLatch held = new CountDownLatch(0);

    @Override
    public ExportResult send(Payload payload) {
      sending.countDown();
      Await.until("it is let through", () -> held.getCount() == 0);
      if (!open) {
        return ExportResult.retry(FailureCause.UNREACHABLE, -1, "");
      }
      arrived.add(SpoolProcess.id(payload));
      return ExportResult.delivered();
    }

    @Override
    public long nanosToWait() {
      asked.incrementAndGet();
      return open ? 0 : closedNanos;
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
    traceNetwork.held.countDown();
    traces.close();
    logs.close();
  }

  private static StoreOutcome store(SignalSpool part, Signal signal, int id) {
    return store(part, signal, id, 500);
  }

  private static StoreOutcome store(SignalSpool part, Signal signal, int id, int length) {
    byte[] payload = SpoolProcess.payload(id, length);
    return part.store(
        new Payload(signal, payload, 0, payload.length, 2, Await.deadline()), Await.deadline());
  }

  private static void assertStored(SignalSpool part, Signal signal, int id) {
    assertThat(store(part, signal, id)).isEqualTo(StoreOutcome.STORED);
  }

  /** Begins to send a stored request of the traces, which is held on its way. */
  private void holdATrace() {
    traceNetwork.held = new CountDownLatch(1);
    traceNetwork.open = true;
    assertStored(traces, Signal.TRACES, 1);
    Await.until("it is being sent", () -> traceNetwork.sending.getCount() == 0);
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
    Await.until("the threads have ended", () -> threads.named("ringlet-spool").isEmpty());
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
    assertThat(traces.suspend(Await.deadline())).isTrue();
    traceNetwork.closedNanos = 1000 * SECOND;
    int asked = traceNetwork.asked.get();
    traces.resume();
    Await.until("it has to wait", () -> traceNetwork.asked.get() > asked);
    Thread drain = threads.named("ringlet-spool-drain").get(0);
    Await.until("it waits", () -> SpoolThreads.isWaiting(drain, "awaitDue"));
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

  @Test
  void aRequestOnItsWayEndsTheSuspensionOfItsPart() {
    assertThat(traces.suspend(Await.deadline())).isTrue();
    assertThat(logs.suspend(Await.deadline())).isTrue();
    assertThat(traces.isAvailable()).isFalse();
    traceNetwork.open = true;
    logNetwork.open = true;
    assertStored(traces, Signal.TRACES, 1);
    assertStored(logs, Signal.LOGS, 2); // the files are open, but the part stays suspended
    Await.until("the traces arrive", () -> traceNetwork.arrived.contains(1));
    assertThat(logNetwork.arrived).isEmpty();
    logs.resume();
    Await.until("the logs arrive", () -> logNetwork.arrived.contains(2));
  }

  @Test
  void aPartThatIsSendingIsNotSuspended() {
    holdATrace();
    assertThat(traces.suspend(System.nanoTime())).isFalse();
    assertThat(traces.isAvailable()).isTrue();
    assertThat(logs.suspend(Await.deadline())).isTrue();
    assertThat(traces.isAvailable()).isTrue(); // only one of them is suspended
    logs.resume();
    traceNetwork.held.countDown();
    Await.until("the traces arrive", () -> traceNetwork.arrived.contains(1));
  }

  @Test
  void aPartThatIsResumedWhileTheLastIsSuspendedKeepsTheFilesOpen() throws Exception {
    assertThat(traces.suspend(Await.deadline())).isTrue();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch stuck = new CountDownLatch(1);
    spool
        .worker()
        .call(
            store -> {
              begun.countDown();
              Await.until("it continues", () -> stuck.getCount() == 0);
              return null;
            },
            System.nanoTime());
    Await.until("the disk hangs", () -> begun.getCount() == 0);
    AtomicReference<Boolean> suspended = new AtomicReference<>();
    Thread last = startWaiting("release", () -> suspended.set(logs.suspend(Await.deadline())));
    Thread resuming = startWaiting("reopen", traces::resume);
    stuck.countDown();
    last.join();
    resuming.join();
    assertThat(suspended).hasValue(false);
    Await.until("the spool is available", spool::isAvailable);
    assertStored(traces, Signal.TRACES, 1);
  }

  @Test
  void theLargestRequestIsAQuarterOfTheSpoolWithItsRecord() {
    int most = traces.maxRequestBytes();
    assertThat(most).isEqualTo(MAX_BYTES / 4 - SegmentFormat.RECORD_OVERHEAD);
    assertThat(store(traces, Signal.TRACES, 1, most)).isEqualTo(StoreOutcome.STORED);
    assertThat(store(traces, Signal.TRACES, 2, most + 1)).isEqualTo(StoreOutcome.TOO_LARGE);
  }

  @Test
  void whatCannotBeSyncedIsNotSafe() {
    disk.fault = op -> op == FaultDisk.Op.SYNC;
    assertStored(traces, Signal.TRACES, 1);
    assertThat(traces.hasUnsynced()).isTrue();
    assertThat(traces.sync(Await.deadline())).isFalse();
    assertThat(traces.sync(Await.deadline())).isFalse(); // now the disk is known not to work
    assertThat(traces.hasUnsynced()).isTrue();
  }

  @Test
  void closingWaitsForTheRequestThatIsBeingSentAndEndsTheThreads() {
    holdATrace();
    List<Thread> own = threads.named("ringlet-spool");
    assertThat(own).hasSize(2);
    Thread closing = startWaiting("awaitIdle", traces::close);
    traceNetwork.held.countDown();
    Await.until("the part is closed", () -> !closing.isAlive());
    assertThat(traceNetwork.arrived).containsExactly(1);
    assertThat(own).allMatch(Thread::isAlive);
    logs.close();
    Await.until("the threads have ended", () -> own.stream().noneMatch(Thread::isAlive));
    assertThat(traces.sync(System.nanoTime())).isFalse();
  }

  @Test
  void aSpoolOpensTheDirectoryOfItsSettings(@TempDir Path temp) throws IOException {
    Path directory = temp.resolve("spool");
    SpoolSettings settings = new SpoolSettings(directory, MAX_BYTES, 0, true, 0, true, false, 1024);
    Spool real = new Spool(settings);
    Network network = new Network();
    SignalSpool part = real.register(Signal.LOGS, "logs", network, SECOND);
    Await.until("the spool is available", real::isAvailable);
    assertStored(part, Signal.LOGS, 1);
    byte[] segment = Files.readAllBytes(directory.resolve("0000000000000001.seg"));
    SegmentFormat.Header header = new SegmentFormat().readHeader(segment);
    assertThat(header.signal()).isEqualTo(Signal.LOGS);
    assertThat(header.label()).isEqualTo(SpoolClock.hash("logs"));
    assertThat(header.nonce()).isNotZero(); // random
    network.open = true;
    Await.until("the logs arrive", () -> network.arrived.contains(1));
    part.close();
    assertThat(real.hasEnded()).isTrue();
  }
}
