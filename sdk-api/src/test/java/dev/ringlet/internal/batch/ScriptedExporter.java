// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.batch;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Payload;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An exporter that decodes what it gets, keeps it, and then does what the test says. A body that
 * cannot be decoded, or whose number of items is wrong, fails every later look at the requests.
 */
final class ScriptedExporter implements Exporter {
  /** What an export does once its request is decoded. */
  interface Step {
    ExportResult apply(Payload payload) throws Throwable;
  }

  /** A request as it came. */
  record Received(ExportTraceServiceRequest message, int items, int bytes, Thread thread) {}

  final AtomicInteger running = new AtomicInteger();
  final AtomicInteger mostRunning = new AtomicInteger();
  final AtomicInteger calls = new AtomicInteger();
  final AtomicInteger closes = new AtomicInteger();
  final AtomicInteger flushes = new AtomicInteger();
  final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  volatile Step step = payload -> ExportResult.delivered();
  volatile Runnable onClose = () -> {};
  volatile boolean flushResult = true;
  volatile Runnable onFlush = () -> {};
  volatile Duration flushTimeout = Duration.ZERO;

  private final int concurrency;
  private final List<Received> received = new ArrayList<>();
  private final Set<Long> deliveredIds = ConcurrentHashMap.newKeySet();
  private Throwable undecodable;

  ScriptedExporter(int concurrency) {
    this.concurrency = concurrency;
  }

  @Override
  public ExportResult export(Payload payload) {
    int now = running.incrementAndGet();
    mostRunning.accumulateAndGet(now, Math::max);
    calls.incrementAndGet();
    threads.add(Thread.currentThread());
    try {
      List<Long> ids = keep(payload);
      ExportResult result = step.apply(payload);
      if (result != null && result.isSuccess()) {
        deliveredIds.addAll(ids);
      }
      return result;
    } catch (Throwable t) {
      throw BatchWorkerTests.sneak(t);
    } finally {
      running.decrementAndGet();
    }
  }

  private synchronized List<Long> keep(Payload payload) {
    try {
      ExportTraceServiceRequest message =
          ExportTraceServiceRequest.parser()
              .parseFrom(payload.bytes(), payload.offset(), payload.length());
      List<Long> ids = BatchWorkerTests.ids(message);
      if (ids.size() != payload.items()) {
        undecodable = new AssertionError(ids.size() + " spans in " + payload);
      }
      received.add(
          new Received(message, payload.items(), payload.length(), Thread.currentThread()));
      return ids;
    } catch (InvalidProtocolBufferException e) {
      undecodable = e;
      return List.of();
    }
  }

  /** All requests so far, in the order in which their exports began. */
  synchronized List<Received> received() {
    if (undecodable != null) {
      throw new AssertionError("a request was not what it said it was", undecodable);
    }
    return List.copyOf(received);
  }

  /** Numbers of the records in requests that were answered with success. */
  Set<Long> deliveredIds() {
    received();
    return deliveredIds;
  }

  /** Lets every export wait for the latch, whatever interrupts come, and then do {@code then}. */
  CountDownLatch hang(Step then) {
    CountDownLatch gate = new CountDownLatch(1);
    step =
        payload -> {
          BatchWorkerTests.awaitUninterruptibly(gate);
          return then.apply(payload);
        };
    return gate;
  }

  @Override
  public boolean flush(Duration timeout) {
    flushes.incrementAndGet();
    flushTimeout = timeout;
    onFlush.run();
    return flushResult;
  }

  @Override
  public int maxConcurrentExports() {
    return concurrency;
  }

  @Override
  public void close() {
    closes.incrementAndGet();
    onClose.run();
  }
}
