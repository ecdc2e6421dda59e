// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.prometheus.internal.convert;

import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.otlp.MetricTags.Gauge;
import dev.ringlet.internal.otlp.MetricTags.Histogram;
import dev.ringlet.internal.otlp.MetricTags.Metric;
import dev.ringlet.internal.otlp.MetricTags.Sum;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;

/** Reads one metric: what stands at its head first, then its points. */
final class MetricReading {
  private static final int CUMULATIVE = 2;

  private final Translation translation;
  private final LabelSet scope;
  private String name = "";
  private String description = "";
  private String unit = "";
  private Family family;
  private int leftOut;
  private String reason = "they have no form in Prometheus";

  MetricReading(Translation translation, LabelSet scope) {
    this.translation = translation;
    this.scope = scope;
  }

  /** The name in the application. */
  String name() {
    return name;
  }

  /** The points as those of a family of their own, or null for a metric of another kind. */
  Family family() {
    return family;
  }

  /** How many points Prometheus has no form for. */
  int leftOut() {
    return leftOut;
  }

  /** Why, of the last of these that has a reason of its own. */
  String reason() {
    return reason;
  }

  void readHead(ProtoReader metric) {
    switch (metric.tag()) {
      case Metric.NAME -> name = metric.string();
      case Metric.DESCRIPTION -> description = metric.string();
      case Metric.UNIT -> unit = metric.string();
      default -> {}
    }
  }

  void readData(ProtoReader metric) {
    switch (metric.tag()) {
      case Metric.GAUGE -> readPoints(metric, Family.Type.GAUGE);
      case Metric.SUM ->
          readPoints(metric, isMonotonic(metric) ? Family.Type.COUNTER : Family.Type.GAUGE);
      case Metric.HISTOGRAM, Metric.EXPONENTIAL_HISTOGRAM ->
          readPoints(metric, Family.Type.HISTOGRAM);
      case Metric.SUMMARY -> leftOut++;
      default -> {}
    }
  }

  private static boolean isMonotonic(ProtoReader metric) {
    ProtoReader sum = metric.message();
    boolean isMonotonic = false;
    while (sum.next()) {
      isMonotonic |= sum.tag() == Sum.IS_MONOTONIC && sum.number() != 0;
    }
    return isMonotonic;
  }

  /** Points of a sum or a histogram that cover a part of the time only have no place here. */
  private static boolean isDelta(ProtoReader metric) {
    if (metric.tag() == Metric.GAUGE) {
      return false;
    }
    ProtoReader data = metric.message();
    long temporality = CUMULATIVE;
    while (data.next()) {
      // the field is the same in all three messages
      temporality = data.tag() == Histogram.AGGREGATION_TEMPORALITY ? data.number() : temporality;
    }
    return temporality != CUMULATIVE;
  }

  private void readPoints(ProtoReader metric, Family.Type type) {
    family = newFamily(type);
    boolean isDelta = isDelta(metric);
    ProtoReader data = metric.message();
    while (data.next()) {
      if (data.tag() != Gauge.DATA_POINTS) { // nor does this one differ
        continue;
      }
      Point point = new Point(scope, translation.isUtf8());
      DataPointSnapshot snapshot = isDelta ? null : fit(metric.tag(), type, point, data.message());
      if (!point.hasNoValue() && (snapshot == null || !family.add(snapshot))) {
        leftOut++;
      }
    }
  }

  /** Null for a point that Prometheus refuses, as a counter below zero. */
  private DataPointSnapshot fit(int metricTag, Family.Type type, Point point, ProtoReader in) {
    try {
      return read(metricTag, type, point, in);
    } catch (IllegalArgumentException unfit) {
      reason = unfit.getMessage();
      return null;
    }
  }

  private static DataPointSnapshot read(
      int metricTag, Family.Type type, Point point, ProtoReader in) {
    switch (metricTag) {
      case Metric.HISTOGRAM -> point.readHistogram(in);
      case Metric.EXPONENTIAL_HISTOGRAM -> point.readExponentialHistogram(in);
      default -> point.readNumber(in);
    }
    if (point.hasNoValue()) {
      return null;
    }
    return switch (type) {
      case COUNTER -> point.counter();
      case HISTOGRAM ->
          metricTag == Metric.HISTOGRAM ? point.histogram() : point.exponentialHistogram();
      default -> point.gauge();
    };
  }

  private Family newFamily(Family.Type type) {
    Unit prometheusUnit = Units.of(unit, translation.isUtf8());
    String escaped = translation.isUtf8() ? name : Names.metric(name);
    String stem = Names.withoutReservedSuffixes(escaped);
    return new Family(type, withUnit(stem, prometheusUnit), description, prometheusUnit);
  }

  /** The name with its unit at the end, before which dotted names may have a dot. */
  private static String withUnit(String name, Unit unit) {
    boolean hasUnit = unit == null || name.endsWith("_" + unit) || name.endsWith("." + unit);
    return hasUnit ? name : name + "_" + unit;
  }
}
