// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import dev.ringlet.internal.bytes.PackedNumbers;
import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.otlp.MetricTags;
import dev.ringlet.internal.otlp.MetricTags.ExponentialHistogramDataPoint;
import dev.ringlet.internal.otlp.MetricTags.HistogramDataPoint;
import dev.ringlet.internal.otlp.MetricTags.Metric;
import dev.ringlet.internal.otlp.MetricTags.NumberDataPoint;
import dev.ringlet.internal.otlp.MetricTags.SummaryDataPoint;
import dev.ringlet.internal.otlp.MetricTags.ValueAtQuantile;
import java.util.ArrayList;
import java.util.List;

/**
 * A data point of any type, as words. The five OTLP messages share most fields but number them
 * differently. Not thread-safe.
 */
final class MetricPoint {
  private static final int NO_RECORDED_VALUE = 1;
  private static final int MAX_EXEMPLARS = 4;

  final List<String> attributes = new ArrayList<>();
  final List<String> exemplars = new ArrayList<>();
  private final Glyphs glyphs;
  long timeNanos;
  String value = "(no value)";
  private int leftExemplars;
  private String quantiles = "";
  private String sum = "";
  private String min = "";
  private String max = "";
  private long count;
  private long[] bucketCounts = {};
  private long[] bounds = {};
  private int scale;
  private long zeroCount;
  private HistogramPicture.ExponentialSide positive = HistogramPicture.ExponentialSide.NONE;
  private HistogramPicture.ExponentialSide negative = HistogramPicture.ExponentialSide.NONE;
  private boolean noValue;

  private MetricPoint(Glyphs glyphs) {
    this.glyphs = glyphs;
  }

  /** Reads a point of the data in a field of {@code Metric}, whose tag is the type. */
  static MetricPoint read(int type, ProtoReader in, Glyphs glyphs) {
    MetricPoint point = new MetricPoint(glyphs);
    while (in.next()) {
      if (in.tag() == NumberDataPoint.TIME_UNIX_NANO) {
        point.timeNanos = in.number();
        continue;
      }
      switch (type) {
        case Metric.HISTOGRAM -> point.readHistogram(in);
        case Metric.EXPONENTIAL_HISTOGRAM -> point.readExponentialHistogram(in);
        case Metric.SUMMARY -> point.readSummary(in);
        default -> point.readNumber(in);
      }
    }
    point.finish(type);
    return point;
  }

  private void readNumber(ProtoReader in) {
    switch (in.tag()) {
      case NumberDataPoint.AS_DOUBLE -> value = QuantityText.number(in.doubleNumber());
      case NumberDataPoint.EXEMPLARS -> addExemplar(in.message());
      case NumberDataPoint.AS_INT -> value = Long.toString(in.number());
      case NumberDataPoint.ATTRIBUTES -> addAttribute(in.message());
      case NumberDataPoint.FLAGS -> readFlags(in);
      default -> {}
    }
  }

  private void readHistogram(ProtoReader in) {
    switch (in.tag()) {
      case HistogramDataPoint.COUNT -> count = in.number();
      case HistogramDataPoint.SUM -> sum = QuantityText.number(in.doubleNumber());
      case HistogramDataPoint.EXEMPLARS -> addExemplar(in.message());
      case HistogramDataPoint.ATTRIBUTES -> addAttribute(in.message());
      case HistogramDataPoint.FLAGS -> readFlags(in);
      case HistogramDataPoint.MIN -> min = QuantityText.number(in.doubleNumber());
      case HistogramDataPoint.MAX -> max = QuantityText.number(in.doubleNumber());
      default -> readBuckets(in);
    }
  }

  /** By their numbers, because their tags depend on whether they are packed. */
  private void readBuckets(ProtoReader in) {
    switch (in.field()) {
      case HistogramDataPoint.BUCKET_COUNTS >>> 3 ->
          bucketCounts = PackedNumbers.join(bucketCounts, PackedNumbers.fixed64(in));
      case HistogramDataPoint.EXPLICIT_BOUNDS >>> 3 ->
          bounds = PackedNumbers.join(bounds, PackedNumbers.fixed64(in));
      default -> {}
    }
  }

