// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.exporter.otlp.internal.GrpcOutcome;
import dev.ringlet.exporter.otlp.internal.GzipBuffer;
import dev.ringlet.exporter.otlp.internal.HeaderRules;
import dev.ringlet.exporter.otlp.internal.HttpAnswer;
import dev.ringlet.exporter.otlp.internal.OutcomeClassifier;
import dev.ringlet.exporter.otlp.internal.Secrets;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sends each payload once over HTTP or gRPC and tells what became of it. One thing it repeats: a
 * request that met a connection which the server had closed while it was idle goes out again at
 * once on a fresh one.
 *
 * <p>An interrupt of the calling thread is no reason to lose data: it is put aside, and given back
 * when the export is over. Thread-safe; every request uses one of {@code maxConcurrentExports}
 * slots.
 */
public final class HttpSender implements Exporter {
  private static final Logger LOGGER = Logger.getLogger(HttpSender.class.getName());
  private static final int MIN_GZIP_BYTES = 1024;
  private static final String[] NO_HEADERS = {};

  private final TransportSettings settings;
  private final Supplier<HttpTransport> client;
  private final Supplier<Map<String, String>> headers;
  private final boolean gzip;
  private final int maxRequestBytes;
  private final int slotCount;
  private final Semaphore permits;
  private final AtomicReferenceArray<Slot> slots;
  private final Object lock = new Object();

  /** Made by the first request; written and closed under the lock. */
  private volatile HttpTransport transport;

  private volatile boolean closed;

  /**
   * Makes a sender with its own connections. The HTTP client is chosen and checked now, and made by
   * the first request: applications start without waiting for it.
   *
   * @param headers asked for further headers before every request, or null
   * @param gzip whether to compress bodies that are worth it
   * @param maxRequestBytes the largest message to send, before compression
   */
  public HttpSender(
      TransportSettings settings,
      Supplier<Map<String, String>> headers,
      boolean gzip,
      int maxRequestBytes) {
    this(settings, HttpTransports.choose(settings), headers, gzip, maxRequestBytes);
  }

  /** Makes a sender over a given client. */
  HttpSender(
      TransportSettings settings,
      Supplier<HttpTransport> client,
      Supplier<Map<String, String>> headers,
      boolean gzip,
      int maxRequestBytes) {
    this.client = client;
    this.headers = headers;
    this.gzip = gzip;
    this.maxRequestBytes = maxRequestBytes;
    this.settings = settings;
    slotCount = settings.maxConnections();
    permits = new Semaphore(slotCount);
    slots = new AtomicReferenceArray<>(slotCount);
    for (int i = 0; i < slotCount; i++) {
      slots.set(i, new Slot());
    }
  }

  /** What one request at a time needs. */
  private static final class Slot {
    HttpExchange exchange;
    GzipBuffer gzipBuffer;

    void free() {
      if (gzipBuffer != null) {
        gzipBuffer.close();
        gzipBuffer = null;
      }
    }
  }

