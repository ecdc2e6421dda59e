// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpServer;
import dev.ringlet.exporter.otlp.GrpcServers;
import dev.ringlet.testing.Await;
import io.grpc.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Serves the same strategy by HTTP, where it stays, and by gRPC, where it is answered once. */
final class StrategyServer implements AutoCloseable {
  /** What to answer with: the body of the HTTP answer, and the message or the status of gRPC. */
  record Strategy(int httpStatus, String json, GrpcServers.Answer grpc) {
    static Strategy of(String json, UnknownFieldSet message) {
      return new Strategy(200, json, GrpcServers.Answer.ok(message.toByteArray()));
    }

    static Strategy ratio(double ratio) {
      return of(
          "{\"strategyType\":\"PROBABILISTIC\",\"probabilisticSampling\":" + rate(ratio) + "}",
          fields().mergeField(2, message(ratioMessage(ratio))).build());
    }

    static Strategy limit(int tracesPerSecond) {
      return of(
          "{\"strategyType\":\"RATE_LIMITING\",\"rateLimitingSampling\":{\"maxTracesPerSecond\":"
              + tracesPerSecond
              + "}}",
          fields()
              .mergeField(1, number(1))
              .mergeField(3, message(fields().mergeField(1, number(tracesPerSecond)).build()))
              .build());
    }

    static Strategy operations(double others, double lowerBound, Map<String, Double> ratios) {
      Map<String, Double> sorted = new TreeMap<>(ratios);
      UnknownFieldSet.Builder all = fields().mergeField(1, real(others));
      all.mergeField(2, real(lowerBound));
      sorted.forEach((name, ratio) -> all.mergeField(3, message(operation(name, ratio))));
      String list =
          sorted.entrySet().stream()
              .map(
                  one ->
                      "{\"operation\":\""
                          + one.getKey()
                          + "\",\"probabilisticSampling\":"
                          + rate(one.getValue())
                          + "}")
              .collect(Collectors.joining(","));
      return of(
          "{\"strategyType\":\"PROBABILISTIC\",\"probabilisticSampling\":{\"samplingRate\":1},"
              + "\"operationSampling\":{\"defaultSamplingProbability\":"
              + others
              + ",\"defaultLowerBoundTracesPerSecond\":"
              + lowerBound
              + ",\"perOperationStrategies\":["
              + list
              + "]}}",
          fields()
              .mergeField(2, message(ratioMessage(1)))
              .mergeField(4, message(all.build()))
              .build());
    }

    private static String rate(double ratio) {
      return "{\"samplingRate\":" + ratio + "}";
    }
  }

  private final HttpServer http;
  private final GrpcServers grpc = GrpcServers.start();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Strategy strategy = Strategy.of("{}", fields().build());

  StrategyServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        "/sampling",
        exchange -> {
          Strategy now = strategy;
          byte[] body = now.json.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(now.httpStatus, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
          asked.incrementAndGet();
        });
    http.start();
  }

  /** As protobuf's writers do it: a number that is 0 is left out. */
  private static UnknownFieldSet ratioMessage(double ratio) {
    return ratio == 0 ? fields().build() : fields().mergeField(1, real(ratio)).build();
  }

  static UnknownFieldSet operation(String name, double ratio) {
    return fields().mergeField(1, text(name)).mergeField(2, message(ratioMessage(ratio))).build();
  }

  static UnknownFieldSet.Field text(String value) {
    return bytes(ByteString.copyFromUtf8(value));
  }

  static UnknownFieldSet.Builder fields() {
    return UnknownFieldSet.newBuilder();
  }

  static UnknownFieldSet.Field message(UnknownFieldSet value) {
    return bytes(value.toByteString());
  }

  private static UnknownFieldSet.Field bytes(ByteString value) {
    return UnknownFieldSet.Field.newBuilder().addLengthDelimited(value).build();
  }

  static UnknownFieldSet.Field number(long value) {
    return UnknownFieldSet.Field.newBuilder().addVarint(value).build();
  }

  static UnknownFieldSet.Field real(double value) {
    return UnknownFieldSet.Field.newBuilder().addFixed64(Double.doubleToLongBits(value)).build();
  }

  static GrpcServers.Answer failure(Status status) {
    return GrpcServers.Answer.failed(status);
  }

  String httpUrl() {
    return "http://localhost:" + http.getAddress().getPort();
  }

  String grpcUrl() {
    return grpc.url();
  }

  /** Serves a strategy, and waits until both samplers have asked twice more. */
  void serve(Strategy next) {
    strategy = next;
    grpc.onCall(next.grpc);
    int http = asked.get();
    int calls = grpc.calls().size();
    Await.until("questions", () -> asked.get() >= http + 3 && grpc.calls().size() >= calls + 3);
  }

  @Override
  public void close() {
    http.stop(0);
    grpc.close();
  }
}
