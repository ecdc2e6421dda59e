// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Serves the metrics of the Ringlet SDK to Prometheus. */
module dev.ringlet.prometheus {
  requires io.prometheus.metrics.config;
  requires io.prometheus.metrics.model;
  requires io.prometheus.writer.text;
  requires jdk.httpserver;
  requires transitive dev.ringlet.sdk;
  requires static org.jspecify;

  exports dev.ringlet.prometheus;

  provides dev.ringlet.ComponentProvider with
      dev.ringlet.prometheus.PrometheusComponentProvider;
}
