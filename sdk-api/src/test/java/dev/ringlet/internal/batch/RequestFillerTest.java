// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.config.Config;
import dev.ringlet.export.DropCause;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.internal.delivery.Request;
import dev.ringlet.internal.delivery.RequestSender;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.request.RequestFrame;
import dev.ringlet.internal.request.ScopeTable;
import dev.ringlet.internal.ring.ByteRing;
import dev.ringlet.internal.ring.StalledProducer;
import dev.ringlet.testing.Await;
import dev.ringlet.testing.CapturingExporter;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The consumer of a ring without its thread. */
class RequestFillerTest {
  private static final int MAX_ITEMS = 10;
  private static final int MAX_BYTES = 1024;

  private final RecordPool pool = new RecordPool(4, 1);
  private final ScopeTable scopes = new ScopeTable(pool);
  private final int scope = scopes.register(BatchWorkerTests.SCOPE);
  private final RequestFrame frame = new RequestFrame(pool, BatchWorkerTests.RESOURCE, scopes);
  private final DeliveryCounters counters = new DeliveryCounters();
  private final ByteRing ring = new ByteRing(1 << 20, 0, 1, Long.MAX_VALUE, () -> {});
  private final RequestFiller filler = new RequestFiller(ring, frame, counters, policy());
  private final CapturingExporter exporter = new CapturingExporter();
  private final RequestSender sender = new RequestSender(Signal.TRACES, exporter, Await.LONG_NANOS);
  private final Request request = sender.newRequest();

  private static BatchPolicy policy() {
    Map<String, String> properties =
        Map.of(
            "otel.bsp.max.export.batch.size", Integer.toString(MAX_ITEMS),
            "ringlet.bsp.max.export.batch.bytes", Integer.toString(MAX_BYTES));
    Config config = Config.of(properties, Map.of(), Map.of());
    return BatchPolicy.forHeap(config, Signal.TRACES, "bsp", 0, 64 << 20);
  }

  private void offer(int count, int padding, int toScope) {
    byte[] record = BatchWorkerTests.record(1, padding);
    for (int i = 0; i < count; i++) {
      assertThat(ring.offer(record, 0, record.length, toScope)).isEqualTo(ByteRing.ACCEPTED);
    }
  }

  @Test
  void fillsARequestUpToItsNumberOfRecords() {
    assertThat(filler.ring()).isSameAs(ring);
    assertThat(filler.fill(request)).isZero();
    assertThat(request.length()).as("of a request without records").isZero();
    offer(MAX_ITEMS + 3, 0, scope);
    assertThat(filler.fill(request)).isEqualTo(MAX_ITEMS);
    assertThat(request.openItems()).isEqualTo(MAX_ITEMS);
    assertThat(ring.pendingRecords()).isEqualTo(3);
    assertThat(filler.fill(request)).isEqualTo(3);
    assertThat(filler.fill(request)).isZero();
    assertThat(filler.lost()).isZero();
    assertThat(counters.dropped()).isZero();
  }

  @Test
  void fillsARequestUpToItsBytes() {
    int record = BatchWorkerTests.record(1, 200).length;
    int room = MAX_BYTES - frame.fixedBytes() - frame.scopeBytes(scope);
    offer(MAX_ITEMS, 200, scope);
    int fitting = room / record;
    assertThat(filler.fill(request)).isEqualTo(fitting).isBetween(2, MAX_ITEMS - 2);
    assertThat(sender.send(request)).isTrue();
    assertThat(exporter.payloads().get(0).length()).isBetween(MAX_BYTES - record - 30, MAX_BYTES);
  }

  @Test
  void countsWhatItCannotWriteOrWhatNoProducerPublished() {
    offer(4, 0, 9_999); // no such scope
    assertThat(filler.fill(request)).isZero();
    assertThat(filler.lost()).isEqualTo(4);
    assertThat(counters.dropped(DropCause.INTERNAL_ERROR)).isEqualTo(4);
    assertThat(ring.pendingRecords()).isZero();

    new StalledProducer(ring, 0).goOn();
    offer(2, 0, scope);
    assertThat(filler.fill(request)).isEqualTo(2);
    assertThat(filler.lost()).isOne();
    assertThat(counters.dropped(DropCause.INTERNAL_ERROR)).isEqualTo(5);
    assertThat(filler.fill(request)).isZero();
    assertThat(filler.lost()).isZero();
  }

  @Test
  void takesNothingOnceTheRingIsGivenUp() {
    offer(4, 0, scope);
    assertThat(filler.isGivenUp()).isFalse();
    filler.giveUp();
    filler.giveUp();
    assertThat(filler.isGivenUp()).isTrue();
    assertThat(counters.dropped(DropCause.SHUTDOWN)).isEqualTo(4);
    assertThat(filler.fill(request)).isZero();
    assertThat(ring.pendingRecords()).isEqualTo(4);
  }
}
