// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.crowd;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executors;

/**
 * A receiver that notes each request in a file before it answers, so that being killed loses
 * nothing that it has said it took. A line has the time in ms, the device, and the number and start
 * of each span.
 */
public final class CrowdCollector {
  private static final int THREADS = 16;
  private static final int BACKLOG = 1024;

  private final FileChannel file;

  private CrowdCollector(FileChannel file) {
    this.file = file;
  }

  /** Arguments: port, or 0 for any, and file. Prints the port. */
  public static void main(String[] args) throws IOException {
    FileChannel file =
        FileChannel.open(
            Path.of(args[1]),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND);
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByName("127.0.0.1"), Integer.parseInt(args[0])),
            BACKLOG);
    server.createContext("/", new CrowdCollector(file)::answer);
    server.setExecutor(Executors.newFixedThreadPool(THREADS));
    server.start();
    System.out.println(server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      ExportTraceServiceRequest request =
          ExportTraceServiceRequest.parseFrom(exchange.getRequestBody().readAllBytes());
      ByteBuffer line = ByteBuffer.wrap(line(request).getBytes(StandardCharsets.UTF_8));
      synchronized (file) {
        while (line.hasRemaining()) {
          file.write(line);
        }
      }
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static String line(ExportTraceServiceRequest request) {
    StringBuilder line = new StringBuilder().append(System.currentTimeMillis());
    for (ResourceSpans resource : request.getResourceSpansList()) {
      for (KeyValue attribute : resource.getResource().getAttributesList()) {
        if (attribute.getKey().equals("device")) {
          line.append(' ').append(attribute.getValue().getStringValue());
        }
      }
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (Span span : scope.getSpansList()) {
          line.append(' ').append(span.getAttributes(0).getValue().getIntValue());
          line.append(':').append(span.getStartTimeUnixNano() / 1_000_000);
        }
      }
    }
    return line.append('\n').toString();
  }
}
