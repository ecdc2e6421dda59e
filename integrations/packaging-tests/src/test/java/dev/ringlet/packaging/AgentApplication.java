// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.packaging;

import dev.ringlet.RingletSdk;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Sends one request of its own, and three exports. */
public final class AgentApplication {
  private AgentApplication() {}

  public static void main(String[] args) throws Exception {
    boolean flushed = true;
    try (RingletSdk ringlet =
        RingletSdk.builder()
            .property("otel.exporter.otlp.endpoint", args[0])
            .property("otel.traces.exporter", "otlp")
            .build()) {
      for (int i = 0; i < 3; i++) {
        ringlet.getTracer("agent").spanBuilder("span").startSpan().end();
        flushed &= ringlet.flush(Duration.ofSeconds(60));
      }
    }
    HttpURLConnection own =
        (HttpURLConnection) URI.create(args[0] + "/own").toURL().openConnection();
    System.out.println("own " + own.getResponseCode() + ", flushed " + flushed);
  }
}
