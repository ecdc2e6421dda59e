// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ringlet.common.Clock;
import dev.ringlet.common.Resource;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.ArrayList;
import java.util.List;

/** Makes providers and decodes what readers collect with the protocol's own classes. */
final class TestMetrics {
  private TestMetrics() {}

  static RingletMeterProvider.Builder provider(MetricReader... readers) {
    RingletMeterProvider.Builder builder =
        RingletMeterProvider.builder().setClock(Clock.system()).setResource(Resource.empty());
    for (MetricReader reader : readers) {
      builder.addMetricReader(reader);
    }
    return builder;
  }

  static OnDemandMetricReader reader(Temporality temporality) {
    return OnDemandMetricReader.builder().setTemporality(temporality).build();
  }

  /** All metrics of one collection, in order. */
  static List<Metric> collect(OnDemandMetricReader reader) {
    List<Metric> metrics = new ArrayList<>();
    reader.collect().forEach(request -> metrics.addAll(decode(request)));
    return metrics;
  }

  /** The metrics of a request. */
  static List<Metric> decode(byte[] request) {
    try {
      List<Metric> metrics = new ArrayList<>();
      ExportMetricsServiceRequest.parseFrom(request)
          .getResourceMetricsList()
          .forEach(
              resource ->
                  resource
                      .getScopeMetricsList()
                      .forEach(scope -> metrics.addAll(scope.getMetricsList())));
      return metrics;
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("a request that cannot be decoded", e);
    }
  }

  /** The one metric of a collection with this name. */
  static Metric metric(OnDemandMetricReader reader, String name) {
    return named(collect(reader), name);
  }

  static Metric named(List<Metric> metrics, String name) {
    List<Metric> found = metrics.stream().filter(one -> one.getName().equals(name)).toList();
    if (found.size() != 1) {
      throw new AssertionError("expected one metric " + name + ", found " + found.size());
    }
    return found.get(0);
  }

  /** The points of a sum or gauge. */
  static List<NumberDataPoint> points(Metric metric) {
    return metric.hasSum()
        ? metric.getSum().getDataPointsList()
        : metric.getGauge().getDataPointsList();
  }
}
