// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.store;

import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.ArrayDeque;
import java.util.List;

/** The points of one set of attributes of a metric. Guarded by the lock of its store. */
public final class Series {
  private static final int FIELDS_BYTES = 300;

  private final MetricId metric;
  private final Origin origin;
  private final List<KeyValue> attributes;
  private final ArrayDeque<Point> points = new ArrayDeque<>();

  Series(MetricId metric, Origin origin, List<KeyValue> attributes) {
    this.metric = metric;
    this.origin = origin;
    this.attributes = attributes;
  }

  int bytes() {
    return FIELDS_BYTES
        + Sizes.of(metric.name())
        + Sizes.of(metric.unit())
        + Sizes.of(metric.description())
        + Sizes.of(attributes);
  }

  public List<KeyValue> attributes() {
    return attributes;
  }

  ArrayDeque<Point> points() {
    return points;
  }

  View view() {
    return new View(metric, origin, attributes, List.copyOf(points));
  }

  public MetricId metric() {
    return metric;
  }

  public Origin origin() {
    return origin;
  }

  /** A series at one time, points in the order in which they came. */
  public record View(
      MetricId metric, Origin origin, List<KeyValue> attributes, List<Point> points) {}
}