  private void readExponentialHistogram(ProtoReader in) {
    switch (in.tag()) {
      case ExponentialHistogramDataPoint.ATTRIBUTES -> addAttribute(in.message());
      case ExponentialHistogramDataPoint.COUNT -> count = in.number();
      case ExponentialHistogramDataPoint.SUM -> sum = QuantityText.number(in.doubleNumber());
      case ExponentialHistogramDataPoint.SCALE -> scale = in.signed();
      case ExponentialHistogramDataPoint.ZERO_COUNT -> zeroCount = in.number();
      case ExponentialHistogramDataPoint.POSITIVE -> positive = readSide(in.message());
      case ExponentialHistogramDataPoint.NEGATIVE -> negative = readSide(in.message());
      case ExponentialHistogramDataPoint.FLAGS -> readFlags(in);
      case ExponentialHistogramDataPoint.EXEMPLARS -> addExemplar(in.message());
      case ExponentialHistogramDataPoint.MIN -> min = QuantityText.number(in.doubleNumber());
      case ExponentialHistogramDataPoint.MAX -> max = QuantityText.number(in.doubleNumber());
      default -> {}
    }
  }

  private static HistogramPicture.ExponentialSide readSide(ProtoReader in) {
    int offset = 0;
    long[] counts = {};
    while (in.next()) {
      if (in.tag() == MetricTags.Buckets.OFFSET) {
        offset = in.signed();
      } else if (in.field() == MetricTags.Buckets.BUCKET_COUNTS >>> 3) {
        counts = PackedNumbers.join(counts, PackedNumbers.varints(in));
      }
    }
    return new HistogramPicture.ExponentialSide(offset, counts);
  }

  private void readSummary(ProtoReader in) {
    switch (in.tag()) {
      case SummaryDataPoint.COUNT -> count = in.number();
      case SummaryDataPoint.SUM -> sum = QuantityText.number(in.doubleNumber());
      case SummaryDataPoint.QUANTILE_VALUES -> addQuantile(in.message());
      case SummaryDataPoint.ATTRIBUTES -> addAttribute(in.message());
      case SummaryDataPoint.FLAGS -> readFlags(in);
      default -> {}
    }
  }

  private void addQuantile(ProtoReader in) {
    double quantile = 0;
    double at = 0;
    while (in.next()) {
      switch (in.tag()) {
        case ValueAtQuantile.QUANTILE -> quantile = in.doubleNumber();
        case ValueAtQuantile.VALUE -> at = in.doubleNumber();
        default -> {}
      }
    }
    quantiles += "  q" + QuantityText.number(quantile) + " " + QuantityText.number(at);
  }

  private void readFlags(ProtoReader in) {
    noValue = (in.number() & NO_RECORDED_VALUE) != 0;
  }

  private void addAttribute(ProtoReader in) {
    attributes.add(Attribute.read(in, glyphs).word());
  }

  private void addExemplar(ProtoReader in) {
    if (exemplars.size() < MAX_EXEMPLARS) {
      exemplars.add(ExemplarText.of(in, glyphs));
    } else {
      leftExemplars++;
    }
  }

  private void finish(int type) {
    if (leftExemplars > 0) {
      exemplars.add(glyphs.ellipsis + " " + QuantityText.count(leftExemplars, "more exemplar"));
    }
    if (noValue) {
      value = "(no value)";
    } else if (type == Metric.HISTOGRAM) {
      double[] edges = new double[bounds.length];
      for (int i = 0; i < edges.length; i++) {
        edges[i] = Double.longBitsToDouble(bounds[i]);
      }
      value = totals() + HistogramPicture.explicit(edges, bucketCounts).picture(glyphs, min, max);
    } else if (type == Metric.EXPONENTIAL_HISTOGRAM) {
      value =
          totals()
              + HistogramPicture.exponential(scale, negative, zeroCount, positive)
                  .picture(glyphs, min, max);
    } else if (type == Metric.SUMMARY) {
      value = totals() + quantiles.strip();
    }
  }

  private String totals() {
    return "count "
        + Long.toUnsignedString(count)
        + (sum.isEmpty() ? "" : "  sum " + sum)
        + (min.isEmpty() ? "" : "  min " + min)
        + (max.isEmpty() ? "" : "  max " + max)
        + "  ";
  }
}
