// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.exporter.otlp.internal.compress.BodyCompressor;
import dev.ringlet.exporter.otlp.internal.compress.GzipBuffer;
import dev.ringlet.exporter.otlp.internal.compress.ZstdBuffer;
import dev.ringlet.exporter.otlp.internal.response.GrpcResponses;
import dev.ringlet.exporter.otlp.internal.response.HttpResponses;
import dev.ringlet.exporter.otlp.internal.response.Secrets;
import dev.ringlet.exporter.otlp.internal.response.ServerResponse;
import dev.ringlet.exporter.otlp.internal.target.HeaderRules;
import dev.ringlet.exporter.otlp.settings.Compression;
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
  private static final int MIN_PACKED_BYTES = 1024;
  private static final String GRPC_UNIMPLEMENTED = "12";
  private static final String[] NO_HEADERS = {};

  private final TransportSettings settings;
  private final Supplier<HttpTransport> client;
  private final Supplier<Map<String, String>> headers;
  private final Compression compression;
  private final int maxRequestBytes;
  private final int slotCount;
  private final Semaphore permits;
  private final AtomicReferenceArray<Slot> slots;
  private final Object lock = new Object();

  /** Made by the first request; written and closed under the lock. */
  private volatile HttpTransport transport;

  private volatile boolean closed;

  /** Whether a receiver answered zstd like something it does not know. */
  private volatile boolean zstdRefused;

  /**
   * Makes a sender with its own connections. The HTTP client is chosen and checked now, and made by
   * the first request: applications start without waiting for it.
   *
   * @param headers asked for further headers before every request, or null
   * @param compression how to compress bodies that are worth it
   * @param maxRequestBytes the largest message to send, before compression
   */
  public HttpSender(
      TransportSettings settings,
      Supplier<Map<String, String>> headers,
      Compression compression,
      int maxRequestBytes) {
    this(settings, HttpTransports.choose(settings), headers, compression, maxRequestBytes);
  }

  /** Makes a sender over a given client. */
  HttpSender(
      TransportSettings settings,
      Supplier<HttpTransport> client,
      Supplier<Map<String, String>> headers,
      Compression compression,
      int maxRequestBytes) {
    this.client = client;
    this.headers = headers;
    this.compression = compression;
    if (compression == Compression.ZSTD && !ZstdBuffer.isAvailable()) {
      ZstdBuffer.create(); // tells what is missing
    }
    this.maxRequestBytes = maxRequestBytes;
    this.settings = settings;
    slotCount = settings.maxConnections();
    permits = new Semaphore(slotCount);
    slots = new AtomicReferenceArray<>(slotCount);
    for (int i = 0; i < slotCount; i++) {
      slots.set(i, new Slot());
    }
  }

  /** Begins with the first export: at the start of an application logging would cost too much. */
  private static final class Log {
    static final Logger LOGGER = Logger.getLogger(HttpSender.class.getName());
  }

  /** What one request at a time needs. */
  private static final class Slot {
    HttpExchange exchange;
    BodyCompressor compressor;
    JsonBody json;

    void free() {
      if (compressor != null) {
        compressor.close();
        compressor = null;
      }
      json = null;
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
      return closed ? closedResult() : HttpResponses.classify(thrown);
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
    ExportResult result = withoutZstd(slot.exchange, execute(slot.exchange, payload));
    if (result.message().isEmpty()) {
      return result;
    }
    return new Secrets(
            settings.endpoint().query(), List.of(settings.headers(), extra, proxySecrets()))
        .blot(result);
  }

  private Map<String, String> proxySecrets() {
    return settings.proxy() == null ? Map.of() : settings.proxy().secrets();
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
    exchange.encoding = null;
    exchange.body = payload.bytes();
    exchange.bodyOffset = payload.offset();
    exchange.bodyLength = payload.length();
    if (settings.isJson()) {
      slot.json = slot.json == null ? new JsonBody() : slot.json;
      slot.json.prepare(exchange, payload);
    }
    if (compression == Compression.NONE || exchange.bodyLength < MIN_PACKED_BYTES) {
      return;
    }
    BodyCompressor compressor = compressor(slot, compression == Compression.ZSTD && !zstdRefused);
    exchange.bodyLength =
        compressor.compress(exchange.body, exchange.bodyOffset, exchange.bodyLength);
    exchange.encoding = compressor.encoding();
    exchange.body = compressor.bytes();
    exchange.bodyOffset = 0;
  }

  private static BodyCompressor compressor(Slot slot, boolean zstd) {
    if (slot.compressor != null && zstd != slot.compressor instanceof ZstdBuffer) {
      slot.free();
    }
    if (slot.compressor == null) {
      slot.compressor = zstd ? ZstdBuffer.create() : new GzipBuffer();
    }
    return slot.compressor;
  }

  /**
   * zstd is not in the specification; a receiver without it gets gzip, which is. The address is not
   * to blame then, so nothing else is concluded from the refusal.
   */
  private ExportResult withoutZstd(HttpExchange exchange, ExportResult result) {
    int status = exchange.answer.status();
    boolean refused =
        status == 400 || status == 415 || exchange.answer.grpcStatus().equals(GRPC_UNIMPLEMENTED);
    if (!refused || zstdRefused || !"zstd".equals(exchange.encoding)) {
      return result;
    }
    zstdRefused = true;
    Log.LOGGER.warning(
        "the receiver may not know zstd; bodies are compressed with gzip from now on");
    return ExportResult.permanent(FailureCause.BAD_DATA, result.message());
  }

  private ExportResult execute(HttpExchange exchange, Payload payload) {
    try {
      executeInTime(exchange, payload);
    } catch (IOException first) {
      ExportResult result = HttpResponses.classify(first);
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
        return closed ? closedResult() : HttpResponses.classify(second);
      }
    }
    return classify(exchange.answer, payload.items());
  }

  private ExportResult classify(ServerResponse answer, int items) {
    boolean grpc = settings.isGrpc();
    if (grpc && GrpcResponses.isGrpc(answer)) {
      answer.unframe();
    } else {
      answer.decode();
    }
    long wallMillis = System.currentTimeMillis();
    ExportResult result =
        grpc
            ? GrpcResponses.classify(answer, items, wallMillis)
            : HttpResponses.classify(answer, items, wallMillis);
    if (result.isSuccess() && Log.LOGGER.isLoggable(Level.FINE)) {
      boolean odd = grpc ? GrpcResponses.isOddSuccess(answer) : HttpResponses.isOddSuccess(answer);
      if (odd) {
        Log.LOGGER.fine("the answer's body is no OTLP response");
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
