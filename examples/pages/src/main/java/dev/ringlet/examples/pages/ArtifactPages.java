// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples.pages;

import dev.ringlet.RingletSdk;
import dev.ringlet.prometheus.PrometheusHttpServer;
import dev.ringlet.viewer.Viewer;

/** Samples of README.md of optional artifacts. */
final class ArtifactPages {
  private ArtifactPages() {}

  static RingletSdk scraped() {
    PrometheusHttpServer server = PrometheusHttpServer.builder().setPort(9464).build();
    RingletSdk sdk = RingletSdk.builder().addMetricReader(server.metricReader()).build();
    return sdk;
  }

  static Viewer viewed() {
    Viewer viewer = Viewer.builder().setPort(4318).build();
    return viewer;
  }
}
