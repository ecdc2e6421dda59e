// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import static dev.ringlet.exporter.otlp.internal.spool.SpoolProcess.range;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.delivery.Route;
import dev.ringlet.internal.delivery.DeliveryReport;
import dev.ringlet.testing.Await;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** The spool with its threads behind a whole route, over a disk and a network that can fail. */
class SpoolTest extends SpoolRouteTests {
  @Test
  void storesWhileTheNetworkIsAwayAndDeliversByItself() throws Exception {
    start();
    network.down();
    for (int id = 1; id <= 50; id++) {
      assertThat(export(id)).isSameAs(ExportResult.stored());
    }
    assertThat(counters.spooled()).isEqualTo(100);
    network.up();
    Await.until("all is exported", () -> counters.exported() == 100);
    assertThat(network.arrived).containsExactlyElementsOf(range(1, 50));
    assertConserved();
    assertThat(export(51)).isSameAs(ExportResult.delivered());
    assertConserved();
  }

  @Test
  void suspendedSpoolHoldsNoFileAndGoesOnWithTheSameBooks() throws Exception {
    start();
    network.down();
    for (int id = 1; id <= 10; id++) {
      export(id);
    }
    assertThat(route.suspend(System.nanoTime() + 30 * SECOND)).isTrue();
    disk.open().close(); // refused while another spool has it
    network.up();
    assertThat(counters.spooled()).isEqualTo(20);
    assertThat(spool.isAvailable()).isFalse();

    route.reconnect();
    Await.until("the spool is available", spool::isAvailable);
    Await.until("all is exported", () -> counters.exported() == 20);
    assertThat(network.arrived).containsExactlyElementsOf(range(1, 10));
    assertThat(spool.inherited(Signal.TRACES).exported()).isZero();
    assertThat(export(11)).isSameAs(ExportResult.delivered());
    assertConserved();
  }

  @Test
  void whatWasInheritedIsCountedOnceWhenTheSpoolIsReopened() throws Exception {
    start();
    network.down();
    for (int id = 1; id <= 10; id++) {
      export(id);
    }
    route.close();
    start();
    Await.until("they are found", () -> spool.inherited(Signal.TRACES).spooled() == 20);
    assertThat(route.suspend(System.nanoTime() + 30 * SECOND)).isTrue();
    network.up();
    route.reconnect();
    Await.until("they are exported", () -> spool.inherited(Signal.TRACES).exported() == 20);
    assertThat(spool.inherited(Signal.TRACES).spooled()).isZero();
    assertThat(network.arrived).containsExactlyElementsOf(range(1, 10));
  }

  @Test
  void storedRequestUnderWayKeepsTheSpoolOpen() throws Exception {
    start();
    network.down();
    export(1);
    network.hanging = new CountDownLatch(1);
    Await.until("it is being sent", () -> network.hangs);
    assertThat(route.suspend(System.nanoTime())).isFalse();
    assertThat(spool.isAvailable()).isTrue();
    network.up();
    network.hanging.countDown();
    network.hanging = null;
    Await.until("it is exported", () -> counters.exported() == 2);
  }

  @Test
  void freshRequestsUnderWayAreStoredThoughTheSpoolIsSuspended() throws Exception {
    start();
    network.hanging = new CountDownLatch(1);
    List<Thread> senders = List.of(new Thread(() -> export(1)), new Thread(() -> export(2)));
    senders.forEach(Thread::start);
    Await.until("both are being sent", () -> network.entered.get() == 2);
    assertThat(route.suspend(System.nanoTime() + 30 * SECOND)).isTrue();
    assertThat(spool.isAvailable()).isFalse();
    network.down();
    network.hanging.countDown();
    for (Thread sender : senders) {
      sender.join();
    }
    assertThat(counters.spooled()).isEqualTo(4);
    assertThat(counters.dropped()).isZero();

    network.hanging = null;
    network.up();
    Await.until("all is exported", () -> counters.exported() == 4);
    assertConserved();
  }

