// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.clients;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Metrics as they were at the last collection. */
final class CanonicalMetrics {
  private static final Set<String> TIME_UNITS = Set.of("s", "ms", "us", "ns");

  private final Canonical.Live live;
  private final TreeSet<String> lines = new TreeSet<>();

  private CanonicalMetrics(Canonical.Live live) {
    this.live = live;
  }

  static Collection<String> of(List<ExportMetricsServiceRequest> requests, Canonical.Live live) {
    CanonicalMetrics all = new CanonicalMetrics(live);
    requests.forEach(
        request ->
            request
                .getResourceMetricsList()
                .forEach(
                    resource ->
                        resource
                            .getScopeMetricsList()
                            .forEach(
                                scope -> {
                                  if (!Canonical.isOfSdk(scope.getScope())) {
                                    String name =
                                        Canonical.scope(scope.getScope(), scope.getSchemaUrl());
                                    scope.getMetricsList().forEach(m -> all.add(name, m));
                                  }
                                })));
    return all.lines;
  }

  private void add(String scope, Metric metric) {
    String head =
        "metric "
            + scope
            + " "
            + metric.getName()
            + " "
            + metric.getUnit()
            + " '"
            + metric.getDescription()
            + "' ";
    boolean isLive = live.isLive(metric.getName());
    switch (metric.getDataCase()) {
      case GAUGE ->
          metric.getGauge().getDataPointsList().forEach(p -> number(head + "gauge", p, isLive));
      case SUM -> {
        String type =
            temporality(metric.getSum().getAggregationTemporality())
                + (metric.getSum().getIsMonotonic() ? " counter" : " sum");
        metric.getSum().getDataPointsList().forEach(p -> number(head + type, p, isLive));
      }
      case HISTOGRAM -> {
        String type = temporality(metric.getHistogram().getAggregationTemporality()) + " histogram";
        boolean timed = isLive || TIME_UNITS.contains(metric.getUnit());
        metric
            .getHistogram()
            .getDataPointsList()
            .forEach(p -> histogram(head + type, p, isLive, timed));
      }
      default -> lines.add(head + metric.getDataCase());
    }
  }

  private static String temporality(AggregationTemporality temporality) {
    return temporality.name().replace("AGGREGATION_TEMPORALITY_", "");
  }

  private void number(String head, NumberDataPoint point, boolean isLive) {
    String value = point.hasAsInt() ? "int " + point.getAsInt() : "double " + point.getAsDouble();
    lines.add(
        head
            + " "
            + Canonical.attributes(point.getAttributesList())
            + " "
            + (isLive ? value.replaceAll(" .*", "") : value)
            + " exemplars="
            + (isLive ? "" : point.getExemplarsCount() > 0)
            + " start="
            + (point.getStartTimeUnixNano() != 0));
  }

  private void histogram(String head, HistogramDataPoint point, boolean isLive, boolean timed) {
    lines.add(
        head
            + " "
            + Canonical.attributes(point.getAttributesList())
            + (isLive
                ? ""
                : " count=" + point.getCount() + " exemplars=" + (point.getExemplarsCount() > 0))
            + (timed
                ? ""
                : " sum=" + point.getSum() + " min=" + point.getMin() + " max=" + point.getMax())
            + " bounds="
            + point.getExplicitBoundsList()
            + (timed ? "" : " buckets=" + point.getBucketCountsList()));
  }
}
