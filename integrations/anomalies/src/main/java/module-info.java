// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0

/** Finds latencies, errors and exceptions that a route did not have before. */
module dev.ringlet.anomalies {
  requires java.logging;
  requires transitive dev.ringlet.sdk;
  requires static org.jspecify;

  exports dev.ringlet.anomalies;

  provides dev.ringlet.ComponentProvider with
      dev.ringlet.anomalies.AnomaliesComponentProvider;
}
