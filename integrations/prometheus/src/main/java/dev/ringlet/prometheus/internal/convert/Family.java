// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus.internal.convert;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** All points of one name, which may come from metrics of several scopes. */
final class Family {
  /** A type of Prometheus. */
  enum Type {
    COUNTER,
    GAUGE,
    HISTOGRAM,
    INFO
  }

  final Type type;
  private final String name;
  private final String help;
  private Unit unit;
  private final Map<Labels, DataPointSnapshot> points = new TreeMap<>();

  Family(Type type, String name, String help, Unit unit) {
    this.type = type;
    this.name = name;
    this.help = help;
    this.unit = unit;
  }

  /** The name under which it merges with others. */
  String key() {
    return metadata().getPrometheusName();
  }

  /** Adds a point; false if there is one with the same labels. */
  boolean add(DataPointSnapshot point) {
    return points.putIfAbsent(point.getLabels(), point) == null;
  }

  Collection<DataPointSnapshot> points() {
    return points.values();
  }

  /** Forgets a unit that another metric of the name does not have. */
  void agreeOnUnit(Family other) {
    if (unit != null && !unit.equals(other.unit)) {
      unit = null;
    }
  }

  private MetricMetadata metadata() {
    return MetricMetadata.builder().name(name).help(help).unit(unit).build();
  }

  @SuppressWarnings("unchecked") // points are of the type of the family
  MetricSnapshot snapshot() {
    Collection<?> all = points.values();
    return switch (type) {
      case COUNTER -> new CounterSnapshot(metadata(), (Collection<CounterDataPointSnapshot>) all);
      case GAUGE -> new GaugeSnapshot(metadata(), (Collection<GaugeDataPointSnapshot>) all);
      case HISTOGRAM ->
          new HistogramSnapshot(metadata(), (Collection<HistogramDataPointSnapshot>) all);
      case INFO -> new InfoSnapshot(metadata(), (Collection<InfoDataPointSnapshot>) all);
    };
  }
}
