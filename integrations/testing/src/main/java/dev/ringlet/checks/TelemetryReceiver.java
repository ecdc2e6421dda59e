// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks;

import com.google.protobuf.Message;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ringlet.checks.internal.json.OtlpJsonReader;
import dev.ringlet.checks.validation.TelemetryValidator;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * A receiver of OTLP over HTTP on a free port of the loopback interface, for an application that is
 * configured by properties and may be another process. Takes protobuf and JSON, plain or gzip, up
 * to 64 MiB. Thread-safe.
 */
public final class TelemetryReceiver extends CapturedTelemetry {
  private static final int MAX_BYTES = 64 * 1024 * 1024;
  private static final Map<String, Message> REQUESTS =
      Map.of(
          "/v1/traces", ExportTraceServiceRequest.getDefaultInstance(),
          "/v1/metrics", ExportMetricsServiceRequest.getDefaultInstance(),
          "/v1/logs", ExportLogsServiceRequest.getDefaultInstance());

  private final HttpServer server;
  private final ExecutorService threads;

  private TelemetryReceiver(TelemetryValidator validator) throws IOException {
    super(validator);
    threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "telemetry-receiver");
              thread.setDaemon(true);
              return thread;
            });
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Starts a receiver. */
  public static TelemetryReceiver start() {
    return start(TelemetryValidator.create());
  }

  /** Starts a receiver with a validator that has other rules or limits. */
  public static TelemetryReceiver start(TelemetryValidator validator) {
    try {
      return new TelemetryReceiver(Objects.requireNonNull(validator, "validator"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the address, for {@code otel.exporter.otlp.endpoint}. */
  public String endpoint() {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().getHostAddress();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /** Returns the settings with which an application sends here, soon after it has recorded. */
  public Map<String, String> properties() {
    return Map.of(
        "otel.exporter.otlp.endpoint", endpoint(),
        "otel.exporter.otlp.protocol", "http/protobuf",
        "otel.traces.exporter", "otlp",
        "otel.metrics.exporter", "otlp",
        "otel.logs.exporter", "otlp",
        "otel.bsp.schedule.delay", "100",
        "otel.blrp.schedule.delay", "100",
        "otel.metric.export.interval", "200");
  }

  /** Nothing: the application sends when it sends, and {@link #await} waits. */
  @Override
  void flush() {}

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Message empty = REQUESTS.get(exchange.getRequestURI().getPath());
      String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
      boolean json = type.startsWith("application/json");
      if (empty == null || !json && !type.startsWith("application/x-protobuf")) {
        reject(new IOException("a request for " + exchange.getRequestURI() + " of type " + type));
        exchange.sendResponseHeaders(empty == null ? 404 : 415, -1);
        return;
      }
      try {
        accept(decode(body(exchange), json, empty));
      } catch (IOException e) {
        reject(e);
        exchange.sendResponseHeaders(400, -1);
        return;
      }
      // An empty message: everything was taken.
      byte[] answer = json ? "{}".getBytes(StandardCharsets.UTF_8) : new byte[0];
      exchange
          .getResponseHeaders()
          .set("Content-Type", json ? "application/json" : "application/x-protobuf");
      exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private static Message decode(byte[] body, boolean json, Message empty) throws IOException {
    if (!json) {
      return empty.getParserForType().parseFrom(body);
    }
    Message.Builder builder = empty.newBuilderForType();
    OtlpJsonReader.merge(new String(body, StandardCharsets.UTF_8), builder);
    return builder.build();
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    try (InputStream wire = exchange.getRequestBody();
        InputStream plain = "gzip".equals(encoding) ? new GZIPInputStream(wire) : wire) {
      byte[] body = plain.readNBytes(MAX_BYTES + 1);
      if (body.length > MAX_BYTES) {
        throw new IOException("a request of more than " + MAX_BYTES + " bytes");
      }
      return body;
    }
  }
}
