// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus;

import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_36_2.Metrics.MetricFamily;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Asks for metrics as a scraper does. */
final class Scrapes {
  static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0";
  static final String PROTOBUF =
      "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";
  static final String TEXT = "text/plain;version=0.0.4";

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Scrapes() {}

  static String text(int port, String accept) {
    return new String(get(port, "/metrics", "Accept", accept).body(), StandardCharsets.UTF_8);
  }

  static List<MetricFamily> families(int port) {
    byte[] body = get(port, "/metrics", "Accept", PROTOBUF).body();
    List<MetricFamily> families = new ArrayList<>();
    try (InputStream in = new ByteArrayInputStream(body)) {
      for (MetricFamily family = MetricFamily.parseDelimitedFrom(in);
          family != null;
          family = MetricFamily.parseDelimitedFrom(in)) {
        families.add(family);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return families;
  }

  static HttpResponse<byte[]> get(int port, String path, String... headers) {
    return send("GET", port, path, headers);
  }

  static HttpResponse<byte[]> send(String method, int port, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(60));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static String unzipped(byte[] body) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
