// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.store;

import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;

/** Counts spans, log records, data points and samples. */
public final class Items {
  private Items() {}

  /** The items of a request of any signal. */
  public static int of(Message request) {
    if (request instanceof ExportTraceServiceRequest traces) {
      return traces.getResourceSpansList().stream().mapToInt(Items::of).sum();
    }
    if (request instanceof ExportMetricsServiceRequest metrics) {
      return metrics.getResourceMetricsList().stream().mapToInt(Items::of).sum();
    }
    if (request instanceof ExportLogsServiceRequest logs) {
      return logs.getResourceLogsList().stream().mapToInt(Items::of).sum();
    }
    return ((ExportProfilesServiceRequest) request)
        .getResourceProfilesList().stream()
            .flatMap(resource -> resource.getScopeProfilesList().stream())
            .flatMap(scope -> scope.getProfilesList().stream())
            .mapToInt(Profile::getSamplesCount)
            .sum();
  }

  static int of(ResourceSpans resource) {
    return resource.getScopeSpansList().stream().mapToInt(ScopeSpans::getSpansCount).sum();
  }

  static int of(ResourceLogs resource) {
    return resource.getScopeLogsList().stream().mapToInt(ScopeLogs::getLogRecordsCount).sum();
  }

  /** Data points. */
  static int of(ResourceMetrics resource) {
    return resource.getScopeMetricsList().stream()
        .flatMap(scope -> scope.getMetricsList().stream())
        .mapToInt(Items::points)
        .sum();
  }

  private static int points(Metric metric) {
    return metric.getGauge().getDataPointsCount()
        + metric.getSum().getDataPointsCount()
        + metric.getHistogram().getDataPointsCount()
        + metric.getExponentialHistogram().getDataPointsCount()
        + metric.getSummary().getDataPointsCount();
  }
}
