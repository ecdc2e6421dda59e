// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.resources;

import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the metadata service of the cloud that a detector has found, if settings allow
 * it. It uses no proxy, because the addresses are link-local.
 *
 * @param enabled whether requests are allowed
 * @param timeoutNanos for all requests of a detector together
 * @param route where an address leads, for tests
 */
record MetadataClient(boolean enabled, long timeoutNanos, UnaryOperator<URI> route) {
  private static final int MAX_BYTES = 1 << 16;
  private static final long MILLI = 1_000_000L;

  /** Requests of a detector; what they find is used only if all of them succeed in time. */
  interface Requests {
    void send(Resource.Builder found) throws IOException;
  }

  static MetadataClient fromConfig(Config config) {
    return new MetadataClient(
        config.getBoolean("ringlet.resource.metadata.enabled", false),
        config.getDurationNanos(
            "ringlet.resource.metadata.timeout", 500 * MILLI, MILLI, 1_000 * MILLI),
        UnaryOperator.identity());
  }

  /** Sends requests, and adds what they find. Returns in time. */
  void ask(Requests requests, Resource.Builder found) {
    if (!enabled) {
      return;
    }
    Resource answer =
        Deadline.within(
            timeoutNanos,
            () -> {
              Resource.Builder own = Resource.builder();
              requests.send(own);
              return own.build();
            });
    found.putAll(answer);
  }

  /** The body of the answer to GET. */
  String get(String uri, String... headers) throws IOException {
    return request("GET", uri, headers);
  }

  /** The same; null if the service does not have it. */
  @Nullable String find(String uri, String... headers) {
    try {
      String body = get(uri, headers).trim();
      return body.isEmpty() ? null : body;
    } catch (IOException e) {
      return null;
    }
  }

  /** Returns the body of the response to PUT, which requests a token. */
  String put(String uri, String... headers) throws IOException {
    return request("PUT", uri, headers);
  }

  private String request(String method, String uri, String... headers) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new IOException("too late");
    }
    URI target = route.apply(URI.create(uri));
    HttpURLConnection connection =
        (HttpURLConnection) target.toURL().openConnection(Proxy.NO_PROXY);
    try {
      int millis = (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos));
      connection.setConnectTimeout(millis);
      connection.setReadTimeout(millis);
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setRequestMethod(method);
      for (int i = 0; i < headers.length; i += 2) {
        connection.setRequestProperty(headers[i], headers[i + 1]);
      }
      int status = connection.getResponseCode();
      if (status != HttpURLConnection.HTTP_OK) {
        throw new IOException(method + " " + uri + " was answered with " + status);
      }
      try (InputStream in = connection.getInputStream()) {
        return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
      }
    } finally {
      connection.disconnect();
    }
  }
}
