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
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sends each payload once over HTTP or gRPC and returns the result. It repeats a request in three
 * cases only: on a fresh connection, if a reused connection was lost without a response; with gzip,
 * if the receiver refused zstd; and with the JDK's client, if the classes of OkHttp do not link.
 *
 * <p>An interrupt status that is set before the call has no effect on it. An interrupt during the
 * call may end the attempt with a retryable result. Either way the status is set again on return.
 * Thread-safe; every request uses one of {@code maxConcurrentExports} slots.
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

  /** Whether the receiver accepted with gzip a request that it had refused with zstd. */
  private volatile boolean zstdRefused;

  /**
   * Creates a sender with its own connections. The constructor checks that an HTTP client is
   * available; {@link #prepare} or the first request creates it, so it does not delay the start of
   * the application.
   *
   * @param headers supplies further headers before every request, or null
   * @param compression how to compress bodies of 1 KiB and more
   * @param maxRequestBytes the largest message to send, before compression
   */
  public HttpSender(
      TransportSettings settings,
      Supplier<Map<String, String>> headers,
      Compression compression,
      int maxRequestBytes) {
    this(settings, HttpTransports.of(settings), headers, compression, maxRequestBytes);
  }

  /** Creates a sender with the client that {@code client} creates, without a fallback. */
  HttpSender(
      TransportSettings settings,
      Supplier<HttpTransport> client,
      Supplier<Map<String, String>> headers,
      Compression compression,
      int maxRequestBytes) {
    this(settings, new HttpTransports(client, null), headers, compression, maxRequestBytes);
  }

  /** Creates a sender with the given clients. */
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
      ZstdBuffer.create(); // throws, naming the missing library
    }
    this.maxRequestBytes = maxRequestBytes;
    this.settings = settings;
    judge = ResponseJudge.of(settings.protocol());
    slots = new RequestSlots(settings.maxConnections());
  }

  /** Initialised by the first message: logging would slow down the start of the application. */
  private static final class Log {
    static final Logger LOGGER = Logger.getLogger(HttpSender.class.getName());
  }

  /** Creates the HTTP client, which the first request would do otherwise. Does not throw. */
  @Override
  public void prepare() {
    try {
      transports.open();
    } catch (LinkageError unfit) {
      transports.fallBack(unfit);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError later) {
      // the first request tries again and reports the failure
    }
  }

  @Override
  public void trim() {
    slots.trim();
  }

  @Override
  public void disconnect() {
    transports.disconnect();
  }

  @Override
  public ExportResult export(Payload payload) {
    if (payload.length() > maxRequestBytes) {
      return ExportResult.permanent(
          FailureCause.TOO_LARGE,
          "not sent: " + payload.length() + " bytes are over the limit of " + maxRequestBytes);
    }
    boolean interrupted = Thread.interrupted();
    RequestSlot slot = null;
    try {
      slot = slots.take(payload.deadlineNanos() - System.nanoTime());
      return slot == null
          ? ExportResult.retry(FailureCause.TIMEOUT, -1, "no free request slot in time")
          : send(slot, payload);
    } catch (InterruptedException whileWaiting) {
      interrupted = true;
      return ExportResult.retry(FailureCause.TIMEOUT, -1, "interrupted");
    } catch (Throwable thrown) {
      return failed(thrown);
    } finally {
      if (slot != null) {
        slots.release(slot);
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
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

  /** Sends with the headers of this moment, whose values no message of a result contains. */
  private ExportResult send(RequestSlot slot, Payload payload) {
    if (transports.isClosed()) {
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
    slot.begin(flatten(extra), zstdRefused ? Compression.GZIP : compression);
    ExportResult result = sendUntilFinal(slot, payload);
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

  /** Each reason to send again counts once; that of a lost connection once with each encoding. */
  private ExportResult sendUntilFinal(RequestSlot slot, Payload payload) {
    ExportResult result = null;
    while (result == null) {
      try {
        result = attempt(slot, payload);
      } catch (LinkageError unfit) {
        if (slot.fellBack || !transports.fallBack(unfit)) {
          throw unfit;
        }
        slot.fellBack = true;
      }
    }
    return result;
  }

  /** The result, or null if there is a reason to send again. */
  private ExportResult attempt(RequestSlot slot, Payload payload) {
    HttpTransport transport = transports.open();
    if (transport == null) {
      return failed(null);
    }
    HttpExchange exchange = slot.exchange(transport);
    slot.prepareBody(payload, settings.isJson());
    exchange.timeoutNanos = payload.deadlineNanos() - System.nanoTime();
    if (exchange.timeoutNanos <= 0) {
      return ExportResult.retry(FailureCause.TIMEOUT, -1, "no time left to send");
    }
    try {
      exchange.execute();
    } catch (IOException thrown) {
      return afterFailure(failed(thrown), slot, exchange.reusedConnection);
    } finally {
      transports.requestEnded();
    }
    transports.responded();
    return afterResponse(judge(exchange.response, payload.items()), slot, exchange);
  }

  /** A reused connection that was lost may have been closed before the request. */
  private ExportResult afterFailure(
      ExportResult result, RequestSlot slot, boolean reusedConnection) {
    boolean lost = result.cause() == FailureCause.CONNECTION_LOST;
    if (lost || result.cause() == FailureCause.TIMEOUT) {
      transports.evictIdle();
    }
    if (!lost || !reusedConnection || slot.reconnected) {
      return result;
    }
    slot.reconnected = true;
    return null;
  }

  /**
   * The receiver may have refused zstd, which is not part of OTLP. If it refuses gzip too, the
   * reason is another one, and the result is that of gzip.
   */
  private ExportResult afterResponse(ExportResult result, RequestSlot slot, HttpExchange exchange) {
    if (slot.compression == Compression.ZSTD
        && exchange.encoding != null
        && judge.mayRefuseEncoding(exchange.response)) {
      slot.compression = Compression.GZIP;
      slot.reconnected = false;
      return null;
    }
    if (result.isSuccess() && slot.compression != compression && !zstdRefused) {
      zstdRefused = true;
      Log.LOGGER.warning(
          "the receiver does not accept zstd; requests are compressed with gzip from now on");
    }
    return result;
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
