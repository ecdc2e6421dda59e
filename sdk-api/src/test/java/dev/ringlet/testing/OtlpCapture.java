// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing;

import com.google.protobuf.Message;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * A collector for tests: an OTLP/HTTP protobuf receiver on a free loopback port that decodes every
 * request with the protocol's generated classes and keeps it in order of arrival. It answers full
 * success, or 400 to what it cannot decode and to profiles that break a rule; the latter makes
 * every later look at the requests fail, so a malformed message never passes unseen.
 *
 * <p>All methods may be called from any thread.
 */
public final class OtlpCapture implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService executor;
  private final Object lock = new Object();
  private final List<OtlpRequest> requests = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();

  private OtlpCapture() throws IOException {
    executor =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "otlp-capture");
              thread.setDaemon(true);
              return thread;
            });
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(executor);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Starts a receiver on a free port of the loopback interface. */
  public static OtlpCapture start() {
    try {
      return new OtlpCapture();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the base endpoint, for {@code otel.exporter.otlp.endpoint}. */
  public String endpoint() {
    InetSocketAddress address = server.getAddress();
    return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  /** Returns all requests of a signal so far. */
  public List<OtlpRequest> requests(OtlpSignal signal) {
    synchronized (lock) {
      failOnUndecodable();
      return requests.stream().filter(request -> request.signal() == signal).toList();
    }
  }

  /** Returns the trace messages so far. */
  public List<ExportTraceServiceRequest> traces() {
    return messages(OtlpSignal.TRACES, ExportTraceServiceRequest.class);
  }

  /** Returns the metrics messages so far. */
  public List<ExportMetricsServiceRequest> metrics() {
    return messages(OtlpSignal.METRICS, ExportMetricsServiceRequest.class);
  }

  /** Returns the logs messages so far. */
  public List<ExportLogsServiceRequest> logs() {
    return messages(OtlpSignal.LOGS, ExportLogsServiceRequest.class);
  }

  /** Returns the profiles messages so far. */
  public List<ExportProfilesServiceRequest> profiles() {
    return messages(OtlpSignal.PROFILES, ExportProfilesServiceRequest.class);
  }

  /** Forgets what has come in. */
  public void clear() {
    synchronized (lock) {
      failOnUndecodable();
      requests.clear();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private <T extends Message> List<T> messages(OtlpSignal signal, Class<T> type) {
    return requests(signal).stream().map(request -> type.cast(request.message())).toList();
  }

  private void failOnUndecodable() {
    if (!failures.isEmpty()) {
      throw new AssertionError("a request could not be decoded", failures.get(0));
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      OtlpRequest request;
      try {
        request = decode(exchange);
      } catch (IOException | RuntimeException | AssertionError e) {
        synchronized (lock) {
          failures.add(e);
        }
        exchange.sendResponseHeaders(400, -1);
        return;
      }
      synchronized (lock) {
        requests.add(request);
      }
      byte[] response = request.signal().success().toByteArray();
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, response.length == 0 ? -1 : response.length);
      exchange.getResponseBody().write(response);
    }
  }

  private static OtlpRequest decode(HttpExchange exchange) throws IOException {
    byte[] wire;
    try (InputStream body = exchange.getRequestBody()) {
      wire = body.readAllBytes();
    }
    Map<String, List<String>> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    String path = exchange.getRequestURI().getPath();
    OtlpSignal signal =
        OtlpSignal.ofPath(path).orElseThrow(() -> new IOException("unknown path " + path));
    if (!headers
        .getOrDefault("content-type", List.of())
        .equals(List.of("application/x-protobuf"))) {
      throw new IOException("unexpected content type " + headers.get("content-type"));
    }
    byte[] body = decompress(headers.getOrDefault("content-encoding", List.of()), wire);
    Message message = signal.requestParser().parseFrom(body);
    if (signal == OtlpSignal.PROFILES) {
      ProfilesValidator.check((ExportProfilesServiceRequest) message);
    }
    return new OtlpRequest(signal, Map.copyOf(headers), body.length, wire.length, message);
  }

  private static byte[] decompress(List<String> encodings, byte[] wire) throws IOException {
    if (encodings.isEmpty()) {
      return wire;
    }
    if (!encodings.equals(List.of("gzip"))) {
      throw new IOException("unexpected content encoding " + encodings);
    }
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(wire))) {
      return gzip.readAllBytes();
    }
  }
}
