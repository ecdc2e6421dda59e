// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.settings;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.ringlet.exporter.otlp.GrpcServers;
import dev.ringlet.exporter.otlp.TestKeys;
import io.grpc.Metadata;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** A receiver for each way to export, which takes what comes on any path. */
final class Receivers implements AutoCloseable {
  private static final Set<String> COMMON =
      Set.of(
          "host",
          "user-agent",
          "content-length",
          "connection",
          "accept-encoding",
          "accept",
          "transfer-encoding",
          "te",
          "grpc-accept-encoding",
          "grpc-timeout",
          "http2-settings",
          "upgrade");

  /** One request: its way, path and uncommon headers, and its body without compression. */
  record Request(String line, byte[] body) {}

  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final HttpServer http;
  private final HttpsServer https;
  private final GrpcServers grpc = GrpcServers.start();
  private final Map<String, String> places = new LinkedHashMap<>();

  Receivers(Path directory) throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    http = HttpServer.create(any, 0);
    serve(http);
    TestKeys keys = TestKeys.make(directory, "receiver", "RSA");
    https = HttpsServer.create(any, 0);
    https.setHttpsConfigurator(new HttpsConfigurator(keys.serverContext()));
    serve(https);
    places.put("http", "http://127.0.0.1:" + http.getAddress().getPort());
    places.put("https", "https://127.0.0.1:" + https.getAddress().getPort());
    places.put("grpc", grpc.url());
    places.put("grpcAddress", "127.0.0.1:" + grpc.port());
    places.put("ca", write(directory, "ca.pem", keys.certificatePem()));
    places.put("key", write(directory, "key.pem", keys.keyPem()));
    places.put("none", directory.resolve("none.pem").toString());
    places.put("garbage", write(directory, "garbage.pem", "no certificate"));
  }

  private static String write(Path directory, String name, String text) throws IOException {
    return TestKeys.write(directory.resolve(name), text).toString();
  }

  private void serve(HttpServer server) {
    server.setExecutor(executor);
    server.createContext("/", this::handle);
    server.start();
  }

  Map<String, String> places() {
    return places;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange;
        InputStream in = exchange.getRequestBody()) {
      Map<String, String> headers = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) ->
                  headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
      boolean gzip = "gzip".equals(headers.get("content-encoding"));
      byte[] body = (gzip ? new GZIPInputStream(in) : in).readAllBytes();
      headers.keySet().removeAll(COMMON);
      String way = exchange.getLocalAddress().getPort() == port(https) ? "https" : "http";
      requests.add(new Request(way + ' ' + exchange.getRequestURI() + ' ' + headers, body));
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static int port(HttpServer server) {
    return server.getAddress().getPort();
  }

  /** Returns what came in since the last call. */
  Arrivals take() {
    Arrivals arrivals = new Arrivals();
    List<Request> all = new ArrayList<>(requests);
    requests.clear();
    for (GrpcServers.Received call : grpc.calls()) {
      Map<String, String> headers = new TreeMap<>();
      for (String name : call.headers().keys()) {
        if (!COMMON.contains(name) && !name.endsWith("-bin")) {
          headers.put(
              name, call.headers().get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER)));
        }
      }
      all.add(new Request("grpc " + call.method() + ' ' + headers, call.message()));
    }
    grpc.calls().clear();
    all.forEach(arrivals::add);
    return arrivals;
  }

  @Override
  public void close() {
    http.stop(0);
    https.stop(0);
    grpc.close();
    executor.shutdownNow();
  }
}