  @Override
  public ExportResult export(Payload payload) {
    if (payload.length() > maxRequestBytes) {
      return ExportResult.permanent(
          FailureCause.TOO_LARGE,
          "not sent: " + payload.length() + " bytes are over the limit of " + maxRequestBytes);
    }
    boolean interrupted = Thread.interrupted();
    try {
      return exportUninterrupted(payload);
    } catch (InterruptedException whileWaiting) {
      interrupted = true;
      return ExportResult.retry(FailureCause.TIMEOUT, -1, "interrupted");
    } catch (Throwable thrown) {
      return closed ? closedResult() : OutcomeClassifier.classify(thrown);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private ExportResult exportUninterrupted(Payload payload) throws InterruptedException {
    long left = payload.deadlineNanos() - System.nanoTime();
    if (left <= 0) {
      return ExportResult.retry(FailureCause.TIMEOUT, -1, "no time left to send");
    }
    if (!permits.tryAcquire(left, TimeUnit.NANOSECONDS)) {
      return ExportResult.retry(FailureCause.TIMEOUT, -1, "no free request slot in time");
    }
    Slot slot = takeSlot();
    try {
      HttpTransport open = open();
      if (open == null) {
        return closedResult();
      }
      if (slot.exchange == null) {
        slot.exchange = open.newExchange();
      }
      return send(slot, payload);
    } finally {
      giveBack(slot);
      permits.release();
    }
  }

  /** The client, or null if closed. */
  private HttpTransport open() {
    HttpTransport open = transport;
    if (open == null && !closed) {
      synchronized (lock) {
        if (transport == null && !closed) {
          transport = client.get();
        }
        open = transport;
      }
    }
    return closed ? null : open;
  }

  /** A permit guarantees that there is one. */
  private Slot takeSlot() {
    for (int i = 0; ; i = (i + 1) % slotCount) {
      Slot slot = slots.getAndSet(i, null);
      if (slot != null) {
        return slot;
      }
    }
  }

  private void giveBack(Slot slot) {
    putBack(slot);
    if (closed) {
      freeIdleSlots();
    }
  }

  /** There are as many places as slots. */
  private void putBack(Slot slot) {
    for (int i = 0; !slots.compareAndSet(i, null, slot); i = (i + 1) % slotCount) {
      // the next one
    }
  }

  private void freeIdleSlots() {
    for (int i = 0; i < slotCount; i++) {
      Slot slot = slots.getAndSet(i, null);
      if (slot != null) {
        slot.free();
        putBack(slot);
      }
    }
  }

  private static ExportResult closedResult() {
    return ExportResult.retry(FailureCause.CLOSED, -1, "the exporter is closed");
  }

  private ExportResult send(Slot slot, Payload payload) {
    Map<String, String> extra = Map.of();
    if (headers != null) {
      try {
        extra = HeaderRules.check(headers.get());
      } catch (Throwable thrown) {
        return ExportResult.retry(
            FailureCause.NOT_AUTHORIZED,
            -1,
            "the supplier of headers failed: " + thrown.getClass().getName());
      }
    }
    slot.exchange.extraHeaders = flatten(extra);
    prepareBody(slot, payload);
    ExportResult result = execute(slot.exchange, payload);
    if (result.message().isEmpty()) {
      return result;
    }
    return new Secrets(settings.endpoint().query(), List.of(settings.headers(), extra))
        .blot(result);
  }

  private static String[] flatten(Map<String, String> headers) {
    if (headers.isEmpty()) {
      return NO_HEADERS;
    }
    String[] flat = new String[2 * headers.size()];
    int i = 0;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      flat[i++] = header.getKey();
      flat[i++] = header.getValue();
    }
    return flat;
  }

  private void prepareBody(Slot slot, Payload payload) {
    HttpExchange exchange = slot.exchange;
    boolean packed = gzip && payload.length() >= MIN_GZIP_BYTES;
    exchange.encoding = packed ? "gzip" : null;
    if (!packed) {
      exchange.body = payload.bytes();
      exchange.bodyOffset = payload.offset();
      exchange.bodyLength = payload.length();
      return;
    }
    if (slot.gzipBuffer == null) {
      slot.gzipBuffer = new GzipBuffer();
    }
    exchange.bodyLength =
        slot.gzipBuffer.compress(payload.bytes(), payload.offset(), payload.length());
    exchange.body = slot.gzipBuffer.bytes();
    exchange.bodyOffset = 0;
  }

  private ExportResult execute(HttpExchange exchange, Payload payload) {
    try {
      executeInTime(exchange, payload);
    } catch (IOException first) {
      ExportResult result = OutcomeClassifier.classify(first);
      boolean lost = result.cause() == FailureCause.CONNECTION_LOST;
      if (lost || result.cause() == FailureCause.TIMEOUT) {
        transport.evictIdle();
      }
      if (closed) {
        return closedResult();
      }
      if (!lost || !exchange.reusedConnection) {
        return result;
      }
      try {
        executeInTime(exchange, payload);
      } catch (IOException second) {
        return closed ? closedResult() : OutcomeClassifier.classify(second);
      }
    }
    return classify(exchange.answer, payload.items());
  }

  private ExportResult classify(HttpAnswer answer, int items) {
    boolean grpc = settings.isGrpc();
    if (grpc && GrpcOutcome.isGrpc(answer)) {
      answer.unframe();
    } else {
      answer.decode();
    }
    long wallMillis = System.currentTimeMillis();
    ExportResult result =
        grpc
            ? GrpcOutcome.classify(answer, items, wallMillis)
            : OutcomeClassifier.classify(answer, items, wallMillis);
    if (result.isSuccess() && LOGGER.isLoggable(Level.FINE)) {
      boolean odd =
          grpc ? GrpcOutcome.isOddSuccess(answer) : OutcomeClassifier.isOddSuccess(answer);
      if (odd) {
        LOGGER.fine("the answer's body is no OTLP response");
      }
    }
    return result;
  }

  private static void executeInTime(HttpExchange exchange, Payload payload) throws IOException {
    exchange.timeoutNanos = payload.deadlineNanos() - System.nanoTime();
    if (exchange.timeoutNanos <= 0) {
      throw new SocketTimeoutException("no time left to send");
    }
    exchange.execute();
  }

  @Override
  public int maxConcurrentExports() {
    return slotCount;
  }

  @Override
  public void close() {
    HttpTransport open;
    synchronized (lock) {
      closed = true;
      open = transport;
    }
    if (open != null) {
      open.close();
    }
    freeIdleSlots();
  }
}
