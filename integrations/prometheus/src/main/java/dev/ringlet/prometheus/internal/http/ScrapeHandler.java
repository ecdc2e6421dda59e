// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus.internal.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.ringlet.internal.log.ThrottledLogger;
import dev.ringlet.prometheus.internal.format.Negotiation;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.zip.GZIPOutputStream;

/** Answers requests: metrics under {@code /metrics}, a page that says so under {@code /}. */
final class ScrapeHandler implements HttpHandler {
  private static final String METRICS = "/metrics";
  private static final String PLAIN = "text/plain; charset=utf-8";
  private static final String PAGE =
      "<!DOCTYPE html><html lang=\"en\"><head><title>Metrics</title></head>"
          + "<body><a href=\"metrics\">Metrics</a></body></html>\n";

  private final Supplier<MetricSnapshots> metrics;
  private final ScrapeThreads threads;
  private final ThrottledLogger logger;

  ScrapeHandler(Supplier<MetricSnapshots> metrics, ScrapeThreads threads, ThrottledLogger logger) {
    this.metrics = metrics;
    this.threads = threads;
    this.logger = logger;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        answer(exchange, 405, PLAIN, text("Only GET and HEAD.\n"));
        return;
      }
      switch (exchange.getRequestURI().getPath()) {
        case METRICS -> scrape(exchange);
        case "/" -> answer(exchange, 200, "text/html; charset=utf-8", text(PAGE));
        case "/-/healthy" -> answer(exchange, 200, PLAIN, text("Healthy.\n"));
        default -> answer(exchange, 404, PLAIN, text("Metrics are under " + METRICS + ".\n"));
      }
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The answer is whole before its first byte is sent, so that a slow reader holds nothing up. */
  private void scrape(HttpExchange exchange) throws IOException {
    Headers request = exchange.getRequestHeaders();
    Negotiation chosen = Negotiation.of(request.get("Accept"));
    boolean gzip = takesGzip(request.get("Accept-Encoding"));
    byte[] body;
    try {
      body = threads.uninterrupted(() -> body(chosen, gzip));
    } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
      logger.log(Level.WARNING, "scrape", () -> "Metrics could not be written: " + e, e);
      answer(exchange, 500, PLAIN, text("Metrics could not be written: " + e.getClass() + "\n"));
      return;
    }
    if (gzip) {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    }
    answer(exchange, 200, chosen.contentType(), body);
  }

  private byte[] body(Negotiation chosen, boolean gzip) {
    MetricSnapshots snapshots = metrics.get();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(16 << 10);
    try (OutputStream out = gzip ? new GZIPOutputStream(bytes) : bytes) {
      chosen.format().write(out, snapshots, chosen.scheme());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** RFC 9110, section 12.5.3. */
  private static boolean takesGzip(List<String> encodings) {
    boolean takes = false;
    for (String coding :
        encodings == null ? new String[0] : String.join(",", encodings).split(",")) {
      String[] parts = coding.toLowerCase(Locale.ROOT).replace(" ", "").split(";");
      if (parts[0].equals("gzip") || parts[0].equals("*")) {
        takes = parts.length == 1 || !parts[1].matches("q=0(\\.0*)?");
      }
    }
    return takes;
  }

  private static void answer(HttpExchange exchange, int status, String contentType, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", contentType);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
