// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus;

import dev.ringlet.RingletSdk;
import dev.ringlet.common.Resource;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import java.util.function.UnaryOperator;

/** An SDK whose metrics are served on some port. */
record Served(PrometheusHttpServer server, RingletSdk sdk) implements AutoCloseable {
  static Served start() {
    return start(builder -> builder, builder -> builder);
  }

  static Served start(UnaryOperator<PrometheusHttpServer.Builder> settings) {
    return start(settings, builder -> builder);
  }

  static Served start(
      UnaryOperator<PrometheusHttpServer.Builder> settings,
      UnaryOperator<RingletSdk.Builder> sdkSettings) {
    PrometheusHttpServer server = settings.apply(PrometheusHttpServer.builder().setPort(0)).build();
    RingletSdk.Builder sdk =
        RingletSdk.builder()
            .property("otel.traces.exporter", "none")
            .property("otel.metrics.exporter", "none")
            .property("otel.logs.exporter", "none")
            .setResource(Resource.create(Attributes.builder().put("host.name", "h1").build()))
            .addMetricReader(server.metricReader());
    return new Served(server, sdkSettings.apply(sdk).build());
  }

  int port() {
    return server.address().getPort();
  }

  Meter meter() {
    return sdk.getMeter("test");
  }

  /** The samples of a metric in the text format. */
  java.util.List<String> samples(String name) {
    return Scrapes.text(port(), Scrapes.TEXT).lines().filter(l -> l.startsWith(name)).toList();
  }

  @Override
  public void close() {
    sdk.close();
  }
}
