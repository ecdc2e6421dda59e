// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.differential;

import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;

/** A meter provider under comparison, with a reader that collects when asked. */
public interface MetricSubject extends AutoCloseable {
  MeterProvider meterProvider();

  /** Collects once; what a receiver would decode. */
  ExportMetricsServiceRequest collect();

  @Override
  void close();

  /** Makes subjects. */
  @FunctionalInterface
  interface Maker {
    MetricSubject make(MetricSettings settings, TestTime time);
  }
}
