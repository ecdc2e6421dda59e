// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import dev.ringlet.examples.Terminal.Style;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints metrics as a table: one line a series, its newest value on the right. A histogram shows
 * its count, mean and extremes, and its buckets as a row of small columns. Where a series has
 * exemplars, the largest is named with the trace in which it was measured.
 */
final class MetricsPrinter {
  /** Stands before a measurement that is shown as an example. */
  static final String EXEMPLAR = "◇";

  private static final String COLUMNS = "▁▂▃▄▅▆▇█";

  private MetricsPrinter() {}

  /** A line of the table: the value of a series, its attributes and, or empty, an exemplar. */
  private record Series(String value, List<String> attributes, String exemplar) {
    Series(String value, Collection<KeyValue> attributes, Collection<Exemplar> exemplars) {
      this(value, OtlpText.attributes(attributes), largest(exemplars));
    }
  }

  /** Prints the newest state of every metric, in the order in which they first came. */
  static void print(Collection<ResourceMetrics> metrics, Terminal terminal) {
    Map<String, Metric> newest = new LinkedHashMap<>();
    for (ResourceMetrics resource : metrics) {
      for (ScopeMetrics scope : resource.getScopeMetricsList()) {
        String prefix = scope.getScope().getName() + '/';
        scope.getMetricsList().forEach(metric -> newest.put(prefix + metric.getName(), metric));
      }
    }
    newest.values().forEach(metric -> print(metric, terminal));
  }

  private static void print(Metric metric, Terminal terminal) {
    String kind = "  " + kind(metric) + (metric.getUnit().isEmpty() ? "" : " " + metric.getUnit());
    terminal.line(terminal.paint(Style.BOLD, metric.getName()) + terminal.paint(Style.DIM, kind));
    List<Series> series = series(metric);
    int columns = series.stream().mapToInt(line -> line.value.length()).max().orElse(0);
    series.sort(Comparator.comparing(line -> line.attributes.toString()));
    for (Series line : series) {
      String margin = "   " + Terminal.alignRight(line.value, columns) + "  ";
      List<String> words = line.attributes.isEmpty() ? List.of("") : line.attributes;
      for (String attributes : Terminal.wrap(words, terminal.width() - margin.length())) {
        terminal.line(margin + terminal.paint(Style.DIM, attributes));
        margin = " ".repeat(margin.length());
      }
      if (!line.exemplar.isEmpty()) {
        terminal.line(terminal.paint(Style.DIM, "      " + line.exemplar));
      }
    }
  }

  private static String kind(Metric metric) {
    return switch (metric.getDataCase()) {
      case SUM -> metric.getSum().getIsMonotonic() ? "counter" : "up-down counter";
      case GAUGE -> "gauge";
      case HISTOGRAM, EXPONENTIAL_HISTOGRAM -> "histogram";
      case SUMMARY -> "summary";
      default -> "no data";
    };
  }

  private static List<Series> series(Metric metric) {
    List<Series> series = new ArrayList<>();
    for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
      series.add(new Series(number(point), point.getAttributesList(), point.getExemplarsList()));
    }
    for (NumberDataPoint point : metric.getGauge().getDataPointsList()) {
      series.add(new Series(number(point), point.getAttributesList(), point.getExemplarsList()));
    }
    for (HistogramDataPoint point : metric.getHistogram().getDataPointsList()) {
      String columns = columns(point.getBucketCountsList());
      String value = mean(point.getCount(), point.getSum()) + "  " + columns;
      series.add(new Series(value, point.getAttributesList(), point.getExemplarsList()));
    }
    for (ExponentialHistogramDataPoint point :
        metric.getExponentialHistogram().getDataPointsList()) {
      String columns = columns(point.getPositive().getBucketCountsList());
      String value = mean(point.getCount(), point.getSum()) + "  " + columns;
      series.add(new Series(value, point.getAttributesList(), point.getExemplarsList()));
    }
    for (SummaryDataPoint point : metric.getSummary().getDataPointsList()) {
      String value = mean(point.getCount(), point.getSum());
      series.add(new Series(value, point.getAttributesList(), List.of()));
    }
    return series;
  }

  private static String number(NumberDataPoint point) {
    return point.hasAsInt()
        ? Long.toString(point.getAsInt())
        : OtlpText.number(point.getAsDouble());
  }

  private static String largest(Collection<Exemplar> exemplars) {
    return exemplars.stream()
        .filter(exemplar -> !exemplar.getTraceId().isEmpty())
        .max(Comparator.comparingDouble(MetricsPrinter::value))
        .map(
            exemplar ->
                EXEMPLAR
                    + " "
                    + OtlpText.number(value(exemplar))
                    + " in trace "
                    + OtlpText.hex(exemplar.getTraceId()))
        .orElse("");
  }

  private static double value(Exemplar exemplar) {
    return exemplar.hasAsInt() ? exemplar.getAsInt() : exemplar.getAsDouble();
  }

  private static String mean(long count, double sum) {
    return count == 0
        ? "count 0"
        : String.format(Locale.ROOT, "count %d  mean %.3g", count, sum / count);
  }

  /** The counts as columns as high as their share of the largest; a dot for an empty bucket. */
  static String columns(List<Long> counts) {
    long largest = counts.stream().mapToLong(Long::longValue).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (long count : counts) {
      int height = (int) Math.ceil(COLUMNS.length() * (double) count / Math.max(1, largest));
      text.append(count == 0 ? '·' : COLUMNS.charAt(height - 1));
    }
    return text.toString();
  }
}
