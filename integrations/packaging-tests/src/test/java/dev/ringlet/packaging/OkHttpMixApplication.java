// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.packaging;

import dev.ringlet.RingletSdk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Function;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Calls a server with OkHttp, and records a span; runs in a class loader of its own. */
public final class OkHttpMixApplication implements Function<String, String> {
  @Override
  public String apply(String url) {
    try (RingletSdk ringlet =
        RingletSdk.builder()
            .property("otel.exporter.otlp.endpoint", url)
            .property("otel.metrics.exporter", "none")
            .property("otel.logs.exporter", "none")
            .property("ringlet.shutdown.hook", "false")
            .build()) {
      ringlet.getTracer("mix").spanBuilder("span").startSpan().end();
      int own = call(url + "/own");
      boolean flushed = ringlet.flush(Duration.ofSeconds(60));
      return "own " + own + ", flushed " + flushed;
    }
  }

  private static int call(String url) {
    Request request = new Request.Builder().url(url).build();
    OkHttpClient client = new OkHttpClient();
    try (Response response = client.newCall(request).execute()) {
      return response.code();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      client.connectionPool().evictAll();
    }
  }
}
