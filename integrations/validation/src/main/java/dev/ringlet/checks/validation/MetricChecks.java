// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

import dev.ringlet.checks.internal.semconv.Registry;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint.Buckets;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Rules for metrics and their points. */
final class MetricChecks {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]{0,254}");

  /** Units in words, and how UCUM writes them. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("seconds", "s"),
          Map.entry("second", "s"),
          Map.entry("sec", "s"),
          Map.entry("milliseconds", "ms"),
          Map.entry("millis", "ms"),
          Map.entry("msec", "ms"),
          Map.entry("microseconds", "us"),
          Map.entry("nanoseconds", "ns"),
          Map.entry("nanos", "ns"),
          Map.entry("minutes", "min"),
          Map.entry("hours", "h"),
          Map.entry("days", "d"),
          Map.entry("bytes", "By"),
          Map.entry("byte", "By"),
          Map.entry("kilobytes", "kBy"),
          Map.entry("megabytes", "MBy"),
          Map.entry("bits", "bit"),
          Map.entry("percent", "%"),
          Map.entry("celsius", "Cel"));

  private final Registry registry;
  private final Findings findings;
  private final AttributeChecks attributes;
  private final CounterHistory history;

  MetricChecks(Registry registry, Findings findings, AttributeChecks attributes, int maxSeries) {
    this.registry = registry;
    this.findings = findings;
    this.attributes = attributes;
    history = new CounterHistory(maxSeries);
  }

  void clear() {
    history.clear();
  }

  void check(ResourceFacts resource, Place place, Metric metric) {
    checkName(place, metric.getName());
    checkConventions(place, metric);
    switch (metric.getDataCase()) {
      case GAUGE ->
          metric.getGauge().getDataPointsList().forEach(point -> checkNumber(place, point));
      case SUM -> {
        boolean isCounter =
            metric.getSum().getIsMonotonic()
                && isCumulative(metric.getSum().getAggregationTemporality());
        for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
          checkNumber(place, point);
          if (isCounter) {
            checkCounter(resource, place, point);
          }
        }
      }
      case HISTOGRAM -> {
        boolean cumulative = isCumulative(metric.getHistogram().getAggregationTemporality());
        for (HistogramDataPoint point : metric.getHistogram().getDataPointsList()) {
          checkHistogram(resource, place, point, cumulative);
        }
      }
      case EXPONENTIAL_HISTOGRAM -> {
        boolean cumulative =
            isCumulative(metric.getExponentialHistogram().getAggregationTemporality());
        for (ExponentialHistogramDataPoint point :
            metric.getExponentialHistogram().getDataPointsList()) {
          checkExponential(resource, place, point, cumulative);
        }
      }
      case SUMMARY -> {
        for (SummaryDataPoint point : metric.getSummary().getDataPointsList()) {
          checkPoint(
              place,
              point.getAttributesList(),
              point.getStartTimeUnixNano(),
              point.getTimeUnixNano());
        }
      }
      default -> {} // no points, and so nothing that could be wrong
    }
  }

  private static boolean isCumulative(AggregationTemporality temporality) {
    return temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
  }

  private void checkName(Place place, String name) {
    if (!NAME.matcher(name).matches()) {
      findings.report(Rule.METRIC_NAME_INVALID, place, place.what() + " has a name that is none");
    }
    NameIds ids = NameIds.in(name);
    if (ids != null) {
      String text = "the name of " + place.what() + " has " + ids.kind();
      String remedy = "Make the value an attribute of one metric; see the cardinality limit.";
      findings.report(Rule.NAME_HAS_ID, place, ids.template(), "", text, remedy);
    }
  }

  private void checkConventions(Place place, Metric metric) {
    Registry.Metric known = registry.metric(metric.getName());
    if (known == null) {
      String ucum = WORDS.get(metric.getUnit());
      if (ucum != null) {
        String text = place.what() + " has the unit " + Text.quoted(metric.getUnit());
        findings.report(Rule.METRIC_UNIT, place, "", text, "Write " + Text.quoted(ucum) + ".");
      }
      return;
    }
    if (!known.deprecation().isEmpty()) {
      String text = place.what() + " is deprecated";
      String remedy = AttributeChecks.successor(known.deprecation());
      findings.report(Rule.METRIC_DEPRECATED, place, "", text, remedy);
      return;
    }
    if (!known.unit().equals(metric.getUnit())) {
      String text = place.what() + " has the unit " + Text.quoted(metric.getUnit());
      String remedy = "The semantic conventions have " + Text.quoted(known.unit()) + ".";
      findings.report(Rule.METRIC_UNIT, place, "", text, remedy);
    }
    String instrument = instrument(metric);
    if (!instrument.isEmpty() && !instrument.equals(known.instrument())) {
      String text = place.what() + " comes from what looks like a " + instrument;
      String remedy = "The semantic conventions have a " + known.instrument() + ".";
      findings.report(Rule.METRIC_INSTRUMENT, place, "", text, remedy);
    }
  }

  private static String instrument(Metric metric) {
    return switch (metric.getDataCase()) {
      case GAUGE -> "gauge";
      case SUM -> metric.getSum().getIsMonotonic() ? "counter" : "updowncounter";
      case HISTOGRAM, EXPONENTIAL_HISTOGRAM -> "histogram";
      default -> "";
    };
  }

  private void checkPoint(Place place, List<KeyValue> point, long start, long time) {
    attributes.check(place, point, 0);
    if (time == 0) {
      findings.report(Rule.METRIC_TIME, place, place.what() + " has a point without a time");
    } else if (Long.compareUnsigned(start, time) > 0) {
      String text = " has a point that starts " + Durations.of(start - time) + " after its time";
      findings.report(Rule.METRIC_TIME, place, place.what() + text);
    }
  }

  private void checkNumber(Place place, NumberDataPoint point) {
    checkPoint(
        place, point.getAttributesList(), point.getStartTimeUnixNano(), point.getTimeUnixNano());
  }

  private void checkCounter(ResourceFacts resource, Place place, NumberDataPoint point) {
    double value =
        point.getValueCase() == NumberDataPoint.ValueCase.AS_INT
            ? point.getAsInt()
            : point.getAsDouble();
    checkTotal(
        resource,
        place,
        point.getAttributesList(),
        point.getStartTimeUnixNano(),
        point.getTimeUnixNano(),
        value);
  }

  private void checkTotal(
      ResourceFacts resource,
      Place place,
      List<KeyValue> series,
      long start,
      long time,
      double value) {
    double decrease =
        history.decrease(resource, place.scope(), place.subject(), series, start, time, value);
    if (decrease > 0) {
      String text = place.what() + " is " + decrease + " less than before";
      findings.report(Rule.COUNTER_DECREASES, place, text);
    }
  }

  private void checkHistogram(
      ResourceFacts resource, Place place, HistogramDataPoint point, boolean cumulative) {
    checkPoint(
        place, point.getAttributesList(), point.getStartTimeUnixNano(), point.getTimeUnixNano());
    int buckets = point.getBucketCountsCount();
    int bounds = point.getExplicitBoundsCount();
    if (buckets != 0 && buckets != bounds + 1) {
      report(place, buckets + " buckets for " + Text.count(bounds, "bound"));
    }
    for (int i = 1; i < bounds; i++) {
      if (!(point.getExplicitBounds(i - 1) < point.getExplicitBounds(i))) {
        report(place, "bounds that do not increase");
        break;
      }
    }
    if (buckets != 0) {
      checkCount(place, sum(buckets, point::getBucketCounts), point.getCount());
    }
    if (point.hasMin() && point.hasMax()) {
      checkRange(place, point.getMin(), point.getMax());
    }
    if (cumulative) {
      checkTotal(
          resource,
          place,
          point.getAttributesList(),
          point.getStartTimeUnixNano(),
          point.getTimeUnixNano(),
          point.getCount());
    }
  }

  private void checkExponential(
      ResourceFacts resource,
      Place place,
      ExponentialHistogramDataPoint point,
      boolean cumulative) {
    checkPoint(
        place, point.getAttributesList(), point.getStartTimeUnixNano(), point.getTimeUnixNano());
    Buckets positive = point.getPositive();
    Buckets negative = point.getNegative();
    long inBuckets =
        point.getZeroCount()
            + sum(positive.getBucketCountsCount(), positive::getBucketCounts)
            + sum(negative.getBucketCountsCount(), negative::getBucketCounts);
    checkCount(place, inBuckets, point.getCount());
    if (point.hasMin() && point.hasMax()) {
      checkRange(place, point.getMin(), point.getMax());
    }
    if (cumulative) {
      checkTotal(
          resource,
          place,
          point.getAttributesList(),
          point.getStartTimeUnixNano(),
          point.getTimeUnixNano(),
          point.getCount());
    }
  }

  private static long sum(int buckets, IntToLongFunction count) {
    return IntStream.range(0, buckets).mapToLong(count).sum();
  }

  private void checkCount(Place place, long inBuckets, long count) {
    if (inBuckets != count) {
      report(place, inBuckets + " values in buckets and a count of " + count);
    }
  }

  private void checkRange(Place place, double min, double max) {
    if (min > max) {
      report(place, "a minimum above the maximum");
    }
  }

  private void report(Place place, String what) {
    findings.report(Rule.HISTOGRAM_INCONSISTENT, place, place.what() + " has " + what);
  }
}
