// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.profiles.v1development.ScopeProfiles;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.GZIPInputStream;

/**
 * A collector small enough to embed: it takes OTLP/HTTP protobuf requests on the loopback
 * interface, plain or compressed with gzip, and keeps all that they hold in memory. It is for
 * examples and tests, and knows no limit but {@value #MAX_BODY_BYTES} bytes a request.
 *
 * <p>All methods may be called from any thread. What a request held is visible here before the
 * sender gets its answer. Its threads are daemons.
 */
public final class OtlpReceiver implements AutoCloseable {
  private static final int MAX_BODY_BYTES = 64 << 20;
  private static final String PROTOBUF = "application/x-protobuf";

  private final Map<Signal, List<byte[]>> bodies = new EnumMap<>(Signal.class);
  private final Map<Signal, LongAdder> items = new EnumMap<>(Signal.class);
  private final LongAdder wireBytes = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LoopbackServer server;

  /** Receives until its input ends; prints the endpoint. */
  public static void main(String[] arguments) throws IOException {
    try (OtlpReceiver receiver = start(0)) {
      System.out.println(receiver.endpoint());
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private OtlpReceiver(int port) throws IOException {
    Map<String, HttpHandler> handlers = new HashMap<>();
    handlers.put("/", exchange -> refuse(exchange, 404, "not an OTLP path"));
    for (Signal signal : Signal.values()) {
      bodies.put(signal, new CopyOnWriteArrayList<>());
      items.put(signal, new LongAdder());
      handlers.put(path(signal), exchange -> receive(exchange, signal));
    }
    server = LoopbackServer.start("otlp-receiver", port, handlers);
  }

  /**
   * Starts a receiver.
   *
   * @param port the port to listen on, 0 for any free one
   * @throws IOException if the port is taken
   */
  public static OtlpReceiver start(int port) throws IOException {
    return new OtlpReceiver(port);
  }

  /** The path of a signal under the endpoint, as OTLP/HTTP has it. */
  static String path(Signal signal) {
    String version = signal == Signal.PROFILES ? "v1development" : "v1";
    return "/" + version + "/" + signal.key();
  }

  private void receive(HttpExchange exchange, Signal signal) throws IOException {
    String contentType = exchange.getRequestHeaders().getFirst("Content-Type");
    if (!exchange.getRequestMethod().equals("POST")) {
      refuse(exchange, 405, "only POST");
    } else if (contentType == null || !contentType.startsWith(PROTOBUF)) {
      refuse(exchange, 415, "only " + PROTOBUF);
    } else {
      try {
        byte[] body = body(exchange);
        items.get(signal).add(count(signal, body));
        bodies.get(signal).add(body);
      } catch (IOException e) {
        refuse(exchange, 400, "cannot read the body: " + e.getMessage());
        return;
      }
      answer(exchange, 200, new byte[0]); // an Export…ServiceResponse without fields
    }
  }

  private byte[] body(HttpExchange exchange) throws IOException {
    String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    byte[] wire = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
    wireBytes.add(wire.length);
    byte[] body = wire;
    if ("gzip".equalsIgnoreCase(encoding)) {
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(wire))) {
        body = in.readNBytes(MAX_BODY_BYTES + 1);
      }
    } else if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new IOException("unknown Content-Encoding");
    }
    if (body.length > MAX_BODY_BYTES) {
      throw new IOException("more than " + MAX_BODY_BYTES + " bytes");
    }
    return body;
  }

  private static int count(Signal signal, byte[] body) throws InvalidProtocolBufferException {
    return switch (signal) {
      case TRACES ->
          ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().stream()
              .flatMap(resource -> resource.getScopeSpansList().stream())
              .mapToInt(ScopeSpans::getSpansCount)
              .sum();
      case METRICS ->
          ExportMetricsServiceRequest.parseFrom(body).getResourceMetricsList().stream()
              .flatMap(resource -> resource.getScopeMetricsList().stream())
              .flatMap(scope -> scope.getMetricsList().stream())
              .mapToInt(OtlpReceiver::dataPoints)
              .sum();
      case LOGS ->
          ExportLogsServiceRequest.parseFrom(body).getResourceLogsList().stream()
              .flatMap(resource -> resource.getScopeLogsList().stream())
              .mapToInt(ScopeLogs::getLogRecordsCount)
              .sum();
      case PROFILES ->
          ExportProfilesServiceRequest.parseFrom(body).getResourceProfilesList().stream()
              .flatMap(resource -> resource.getScopeProfilesList().stream())
              .mapToInt(ScopeProfiles::getProfilesCount)
              .sum();
    };
  }

  private static int dataPoints(Metric metric) {
    return metric.getGauge().getDataPointsCount()
        + metric.getSum().getDataPointsCount()
        + metric.getHistogram().getDataPointsCount()
        + metric.getExponentialHistogram().getDataPointsCount()
        + metric.getSummary().getDataPointsCount();
  }

  private void refuse(HttpExchange exchange, int status, String message) throws IOException {
    refused.increment();
    // A google.rpc.Status with its field 2, message: what OTLP asks for in an error answer.
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(body);
    out.writeString(2, message);
    out.flush();
    answer(exchange, status, body.toByteArray());
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", PROTOBUF);
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  /** Where to send to: the value for {@code otel.exporter.otlp.endpoint}. */
  public String endpoint() {
    return server.url();
  }

  /**
   * All requests of a signal so far as one, oldest first; a snapshot. Protobuf messages of one type
   * that follow each other are a message with the elements of all, so the bytes are only appended.
   * Profiles are the exception: each request has a dictionary of its own.
   */
  public Payload received(Signal signal) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    bodies.get(signal).forEach(all::writeBytes);
    int count = Math.toIntExact(items(signal));
    return new Payload(signal, all.toByteArray(), 0, all.size(), count, System.nanoTime());
  }

  /** All spans so far, oldest request first; a snapshot. */
  public List<ResourceSpans> spans() {
    return parse(ExportTraceServiceRequest.parser(), received(Signal.TRACES).bytes())
        .getResourceSpansList();
  }

  /** All metrics so far, oldest request first; a snapshot. */
  public List<ResourceMetrics> metrics() {
    return parse(ExportMetricsServiceRequest.parser(), received(Signal.METRICS).bytes())
        .getResourceMetricsList();
  }

  /** All log records so far, oldest request first; a snapshot. */
  public List<ResourceLogs> logs() {
    return parse(ExportLogsServiceRequest.parser(), received(Signal.LOGS).bytes())
        .getResourceLogsList();
  }

  /** All requests with profiles so far, each with its dictionary; a snapshot. */
  public List<ExportProfilesServiceRequest> profiles() {
    return bodies.get(Signal.PROFILES).stream()
        .map(body -> parse(ExportProfilesServiceRequest.parser(), body))
        .toList();
  }

  private static <T> T parse(Parser<T> parser, byte[] body) {
    try {
      return parser.parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e); // each body was parsed before it was kept
    }
  }

  /** How many spans, data points, log records or profiles came. */
  public long items(Signal signal) {
    return items.get(signal).sum();
  }

  /** How many requests of this signal were answered with 200. */
  public long requests(Signal signal) {
    return bodies.get(signal).size();
  }

  /** The bytes of all request bodies as they came over the wire, compressed or not. */
  public long wireBytes() {
    return wireBytes.sum();
  }

  /** How many requests got an error for an answer. */
  public long refused() {
    return refused.sum();
  }

  /** Stops listening; what was received stays readable. */
  @Override
  public void close() {
    server.close();
  }
}
