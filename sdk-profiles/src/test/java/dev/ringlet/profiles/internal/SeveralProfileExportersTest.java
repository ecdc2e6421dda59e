// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.internal;

import static dev.ringlet.testing.Await.LONG_NANOS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import dev.ringlet.export.DropCause;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.delivery.Delivery;
import dev.ringlet.internal.delivery.RequestSender;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.BlockedExporter;
import dev.ringlet.testing.CapturingExporter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The exporters of a profiler do not wait for each other, and each has its own books. */
class SeveralProfileExportersTest {
  private volatile Object sink;

  private static ProfileSender sender(Exporter exporter, Object lock) {
    ProfileSender sender =
        new ProfileSender(new RequestSender(Signal.PROFILES, exporter, LONG_NANOS), lock);
    sender.start();
    return sender;
  }

  private static long deadline() {
    return Await.deadline();
  }

  @Test
  void oneThatHangsLosesForItselfAlone() {
    Object lock = new Object();
    BlockedExporter hanging = new BlockedExporter();
    CapturingExporter live = new CapturingExporter();
    ProfileSender first = sender(hanging, lock);
    ProfileSender second = sender(live, lock);
    for (int i = 0; i < 5; i++) {
      ProfileMessage message = new ProfileMessage(new byte[] {1}, 10);
      first.offer(message);
      second.offer(message);
      assertThat(second.awaitIdle(deadline())).isTrue();
      hanging.awaitBegun();
      assertThat(second.isFree()).isTrue();
    }
    assertThat(live.items()).isEqualTo(50);
    assertThat(second.requests().counters().dropped()).isZero();
    assertThat(second.failures()).isZero();
    assertThat(first.isFree()).isFalse();
    assertThat(first.pending()).isEqualTo(20); // one under way, one that waits
    assertThat(first.requests().counters().dropped(DropCause.QUEUE_FULL)).isEqualTo(30);
    assertThat(first.failures()).isEqualTo(3);

    hanging.open();
    assertThat(first.awaitIdle(deadline())).isTrue();
    assertThat(hanging.items()).isEqualTo(20);
    assertThat(first.requests().counters().accepted()).isEqualTo(50);
    assertThat(first.requests().counters().exported()).isEqualTo(20);
    first.close(deadline());
    second.close(deadline());
    assertThat(hanging.isClosed()).isTrue();
    assertThat(live.isClosed()).isTrue();
  }

  @Test
  void whatWaitsAtTheCloseIsCounted() {
    BlockedExporter hanging = new BlockedExporter();
    ProfileSender sender = sender(hanging, new Object());
    sender.offer(new ProfileMessage(new byte[] {1}, 3));
    hanging.awaitBegun();
    sender.offer(new ProfileMessage(new byte[] {1}, 4));
    sender.requests().closeBy(System.nanoTime());
    sender.close(System.nanoTime());
    sender.offer(new ProfileMessage(new byte[] {1}, 5));

    assertThat(sender.requests().counters().dropped(DropCause.SHUTDOWN)).isEqualTo(12);
    assertThat(sender.requests().counters().accepted()).isEqualTo(12);
    assertThat(sender.pending()).isZero();
    hanging.open();
  }

  @Test
  void profilesReachTheLiveExporterWhileAnotherHangs() {
    BlockedExporter hanging = new BlockedExporter();
    CapturingExporter live = new CapturingExporter();
    CapturingExporter refusing =
        new CapturingExporter(payload -> ExportResult.permanent(FailureCause.BAD_DATA, "expected"));
    Profiler profiler = start(hanging, live, refusing);
    Thread flushing = new Thread(() -> profiler.flush(LONG_NANOS));
    flushing.start();
    Await.until(
        "the live exporter has samples",
        () -> {
          work();
          return live.items() > 0;
        });
    hanging.awaitBegun();
    assertThat(hanging.items()).isEqualTo(0);
    List<Delivery> deliveries = profiler.deliveries();
    assertThat(deliveries.get(0).pending()).isPositive();
    Await.until( // its sender counts after it has returned
        "the live one has counted its samples", () -> deliveries.get(1).counters().exported() > 0);
    Await.until(
        "the refusing one has counted its loss",
        () -> deliveries.get(2).counters().dropped(DropCause.REFUSED) > 0);

    hanging.open();
    profiler.close(LONG_NANOS);
    assertThat(hanging.isClosed() && live.isClosed() && refusing.isClosed()).isTrue();
    assertThat(deliveries.get(0).counters().exported()).isEqualTo(hanging.items());
    for (Delivery delivery : deliveries) {
      assertThat(delivery.accepted())
          .isEqualTo(delivery.counters().exported() + delivery.counters().dropped());
      assertThat(delivery.pending()).isZero();
    }
  }

  private void work() {
    for (int i = 0; i < 1_000; i++) {
      sink = new long[4_096];
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
