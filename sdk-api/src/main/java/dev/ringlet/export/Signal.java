// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.export;

/** The kinds of telemetry that an {@link Exporter} carries. */
public enum Signal {
  /** Spans, as {@code ExportTraceServiceRequest}. */
  TRACES("traces", "span"),
  /** Metric data points, as {@code ExportMetricsServiceRequest}. */
  METRICS("metrics", "metric_data_point"),
  /** Log records, as {@code ExportLogsServiceRequest}. */
  LOGS("logs", "log"),
  /** Profile samples, as {@code ExportProfilesServiceRequest}. */
  PROFILES("profiles", "profile");

  private final String key;
  private final String item;

  Signal(String key, String item) {
    this.key = key;
    this.item = item;
  }

  /** The signal's part of a configuration key: {@code traces}, {@code metrics}, … */
  public String key() {
    return key;
  }

  /** The name of an item in the {@code otel.sdk.*} semantic conventions. */
  public String item() {
    return item;
  }
}
