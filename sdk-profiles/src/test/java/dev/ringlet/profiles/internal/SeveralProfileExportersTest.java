// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.delivery.Delivery;
import dev.ringlet.internal.delivery.RequestSender;
import dev.ringlet.internal.threads.Workers;
import dev.ringlet.testing.Await;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The exporters of a profiler do not wait for each other, and each has its own books. */
class SeveralProfileExportersTest {
  private static final long TIMEOUT = TimeUnit.MINUTES.toNanos(2);

  /** Counts what it gets, once it is open. */
  private static class Counting implements Exporter {
    final AtomicLong items = new AtomicLong();
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch open;
    volatile boolean closed;

    Counting(boolean open) {
      this.open = new CountDownLatch(open ? 0 : 1);
    }

    @Override
    public ExportResult export(Payload payload) {
      begun.countDown();
      Workers.await(open, () -> TIMEOUT);
      items.addAndGet(payload.items());
      return ExportResult.delivered();
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static final class Refusing extends Counting {
    Refusing() {
      super(true);
    }

    @Override
    public ExportResult export(Payload payload) {
      return ExportResult.permanent(FailureCause.BAD_DATA, "expected");
    }
  }

  private static ProfileSender sender(Exporter exporter, Object lock) {
    ProfileSender sender =
        new ProfileSender(new RequestSender(Signal.PROFILES, exporter, TIMEOUT), lock);
    sender.start();
    return sender;
  }

  private static long deadline() {
    return System.nanoTime() + TIMEOUT;
  }

  @Test
  void oneThatHangsLosesForItselfAlone() {
    Object lock = new Object();
    Counting hanging = new Counting(false);
    Counting live = new Counting(true);
    ProfileSender first = sender(hanging, lock);
    ProfileSender second = sender(live, lock);
    for (int i = 0; i < 5; i++) {
      ProfileMessage message = new ProfileMessage(new byte[] {1}, 10);
      first.offer(message);
      second.offer(message);
      assertThat(second.awaitIdle(deadline())).isTrue();
      Workers.await(hanging.begun, () -> TIMEOUT);
      assertThat(second.isFree()).isTrue();
    }
    assertThat(live.items).hasValue(50);
    assertThat(second.requests().counters().dropped()).isZero();
    assertThat(second.failures()).isZero();
    assertThat(first.isFree()).isFalse();
    assertThat(first.pending()).isEqualTo(20); // one under way, one that waits
    assertThat(first.requests().counters().dropped(DropCause.QUEUE_FULL)).isEqualTo(30);
    assertThat(first.failures()).isEqualTo(3);

    hanging.open.countDown();
    assertThat(first.awaitIdle(deadline())).isTrue();
    assertThat(hanging.items).hasValue(20);
    assertThat(first.requests().counters().accepted()).isEqualTo(50);
    assertThat(first.requests().counters().exported()).isEqualTo(20);
    first.close(deadline());
    second.close(deadline());
    assertThat(hanging.closed).isTrue();
    assertThat(live.closed).isTrue();
  }

  @Test
  void whatWaitsAtTheCloseIsCounted() {
    Counting hanging = new Counting(false);
    ProfileSender sender = sender(hanging, new Object());
    sender.offer(new ProfileMessage(new byte[] {1}, 3));
    Workers.await(hanging.begun, () -> TIMEOUT);
    sender.offer(new ProfileMessage(new byte[] {1}, 4));
    sender.requests().closeBy(System.nanoTime());
    sender.close(System.nanoTime());
    sender.offer(new ProfileMessage(new byte[] {1}, 5));

    assertThat(sender.requests().counters().dropped(DropCause.SHUTDOWN)).isEqualTo(12);
    assertThat(sender.requests().counters().accepted()).isEqualTo(12);
    assertThat(sender.pending()).isZero();
    hanging.open.countDown();
  }

  @Test
  void profilesReachTheLiveExporterWhileAnotherHangs() {
    Counting hanging = new Counting(false);
    Counting live = new Counting(true);
    Counting refusing = new Refusing();
    Profiler profiler = start(hanging, live, refusing);
    Thread flushing = new Thread(() -> profiler.flush(TIMEOUT));
    flushing.start();
    Await.until("the live exporter has samples", () -> live.items.get() > 0);
    Await.until("a request of the other is under way", () -> hanging.begun.getCount() == 0);
    assertThat(hanging.items).hasValue(0);
    List<Delivery> deliveries = profiler.deliveries();
    assertThat(deliveries.get(0).pending()).isPositive();
    assertThat(deliveries.get(1).counters().exported()).isPositive();
    Await.until(
        "the refusing one has counted its loss",
        () -> deliveries.get(2).counters().dropped(DropCause.REFUSED) > 0);

    hanging.open.countDown();
    profiler.close(TIMEOUT);
    assertThat(hanging.closed && live.closed && refusing.closed).isTrue();
    assertThat(deliveries.get(0).counters().exported()).isEqualTo(hanging.items.get());
    for (Delivery delivery : deliveries) {
      assertThat(delivery.accepted())
          .isEqualTo(delivery.counters().exported() + delivery.counters().dropped());
      assertThat(delivery.pending()).isZero();
    }
  }

  @Test
  void withoutAnExporterThereIsNoProfiler() {
    assertThatThrownBy(SeveralProfileExportersTest::start)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("exporters");
  }

  private static Profiler start(Exporter... exporters) {
    Config config =
        Config.of(
            Map.of("ringlet.profiles.period", "1s", "ringlet.profiles.links", "false"),
            Map.of(),
            Map.of());
    return Profiler.start(config, Resource.empty(), List.of(exporters));
  }
}