  @Test
  void freshRequestsPassTheOldOnes() throws Exception {
    settings =
        new SpoolSettings(Path.of("/spool"), 1 << 20, 0, true, 20_000_000L, false, false, 50);
    start();
    network.down();
    for (int id = 1; id <= 40; id++) {
      export(id);
    }
    network.up();
    Await.until("the breaker has closed", () -> counters.exported() > 0);
    for (int id = 101; id <= 140; id++) {
      assertThat(export(id)).isSameAs(ExportResult.delivered());
    }
    assertThat(network.arrived).contains(140).doesNotContain(40); // one in ten seconds at this rate
    assertConserved();
  }

  @Test
  void theNextProcessDeliversAndCountsApart() throws Exception {
    start();
    network.down();
    for (int id = 1; id <= 10; id++) {
      export(id);
    }
    route.close();
    assertConserved();
    assertThat(counters.spooled()).isEqualTo(20);
    network.up();
    start(); // with counters of its own
    Await.until(
        "what was inherited is exported", () -> spool.inherited(Signal.TRACES).exported() == 20);
    assertThat(network.arrived).containsExactlyElementsOf(range(1, 10));
    assertThat(counted()).isZero();
  }

  @Test
  void whatIsRefusedOnTheWayBackIsCounted() throws Exception {
    start();
    network.down();
    export(1);
    network.failure = ExportResult.permanent(FailureCause.BAD_DATA, "no");
    Await.until("the refusal is counted", () -> counters.dropped(DropCause.REFUSED) == 2);
    assertThat(counters.spooled()).isZero();
    assertConserved();
    network.up();
    assertThat(export(2)).isSameAs(ExportResult.delivered());
  }

  /** Otherwise a receiver that does not respond would hold up all that is stored, for ever. */
  @Test
  void anAttemptForAStoredRequestHasALimitThoughTheExporterHasNone() throws Exception {
    timeoutNanos = Route.FOREVER_NANOS;
    start();
    network.down();
    export(1);
    network.up();
    assertSettled();
    assertThat(network.arrived).containsExactly(1);
    assertThat(network.nanosLeft).isPositive().isLessThanOrEqualTo(30 * SECOND);
  }

  /** A thread or memory is missing for a while, or classes do not fit each other. */
  @Test
  void aStoredRequestOutlastsTwoFailuresOfTheProcessItself() throws Exception {
    start();
    network.down();
    export(1);
    AtomicInteger left = new AtomicInteger(2);
    network.unsendable = id -> left.getAndDecrement() > 0;
    network.up();
    assertSettled();
    assertThat(network.arrived).containsExactly(1);
    assertThat(counters.dropped()).isZero();
  }

  @Test
  void aRequestThatAlwaysFailsInTheProcessItselfDoesNotHoldUpTheOthers() throws Exception {
    start();
    network.down();
    export(1);
    export(2);
    AtomicInteger tries = new AtomicInteger();
    network.unsendable = id -> id == 1 && tries.incrementAndGet() > 0;
    network.up();
    assertSettled();
    assertThat(network.arrived).containsExactly(2);
    assertThat(counters.dropped(DropCause.INTERNAL_ERROR)).isEqualTo(2);
    assertThat(tries).hasValue(3);
  }

  private void assertSettled() throws InterruptedException {
    Await.until("nothing is stored any more", () -> counters.spooled() == 0);
    assertConserved();
  }

  @Test
  void withExpiredCredentialsOnlyWhatTriesIsLost() throws Exception {
    start();
    network.down();
    for (int id = 1; id <= 20; id++) {
      export(id);
    }
    network.failure = ExportResult.permanent(FailureCause.NOT_AUTHORIZED, "401");
    Await.until("a second try", () -> network.refusedNanos.size() > 1);
    int refused;
    ExportResult result;
    int id = 20;
    do { // until no request was let through to try meanwhile
      refused = network.refusedNanos.size();
      result = export(++id);
    } while (network.refusedNanos.size() != refused && id < 50);
    assertThat(result).isSameAs(ExportResult.stored());
    network.up();
    Await.until("the spool is empty", () -> counters.spooled() == 0);
    assertConserved();
    List<Long> tries = List.copyOf(network.refusedNanos);
    assertThat(counters.dropped()).isEqualTo(2L * tries.size());
    for (int i = 1; i < tries.size(); i++) {
      assertThat(tries.get(i) - tries.get(i - 1)).isGreaterThanOrEqualTo(SECOND / 2);
    }
  }

