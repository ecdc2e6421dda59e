// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples.recipes;

import dev.ringlet.RingletSdk;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import java.util.Map;

/**
 * Metrics for a Prometheus that scrapes {@code http://localhost:9464/metrics}; traces and logs go
 * to a collector as ever. {@code deploy/prometheus.yml} is the other side.
 */
public final class ScrapedService {
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");

  private ScrapedService() {}

  /** The settings; port 0 takes any port that is free. */
  static Map<String, String> settings(int port) {
    return Map.of(
        "otel.service.name", "shop",
        "otel.metrics.exporter", "prometheus",
        "otel.exporter.prometheus.port", Integer.toString(port),
        "otel.exporter.otlp.metrics.default.histogram.aggregation", "explicit_bucket_histogram");
  }

  public static void main(String[] arguments) throws Exception {
    RingletSdk.Builder builder = RingletSdk.builder();
    settings(9464).forEach(builder::property);
    try (RingletSdk ringlet = builder.build()) {
      run(ringlet);
      System.out.println("http://localhost:9464/metrics, until Enter");
      System.in.read();
    }
  }

  static void run(OpenTelemetry openTelemetry) {
    DoubleHistogram duration =
        openTelemetry
            .getMeter("recipes.shop")
            .histogramBuilder("http.server.request.duration")
            .setUnit("s")
            .build();
    duration.record(0.012, Attributes.of(ROUTE, "/checkout"));
    duration.record(0.340, Attributes.of(ROUTE, "/checkout"));
  }
}
