// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.http;

import dev.ringlet.common.Clock;
import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.exporter.otlp.internal.compress.ZstdBuffer;
import dev.ringlet.exporter.otlp.internal.response.Failures;
import dev.ringlet.exporter.otlp.internal.response.ResponseJudge;
import dev.ringlet.exporter.otlp.internal.response.Secrets;
import dev.ringlet.exporter.otlp.internal.response.ServerResponse;
import dev.ringlet.exporter.otlp.internal.target.HeaderRules;
import dev.ringlet.exporter.otlp.settings.Compression;
import dev.ringlet.internal.delivery.BuiltInExporter;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sends each payload once over HTTP or gRPC and tells what became of it. It repeats a request in
 * three cases only: at once on a fresh connection, if the request met one that the server had
 * closed while it was idle; with gzip, if the receiver refused it with zstd; and with the JDK's
 * client, if the classes of OkHttp do not fit each other.
 *
 * <p>An interrupt of the calling thread is no reason to lose data: it is put aside, and given back
 * when the export is over. Thread-safe; every request uses one of {@code maxConcurrentExports}
 * slots.
 */
public final class HttpSender implements BuiltInExporter {
  private static final String[] NO_HEADERS = {};

  private final TransportSettings settings;
  private final HttpTransports transports;
  private final ResponseJudge judge;
  private final Supplier<Map<String, String>> headers;
  private final Compression compression;
  private final int maxRequestBytes;
  private final RequestSlots slots;

  /** Whether a receiver took with gzip what it had refused with zstd. */
  private volatile boolean zstdRefused;

  /**
   * Makes a sender with its own connections. The HTTP client is chosen and checked now, and made by
   * {@link #prepare} or the first request: applications start without waiting for it.
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
    this(settings, HttpTransports.of(settings), headers, compression, maxRequestBytes);
  }

  /** Makes a sender over a client made by {@code client}, with none to fall back to. */
  HttpSender(
      TransportSettings settings,
      Supplier<HttpTransport> client,
      Supplier<Map<String, String>> headers,
      Compression compression,
      int maxRequestBytes) {
    this(settings, new HttpTransports(client, null), headers, compression, maxRequestBytes);
  }

  /** Makes a sender over given clients. */
  HttpSender(
      TransportSettings settings,
      HttpTransports transports,
      Supplier<Map<String, String>> headers,
      Compression compression,
      int maxRequestBytes) {
    this.transports = transports;
    this.headers = headers;
    this.compression = compression;
    if (compression == Compression.ZSTD && !ZstdBuffer.isAvailable()) {
      ZstdBuffer.create(); // tells what is missing
    }
    this.maxRequestBytes = maxRequestBytes;
    this.settings = settings;
    judge = ResponseJudge.of(settings.protocol());
    slots = new RequestSlots(settings.maxConnections());
  }

  /** Begins with the first export: at the start of an application logging would cost too much. */
  private static final class Log {
    static final Logger LOGGER = Logger.getLogger(HttpSender.class.getName());
  }

  /** Makes the HTTP client, which the first request would do otherwise. Throws nothing. */
  @Override
  public void prepare() {
    try {
      transports.open();
    } catch (LinkageError unfit) {
      transports.fallBack(unfit);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError later) {
      // the first request tries again, and tells
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
      return failed(thrown);
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
    RequestSlot slot = slots.take(left);
    if (slot == null) {
      return ExportResult.retry(FailureCause.TIMEOUT, -1, "no free request slot in time");
    }
    try {
      return send(slot, payload);
    } catch (LinkageError unfit) {
      if (!transports.fallBack(unfit)) {
        throw unfit;
      }
      return send(slot, payload);
    } finally {
      slots.release(slot);
    }
  }

  private ExportResult failed(Throwable thrown) {
    if (transports.isClosed()) {
      return ExportResult.retry(FailureCause.CLOSED, -1, "the exporter is closed");
    }
    ExportResult result = Failures.classify(thrown);
    return result.cause() == FailureCause.CONNECTION_LOST && transports.isCertificateMissing()
        ? ExportResult.retry(FailureCause.CERTIFICATE, -1, Failures.CERTIFICATE_MISSING)
        : result;
  }

  private ExportResult send(RequestSlot slot, Payload payload) {
    HttpTransport transport = transports.open();
    if (transport == null) {
      return failed(null);
    }
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
    HttpExchange exchange = slot.exchange(transport);
    exchange.extraHeaders = flatten(extra);
    ExportResult result = sendCompressed(slot, exchange, payload);
    if (result.message().isEmpty()) {
      return result;
    }
    Map<String, String> proxy = settings.proxy() == null ? Map.of() : settings.proxy().secrets();
    return new Secrets(settings.endpoint().query(), List.of(settings.headers(), extra, proxy))
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

  /**
   * Sends once, or twice where zstd may be what the receiver refuses: the specification does not
   * have it. What is refused with gzip too is refused for another reason, and its result is that of
   * gzip.
   */
  private ExportResult sendCompressed(RequestSlot slot, HttpExchange exchange, Payload payload) {
    boolean zstd = compression == Compression.ZSTD && !zstdRefused;
    slot.prepareBody(payload, settings.isJson(), zstdRefused ? Compression.GZIP : compression);
    ExportResult result = execute(exchange, payload);
    if (!zstd || exchange.encoding == null || !judge.mayRefuseEncoding(exchange.response)) {
      return result;
    }
    slot.prepareBody(payload, settings.isJson(), Compression.GZIP);
    result = execute(exchange, payload);
    if (result.isSuccess() && !zstdRefused) {
      zstdRefused = true;
      Log.LOGGER.warning(
          "the receiver does not take zstd; bodies are compressed with gzip from now on");
    }
    return result;
  }

  private ExportResult execute(HttpExchange exchange, Payload payload) {
    try {
      executeInTime(exchange, payload);
    } catch (IOException first) {
      ExportResult result = failed(first);
      boolean lost = result.cause() == FailureCause.CONNECTION_LOST;
      if (lost || result.cause() == FailureCause.TIMEOUT) {
        transports.evictIdle();
      }
      if (!lost || !exchange.reusedConnection) {
        return result;
      }
      try {
        executeInTime(exchange, payload);
      } catch (IOException second) {
        return failed(second);
      }
    }
    transports.responded();
    return judge(exchange.response, payload.items());
  }

  private static void executeInTime(HttpExchange exchange, Payload payload) throws IOException {
    exchange.timeoutNanos = payload.deadlineNanos() - System.nanoTime();
    if (exchange.timeoutNanos <= 0) {
      throw new SocketTimeoutException("no time left to send");
    }
    exchange.execute();
  }

  private ExportResult judge(ServerResponse response, int items) {
    judge.open(response);
    // Only dates in Retry-After need the clock.
    long wallMillis = response.retryAfter().isEmpty() ? 0 : Clock.system().epochNanos() / 1_000_000;
    ExportResult result = judge.judge(response, items, wallMillis);
    if (result.isSuccess() && Log.LOGGER.isLoggable(Level.FINE) && judge.isOddSuccess(response)) {
      Log.LOGGER.fine("the body of the response is not OTLP's");
    }
    return result;
  }

  @Override
  public int maxConcurrentExports() {
    return slots.count();
  }

  @Override
  public void close() {
    transports.close();
    slots.close();
  }
}