  @Test
  void aDeadDiskMeansMemoryWithOneLine() throws Exception {
    disk.alive = false;
    startSoon();
    Await.until("it is known", () -> !log.messages(Level.WARNING).isEmpty());
    network.down();
    for (int id = 1; id <= 20; id++) {
      assertThat(export(id).cause()).isEqualTo(FailureCause.UNREACHABLE);
    }
    assertThat(counters.dropped(DropCause.RETRIES_EXHAUSTED)).isEqualTo(40);
    assertConserved();
    assertThat(log.messages(Level.WARNING).stream().filter(line -> line.contains("/spool")))
        .hasSize(1);
  }

  @Test
  void aDiskThatHangsDoesNotHoldTheApplication() throws Exception {
    start();
    network.down();
    export(1);
    CountDownLatch stuck = new CountDownLatch(1);
    disk.fault =
        op -> {
          if (op == FaultDisk.Op.WRITE) {
            try {
              stuck.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
          return false;
        };
    byte[] payload = SpoolProcess.payload(2, 500);
    produced.addAndGet(2);
    long deadline = System.nanoTime() + SECOND / 2;
    ExportResult result =
        route.export(new Payload(Signal.TRACES, payload, 0, payload.length, 2, deadline));
    assertThat(stuck.getCount()).isEqualTo(1); // and it came back all the same
    counters.count(DeliveryReport.of(result, 2));
    assertThat(result.cause()).isEqualTo(FailureCause.UNREACHABLE);
    Await.until("the spool is unavailable", () -> !spool.isAvailable());
    network.up();
    stuck.countDown();
    disk.fault = op -> false;
    Await.until("the spool is available", spool::isAvailable);
    Await.until("the spool is empty and the breaker closed", () -> counters.spooled() == 0);
    assertThat(export(3)).isSameAs(ExportResult.delivered());
    assertThat(network.arrived).contains(1, 3).doesNotContain(2); // it was counted as lost
    assertConserved();
  }

  @Test
  void interruptsOfTheApplicationChangeNothing() throws Exception {
    start();
    network.down();
    Thread.currentThread().interrupt();
    assertThat(export(1)).isSameAs(ExportResult.stored());
    assertThat(Thread.interrupted()).isTrue();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("ringlet-spool")) {
        thread.interrupt();
      }
    }
    assertThat(export(2)).isSameAs(ExportResult.stored());
    assertConserved();
  }

  @Test
  void theRestIsStoredWhenTheTimeToCloseIsNearlyUp() throws Exception {
    start();
    network.hanging = new CountDownLatch(1);
    long deadline = System.nanoTime() + 4 * SECOND;
    route.closeBy(deadline);
    assertThat(export(1)).isSameAs(ExportResult.stored()); // waits for the cut, a second before
    long stored = 1;
    for (int id = 2; id <= 20; id++) {
      ExportResult result = export(id);
      if (result == ExportResult.stored()) {
        stored++;
      } else { // only if this machine took a whole second
        assertThat(System.nanoTime() - deadline).isGreaterThanOrEqualTo(0);
      }
    }
    route.close();
    assertThat(counters.spooled()).isEqualTo(2 * stored);
    assertConserved();
  }

  @Test
  void nothingIsStoredAfterTheDeadline() throws Exception {
    start();
    network.down();
    long deadline = System.nanoTime() + SECOND / 20;
    route.closeBy(deadline);
    Await.until("the deadline has passed", () -> System.nanoTime() - deadline > 0);
    assertThat(export(1).isSuccess()).isFalse();
    assertConserved();
  }

  @Test
  void closingTwiceAndAtTheSameTimeEnds() throws Exception {
    start();
    network.down();
    export(1);
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Thread(route::close);
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join(60_000);
      assertThat(thread.isAlive()).isFalse();
    }
    assertThat(export(2).isSuccess()).isFalse();
    assertConserved();
    assertThat(spool.hasEnded()).isTrue();
  }
}
