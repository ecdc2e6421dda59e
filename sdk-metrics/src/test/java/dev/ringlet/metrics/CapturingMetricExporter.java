// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Payload;
import dev.ringlet.testing.CapturingExporter;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.time.Duration;
import java.util.List;

/** An exporter that decodes metrics and notes whether it is used after its close. */
final class CapturingMetricExporter extends CapturingExporter {
  private volatile boolean flushes = true;
  private volatile boolean usedAfterClose;

  void flushes(boolean flushes) {
    this.flushes = flushes;
  }

  @Override
  public ExportResult export(Payload payload) {
    if (isClosed()) {
      usedAfterClose = true;
    }
    return super.export(payload);
  }

  @Override
  public boolean flush(Duration timeout) {
    return flushes;
  }

  boolean isUsedAfterClose() {
    return usedAfterClose;
  }

  /** The metrics of each request so far. */
  List<List<Metric>> metrics() {
    return requests(TestMetrics::decode).toList();
  }

  /** The sum of all points of a sum by this name, in all requests. */
  long total(String name) {
    return metrics().stream()
        .flatMap(List::stream)
        .filter(metric -> metric.getName().equals(name))
        .flatMap(metric -> metric.getSum().getDataPointsList().stream())
        .mapToLong(point -> point.getAsInt())
        .sum();
  }
}
