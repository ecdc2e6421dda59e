// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import static dev.ringlet.testing.Await.LONG_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import dev.ringlet.export.DropCause;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.request.RequestFrame;
import dev.ringlet.internal.request.ScopeTable;
import dev.ringlet.internal.threads.Workers;
import dev.ringlet.testing.Await;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;

/**
 * What the tests of the batch worker share: a worker with a scripted exporter, numbered records,
 * and at the end of every test the sum that must come out even.
 */
abstract class BatchWorkerTests {
  static final long SECOND = 1_000_000_000L;

  /** A schedule delay in milliseconds that no test lives to see. */
  static final String NEVER = "600000";

  static final Resource RESOURCE =
      Resource.create(Attributes.builder().put("service.name", "shop").build(), "https://r/1");
  static final InstrumentationScope SCOPE =
      InstrumentationScope.builder("first").setVersion("1.0").setSchemaUrl("https://s/1").build();
  static final InstrumentationScope OTHER_SCOPE = InstrumentationScope.create("second");

  final Map<String, String> properties = new HashMap<>(Map.of("otel.bsp.schedule.delay", NEVER));
  final AtomicLong produced = new AtomicLong();
  int stripes = 1;
  long heapBytes = 64 << 20;
  long trimNanos = 600 * SECOND;
  long largeFromBytesPerSecond = Long.MAX_VALUE;
  Runnable housekeeping = () -> {};

  ScriptedExporter exporter = new ScriptedExporter(1);
  BatchWorker worker;
  int scope;
  int otherScope;

  private final List<CountDownLatch> gates = new ArrayList<>();

  /** Starts the worker with the settings made so far. */
  final BatchWorker start() {
    worker = startWith(exporter);
    return worker;
  }

  final BatchWorker startWith(Exporter exporter) {
    RecordPool pool = new RecordPool(16, 1);
    ScopeTable scopes = new ScopeTable(pool);
    scope = scopes.register(SCOPE);
    otherScope = scopes.register(OTHER_SCOPE);
    RequestFrame frame = new RequestFrame(pool, RESOURCE, scopes);
    return new BatchWorker(policy(), frame, scopes, exporter, () -> housekeeping.run());
  }

  final BatchPolicy policy() {
    Config config = Config.of(properties, Map.of(), Map.of());
    return BatchPolicy.forHeap(config, Signal.TRACES, "bsp", 5 * SECOND, heapBytes)
        .withStripes(stripes)
        .withLargeFrom(largeFromBytesPerSecond)
        .withTrimNanos(trimNanos);
  }

  /** Lets the exporter hang until the test ends or opens the latch. */
  final CountDownLatch hang(ScriptedExporter.Step then) {
    CountDownLatch gate = exporter.hang(then);
    gates.add(gate);
    return gate;
  }

  final CountDownLatch gate() {
    CountDownLatch gate = new CountDownLatch(1);
    gates.add(gate);
    return gate;
  }

  @AfterEach
  void endEvenly() {
    gates.forEach(CountDownLatch::countDown);
    if (worker != null) {
      worker.close(LONG_NANOS);
      assertConserved();
      assertThat(worker.pending()).isZero();
      exporter.received();
      assertThreadsEnd();
    }
  }

  /** Produced = exported + dropped + spooled + pending, to the last record. */
  final void assertConserved() {
    DeliveryCounters counters = worker.counters();
    long atTheDoor =
        counters.dropped(DropCause.QUEUE_FULL)
            + counters.dropped(DropCause.AFTER_CLOSE)
            + doorTooLarge;
    assertThat(worker.accepted() + atTheDoor).as("accepted + refused").isEqualTo(produced.get());
    assertThat(counters.exported() + counters.dropped() + counters.spooled() + worker.pending())
        .as("exported + dropped + spooled + pending")
        .isEqualTo(produced.get());
  }

  /** How many of the records dropped as too large were refused at the door. */
  long doorTooLarge;

  final void assertThreadsEnd() {
    await("threads end", () -> workerThreads().isEmpty());
  }

  /** Living threads of workers of this signal; tests run one after the other. */
  static List<Thread> workerThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("ringlet-traces-"))
        .toList();
  }

  final void offer(int count) {
    for (int i = 0; i < count; i++) {
      offer(record(produced.incrementAndGet(), 0), scope);
    }
  }

  /** Offers on a thread of one of two stripes. */
  final void offerOnStripe(int stripe, int count) {
    Thread thread = new Thread(() -> offer(count));
    while ((thread.getId() & 1) != stripe) {
      thread = new Thread(() -> offer(count));
    }
    Thread producer = thread;
    producer.start();
    await("the producer ends", () -> !producer.isAlive());
  }

  /** Offers a record that is counted already. */
  final void offer(byte[] record, int scope) {
    worker.offer(record, 0, record.length, scope);
  }

  final long offerOne(int padding) {
    long id = produced.incrementAndGet();
    offer(record(id, padding), scope);
    return id;
  }

  /** A span as a field of its scope, numbered, with so many bytes of padding. */
  static byte[] record(long id, int padding) {
    byte[] number = ByteBuffer.allocate(8).putLong(id).array();
    Span.Builder span = Span.newBuilder().setSpanId(ByteString.copyFrom(number));
    if (padding > 0) {
      span.setName("x".repeat(padding));
    }
    byte[] bytes = new byte[span.build().getSerializedSize() + 8];
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      out.writeMessage(ScopeSpans.SPANS_FIELD_NUMBER, span.build());
      return Arrays.copyOf(bytes, out.getTotalBytesWritten());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Long> ids(ExportTraceServiceRequest message) {
    List<Long> ids = new ArrayList<>();
    for (ResourceSpans resource : message.getResourceSpansList()) {
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (Span span : scope.getSpansList()) {
          ids.add(ByteBuffer.wrap(span.getSpanId().toByteArray()).getLong());
        }
      }
    }
    return ids;
  }

  final void awaitExported(long count) {
    Await.until(
        count + " exported",
        () -> worker.counters().exported() == count,
        () -> "but " + worker.counters().exported());
  }

  static void await(String what, BooleanSupplier condition) {
    Await.until(what, condition::getAsBoolean);
  }

  /**
   * Waits until the worker sleeps after all that this thread has offered: an offer that wakes the
   * worker stores {@code parked} itself, and the worker stores it again only after a turn.
   */
  final void awaitParked() {
    Thread thread = batchThread();
    await("parked", () -> worker.loop.parked && isWaiting(thread) && worker.loop.parked);
  }

  /** Waits until a thread that has nothing else to wait for waits. */
  static void awaitWaiting(Thread thread) {
    await("waiting", () -> isWaiting(thread));
  }

  static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.TIMED_WAITING
        || thread.getState() == Thread.State.WAITING;
  }

  static Thread batchThread() {
    return workerThreads().stream()
        .filter(thread -> thread.getName().endsWith("-batch"))
        .findFirst()
        .orElseThrow();
  }

  /** Paces what a test offers or disturbs; never waits for something, or for nothing, to happen. */
  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void awaitUninterruptibly(CountDownLatch gate) {
    long deadline = Await.deadline();
    if (!Workers.await(gate, () -> deadline - System.nanoTime())) {
      throw new AssertionError("no thread opened the gate");
    }
  }

  /** Throws anything without declaring it. */
  @SuppressWarnings("unchecked")
  static <T extends Throwable> RuntimeException sneak(Throwable t) throws T {
    throw (T) t;
  }
}
