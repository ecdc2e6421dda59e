// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.export.DropCause;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.delivery.DeliveryCounters;
import dev.ringlet.internal.delivery.Request;
import dev.ringlet.internal.delivery.RequestSender;
import dev.ringlet.internal.threads.Workers;
import dev.ringlet.official.encode.RequestEncoder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Encodes records of the official SDK and delivers them as Ringlet does.
 *
 * <p>A request is encoded on the calling thread, so that records may change when the call returns,
 * and sent on a thread of the adapter, so that the caller does not wait for the network. At most
 * {@value #MOST_REQUESTS} requests wait or are in progress; the records of more are dropped and
 * counted. Their memory is used again.
 *
 * @param <T> the records
 */
final class RequestDelivery<T> {
  private static final int MOST_REQUESTS = 16;
  private static final int FIRST_BYTES = 8 << 10;
  private static final int KEPT_BYTES = 4 << 20;
  private static final long IDLE_SECONDS = 5;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  /** How long the sender waits; the timeout of the exporter is shorter as a rule. */
  private static final long SEND_TIMEOUT_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Signal signal;
  private final RequestSender sender;
  private final ThreadPoolExecutor threads;

  // Guarded by this.
  private final RequestEncoder<T> encoder;
  private final Deque<Slot> free = new ArrayDeque<>();
  private final Set<CompletableResultCode> underWay = new HashSet<>();
  private int slots;
  private boolean closed;

  /** The memory of one request. */
  private static final class Slot {
    final Request request;
    ProtoWriter body = new ProtoWriter(FIRST_BYTES);

    Slot(Request request) {
      this.request = request;
    }
  }

  RequestDelivery(Signal signal, Exporter exporter, RequestEncoder<T> encoder) {
    this.signal = signal;
    this.encoder = encoder;
    sender = new RequestSender(signal, exporter, SEND_TIMEOUT_NANOS);
    int most = sender.maxConcurrentExports();
    threads =
        new ThreadPoolExecutor(
            most,
            most,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> Workers.newThread(task, "ringlet-" + signal.key() + "-export"));
    threads.allowCoreThreadTimeOut(true);
  }

  CompletableResultCode export(Collection<? extends T> records) {
    CompletableResultCode result = new CompletableResultCode();
    Slot slot;
    synchronized (this) {
      slot = take(records.size());
      if (slot == null) {
        return result.fail();
      }
      try {
        slot.body.position(0);
        int items = encoder.encode(records, slot.body);
        sender.counters().accept(items);
        slot.request.lend(slot.body.data(), slot.body.position(), items);
      } catch (Throwable t) { // records are of classes of anyone
        sender.counters().drop(DropCause.INTERNAL_ERROR, records.size());
        free.push(slot);
        return result.failExceptionally(t);
      }
      underWay.add(result);
    }
    try {
      threads.execute(() -> send(slot, result));
    } catch (Throwable t) { // shut down, or a thread cannot start
      sender.abandon(slot.request);
      done(slot, result);
      result.failExceptionally(t);
    }
    return result;
  }

  /** A free request; null, with the records counted as dropped, if there is none. */
  private Slot take(int records) {
    if (closed) {
      sender.counters().drop(DropCause.AFTER_CLOSE, records);
      return null;
    }
    if (free.isEmpty() && slots < MOST_REQUESTS) {
      slots++;
      free.push(new Slot(sender.newRequest()));
    }
    if (free.isEmpty()) {
      sender.counters().drop(DropCause.QUEUE_FULL, records);
      return null;
    }
    return free.pop();
  }

  private void send(Slot slot, CompletableResultCode result) {
    boolean delivered = sender.send(slot.request);
    done(slot, result);
    if (delivered) {
      result.succeed();
    } else {
      result.fail();
    }
  }

  private synchronized void done(Slot slot, CompletableResultCode result) {
    if (slot.body.data().length > KEPT_BYTES) {
      slot.body = new ProtoWriter(FIRST_BYTES);
    }
    free.push(slot);
    underWay.remove(result);
  }

  private synchronized CompletableResultCode allUnderWay() {
    return CompletableResultCode.ofAll(List.copyOf(underWay));
  }

  CompletableResultCode flush() {
    CompletableResultCode result = new CompletableResultCode();
    CompletableResultCode before = allUnderWay();
    before.whenComplete(
        () ->
            aside(
                () -> {
                  boolean flushed = sender.flushExporter(CLOSE_TIMEOUT.toNanos());
                  if (flushed && before.isSuccess()) {
                    result.succeed();
                  } else {
                    result.fail();
                  }
                },
                result));
    return result;
  }

  CompletableResultCode shutdown() {
    synchronized (this) {
      if (closed) {
        return CompletableResultCode.ofSuccess();
      }
      closed = true;
    }
    CompletableResultCode result = new CompletableResultCode();
    long deadline = Workers.deadlineAfter(CLOSE_TIMEOUT.toNanos());
    sender.closeBy(deadline);
    aside(
        () -> {
          allUnderWay().join(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
          sender.abandon();
          sender.close();
          threads.shutdown();
          result.succeed();
        },
        result);
    return result;
  }

  private void aside(Runnable task, CompletableResultCode result) {
    if (!Workers.start(task, "ringlet-" + signal.key() + "-flush")) {
      result.fail();
    }
  }

  DeliveryCounters counters() {
    return sender.counters();
  }

  @Override
  public String toString() {
    return "{componentType=" + sender.componentType() + "}";
  }
}
