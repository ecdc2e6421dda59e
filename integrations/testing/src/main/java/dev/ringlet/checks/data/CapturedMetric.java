// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.data;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.common.Resource;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.util.ArrayList;
import java.util.List;

/** A metric of one collection with its points. Immutable. */
public final class CapturedMetric {
  private final Metric metric;
  private final Resource resource;
  private final InstrumentationScope scope;

  private CapturedMetric(Metric metric, Resource resource, InstrumentationScope scope) {
    this.metric = metric;
    this.resource = resource;
    this.scope = scope;
  }

  /** Returns the metrics of a request in its order. */
  public static List<CapturedMetric> of(ExportMetricsServiceRequest request) {
    List<CapturedMetric> metrics = new ArrayList<>();
    for (ResourceMetrics ofResource : request.getResourceMetricsList()) {
      Resource resource = ProtoValues.resource(ofResource.getResource(), ofResource.getSchemaUrl());
      for (ScopeMetrics ofScope : ofResource.getScopeMetricsList()) {
        InstrumentationScope scope = ProtoValues.scope(ofScope.getScope(), ofScope.getSchemaUrl());
        ofScope
            .getMetricsList()
            .forEach(metric -> metrics.add(new CapturedMetric(metric, resource, scope)));
      }
    }
    return metrics;
  }

  /** Returns the message of the protocol. */
  public Metric toProto() {
    return metric;
  }

  /** Returns what made the telemetry. */
  public Resource getResource() {
    return resource;
  }

  /** Returns the scope of the meter. */
  public InstrumentationScope getInstrumentationScope() {
    return scope;
  }

  /** Returns the name. */
  public String getName() {
    return metric.getName();
  }

  /** Returns the unit, or an empty string. */
  public String getUnit() {
    return metric.getUnit();
  }

  /** Returns the description, or an empty string. */
  public String getDescription() {
    return metric.getDescription();
  }

  /** Returns the points of a gauge, a sum or a histogram; none for a summary. */
  public List<CapturedPoint> getPoints() {
    return switch (metric.getDataCase()) {
      case GAUGE -> all(metric.getGauge().getDataPointsList());
      case SUM -> all(metric.getSum().getDataPointsList());
      case HISTOGRAM ->
          metric.getHistogram().getDataPointsList().stream().map(CapturedPoint::of).toList();
      case EXPONENTIAL_HISTOGRAM ->
          metric.getExponentialHistogram().getDataPointsList().stream()
              .map(CapturedPoint::of)
              .toList();
      default -> List.of();
    };
  }

  private static List<CapturedPoint> all(
      List<io.opentelemetry.proto.metrics.v1.NumberDataPoint> points) {
    return points.stream().map(CapturedPoint::of).toList();
  }

  /** Returns type, name, unit and points, for messages. */
  @Override
  public String toString() {
    return metric.getDataCase() + " " + getName() + " [" + getUnit() + "] " + getPoints();
  }
}
