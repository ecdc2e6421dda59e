// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.delivery.Destination;
import dev.ringlet.exporter.otlp.internal.delivery.Route;
import dev.ringlet.exporter.otlp.internal.target.Endpoint;
import dev.ringlet.exporter.otlp.settings.Protocol;
import dev.ringlet.exporter.otlp.settings.RetryPolicy;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.internal.delivery.DeliveryReport;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.LogCapture;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;

/** What the tests of the spool behind a whole route share: a disk and a network that can fail. */
abstract class SpoolRouteTests {
  static final long SECOND = 1_000_000_000L;

  final FaultDisk disk = new FaultDisk(new Random(3));
  final LogCapture log = new LogCapture("dev.ringlet");
  DeliveryCounters counters;
  final Network network = new Network();
  final AtomicLong produced = new AtomicLong();
  SpoolSettings settings =
      new SpoolSettings(Path.of("/spool"), 1 << 20, 0, true, 20_000_000L, false, false, 100L << 20);
  long timeoutNanos = 60 * SECOND;
  Spool spool;
  Route route;

  /** Delivers, or does what is said. */
  static final class Network implements Exporter {
    volatile ExportResult failure;
    volatile CountDownLatch hanging;
    volatile boolean hangs;
    volatile long nanosLeft;

    /** The requests that cannot be sent, for a reason within the process, once it is up. */
    volatile IntPredicate unsendable = id -> false;

    final AtomicInteger entered = new AtomicInteger();
    final ConcurrentLinkedQueue<Integer> arrived = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<Long> refusedNanos = new ConcurrentLinkedQueue<>();

    void down() {
      failure = ExportResult.retry(FailureCause.UNREACHABLE, -1, "down");
    }

    void up() {
      failure = null;
    }

    @Override
    public ExportResult export(Payload payload) {
      nanosLeft = payload.deadlineNanos() - System.nanoTime();
      CountDownLatch latch = hanging;
      if (latch != null) {
        try {
          hangs = true;
          entered.incrementAndGet();
          latch.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        return ExportResult.retry(FailureCause.CLOSED, -1, "closed");
      }
      ExportResult result = failure;
      if (result == null && unsendable.test(SpoolProcess.id(payload))) {
        return ExportResult.permanent(FailureCause.INTERNAL, "");
      }
      if (result != null && result.kind() == ExportResult.Kind.PERMANENT) {
        refusedNanos.add(System.nanoTime());
      }
      if (result == null) {
        arrived.add(SpoolProcess.id(payload));
        return ExportResult.delivered();
      }
      return result;
    }

    @Override
    public int maxConcurrentExports() {
      return 2;
    }

    @Override
    public void close() {
      if (hanging != null) {
        hanging.countDown();
      }
    }
  }

  @AfterEach
  final void tearDown() {
    if (route != null) {
      route.close();
    }
    log.close();
  }

  final void start() throws InterruptedException {
    startSoon();
    Await.until("the spool is available", spool::isAvailable);
  }

  final void startSoon() {
    spool = new Spool(settings, disk::open, SpoolClock.system(), new Random(1)::nextLong, () -> 0);
    Destination destination =
        new Destination(
            Signal.TRACES,
            Endpoint.parse("http://collector:4318/"),
            Protocol.HTTP_PROTOBUF,
            network);
    route =
        new Route(
            Signal.TRACES, List.of(destination), RetryPolicy.none(), timeoutNanos, 1 << 20, spool);
    counters = route.counters();
  }

  final ExportResult export(int id) {
    byte[] payload = SpoolProcess.payload(id, 500);
    produced.addAndGet(2);
    ExportResult result =
        route.export(new Payload(Signal.TRACES, payload, 0, payload.length, 2, Await.deadline()));
    counters.count(DeliveryReport.of(result, 2));
    return result;
  }

  final long counted() {
    return counters.exported() + counters.dropped() + counters.spooled();
  }

  /** At any quiet moment, and one comes: items under one heading are moved in two steps. */
  final void assertConserved() throws InterruptedException {
    Await.until("all items are counted", () -> counted() == produced.get());
  }
}
