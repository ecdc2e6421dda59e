// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.differential;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a receiver decodes, as sorted lines: one for each point, with all that the point says. */
public final class MetricText {
  /** Which exemplars a line shows. */
  public enum Exemplars {
    ALL,
    /** Only those of explicit buckets: the others are chosen at random when there are many. */
    OF_BUCKETS
  }

  private final Exemplars shown;

  /** Makes lines that show these exemplars. */
  public MetricText(Exemplars shown) {
    this.shown = shown;
  }

  /** The lines of a request. */
  public List<String> lines(ExportMetricsServiceRequest request) {
    List<String> lines = new ArrayList<>();
    request.getResourceMetricsList().stream()
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .forEach(scope -> scope.getMetricsList().forEach(metric -> add(scope, metric, lines)));
    lines.sort(null);
    return lines;
  }

  private void add(ScopeMetrics scope, Metric metric, List<String> lines) {
    String head =
        scope.getScope().getName()
            + '@'
            + scope.getScope().getVersion()
            + attributes(scope.getScope().getAttributesList())
            + scope.getSchemaUrl()
            + " "
            + metric.getName()
            + " ["
            + metric.getUnit()
            + "] '"
            + metric.getDescription()
            + "' ";
    switch (metric.getDataCase()) {
      case GAUGE ->
          numbers(metric.getGauge().getDataPointsList())
              .forEach(point -> lines.add(head + "gauge " + point));
      case SUM ->
          numbers(metric.getSum().getDataPointsList())
              .forEach(
                  point ->
                      lines.add(
                          head
                              + metric.getSum().getAggregationTemporality()
                              + (metric.getSum().getIsMonotonic() ? " monotonic" : "")
                              + " sum "
                              + point));
      case HISTOGRAM ->
          metric
              .getHistogram()
              .getDataPointsList()
              .forEach(
                  point ->
                      lines.add(
                          head
                              + metric.getHistogram().getAggregationTemporality()
                              + " histogram "
                              + histogram(point)));
      case EXPONENTIAL_HISTOGRAM ->
          metric
              .getExponentialHistogram()
              .getDataPointsList()
              .forEach(
                  point ->
                      lines.add(
                          head
                              + metric.getExponentialHistogram().getAggregationTemporality()
                              + " exponential "
                              + exponential(point)));
      default -> lines.add(head + metric.getDataCase());
    }
  }

  private Stream<String> numbers(List<NumberDataPoint> points) {
    return points.stream()
        .map(
            point ->
                attributes(point.getAttributesList())
                    + times(point.getStartTimeUnixNano(), point.getTimeUnixNano())
                    + (point.hasAsInt() ? " int " + point.getAsInt() : " " + point.getAsDouble())
                    + " flags "
                    + point.getFlags()
                    + exemplars(point.getExemplarsList(), shown == Exemplars.ALL));
  }

  private String histogram(HistogramDataPoint point) {
    return attributes(point.getAttributesList())
        + times(point.getStartTimeUnixNano(), point.getTimeUnixNano())
        + " count "
        + point.getCount()
        + " sum "
        + (point.hasSum() ? point.getSum() : "none")
        + " min "
        + (point.hasMin() ? point.getMin() : "none")
        + " max "
        + (point.hasMax() ? point.getMax() : "none")
        + " bounds "
        + point.getExplicitBoundsList()
        + " counts "
        + point.getBucketCountsList()
        + exemplars(point.getExemplarsList(), true);
  }

  private String exponential(ExponentialHistogramDataPoint point) {
    return attributes(point.getAttributesList())
        + times(point.getStartTimeUnixNano(), point.getTimeUnixNano())
        + " count "
        + point.getCount()
        + " sum "
        + (point.hasSum() ? point.getSum() : "none")
        + " min "
        + (point.hasMin() ? point.getMin() : "none")
        + " max "
        + (point.hasMax() ? point.getMax() : "none")
        + " scale "
        + point.getScale()
        + " zero "
        + point.getZeroCount()
        + " threshold "
        + point.getZeroThreshold()
        + " positive "
        + buckets(point.getPositive())
        + " negative "
        + buckets(point.getNegative())
        + exemplars(point.getExemplarsList(), shown == Exemplars.ALL);
  }

  /** The counts with their indexes; where an array of buckets begins and ends says nothing. */
  private static String buckets(ExponentialHistogramDataPoint.Buckets buckets) {
    StringBuilder out = new StringBuilder("{");
    for (int i = 0; i < buckets.getBucketCountsCount(); i++) {
      if (buckets.getBucketCounts(i) != 0) {
        out.append(i + buckets.getOffset()).append(':').append(buckets.getBucketCounts(i));
        out.append(' ');
      }
    }
    return out.append('}').toString();
  }

  private static String times(long start, long end) {
    return " " + start % 100_000_000_000_000L + ".." + end % 100_000_000_000_000L;
  }

  private static String exemplars(List<Exemplar> exemplars, boolean shown) {
    return !shown || exemplars.isEmpty()
        ? ""
        : exemplars.stream()
            .map(MetricText::exemplar)
            .sorted()
            .collect(Collectors.joining(" ", " exemplars ", ""));
  }

  /** Without its time: the official SDK reads the system's clock for it, whatever clock is set. */
  private static String exemplar(Exemplar exemplar) {
    return "("
        + (exemplar.hasAsInt() ? "int " + exemplar.getAsInt() : exemplar.getAsDouble())
        + " "
        + hex(exemplar.getTraceId())
        + " "
        + hex(exemplar.getSpanId())
        + " "
        + attributes(exemplar.getFilteredAttributesList())
        + ")";
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  private static String attributes(List<KeyValue> attributes) {
    return attributes.stream()
        .map(attribute -> attribute.getKey() + "=" + value(attribute))
        .sorted()
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String value(KeyValue attribute) {
    return attribute.getValue().toString().replaceAll("\\s+", " ").trim();
  }
}
