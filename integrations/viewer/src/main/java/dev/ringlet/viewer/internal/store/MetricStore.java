// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.store;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Data points in the order in which they came; the oldest leave first, whatever their series. */
public final class MetricStore {
  private record Key(MetricId metric, Origin origin, List<KeyValue> attributes) {}

  private final Limits limits;
  private final Map<Key, Series> series = new LinkedHashMap<>();

  /** One entry for each point that is kept: its series. */
  private final ArrayDeque<Series> order = new ArrayDeque<>();

  private long bytes;
  private long evicted;
  private long version;

  MetricStore(Limits limits) {
    this.limits = limits;
  }

  synchronized void add(ResourceMetrics resource, Interning interning) {
    version++;
    for (ScopeMetrics scope : resource.getScopeMetricsList()) {
      Origin origin = interning.origin(resource.getResource(), scope.getScope());
      for (Metric metric : scope.getMetricsList()) {
        MetricId id = MetricReader.id(metric);
        MetricReader.read(
            metric, (attributes, point) -> add(new Key(id, origin, attributes), point));
      }
    }
    while (!order.isEmpty() && (bytes > limits.metricBytes() || series.size() > Limits.SERIES)) {
      removeOldest();
    }
  }

  private void add(Key key, Point point) {
    Series found = series.get(key);
    if (found == null) {
      found = new Series(key.metric, key.origin, key.attributes);
      series.put(key, found);
      bytes += found.bytes();
    }
    found.points().addLast(point);
    bytes += point.bytes();
    order.addLast(found);
  }

  private void removeOldest() {
    Series of = order.removeFirst();
    bytes -= of.points().removeFirst().bytes();
    evicted++;
    if (of.points().isEmpty()) {
      series.remove(new Key(of.metric(), of.origin(), of.attributes()));
      bytes -= of.bytes();
    }
  }

  /** Series of metrics that match, in the order in which they came first. */
  public synchronized List<Series.View> find(Predicate<MetricId> metric) {
    List<Series.View> found = new ArrayList<>();
    for (Series each : series.values()) {
      if (metric.test(each.metric())) {
        found.add(each.view());
      }
    }
    return found;
  }

  /** All series without their points. */
  public synchronized List<Series> list() {
    return new ArrayList<>(series.values());
  }

  /** Counts at one time. */
  public synchronized Counts counts() {
    return new Counts(series.size(), order.size(), bytes, evicted, version);
  }

  synchronized void clear() {
    series.clear();
    order.clear();
    bytes = 0;
    version++;
  }

  /**
   * Counts.
   *
   * @param evicted points that left because they were the oldest
   */
  public record Counts(int series, int points, long bytes, long evicted, long version) {}
}
