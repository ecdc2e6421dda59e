// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import dev.ringlet.internal.bytes.PackedNumbers;
import dev.ringlet.internal.bytes.ProtoReader;
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
  private Buckets.ExponentialSide positive = Buckets.ExponentialSide.NONE;
  private Buckets.ExponentialSide negative = Buckets.ExponentialSide.NONE;
  private boolean noValue;

  private MetricPoint(Glyphs glyphs) {
    this.glyphs = glyphs;
  }

  /** Reads a point of the metric data that stands in field {@code type} of {@code Metric}. */
  static MetricPoint read(int type, ProtoReader in, Glyphs glyphs) {
    MetricPoint point = new MetricPoint(glyphs);
    while (in.next()) {
      if (in.field() == 3) {
        point.timeNanos = in.number();
        continue;
      }
      switch (type) {
        case MetricPages.HISTOGRAM -> point.readHistogram(in);
        case MetricPages.EXPONENTIAL_HISTOGRAM -> point.readExponentialHistogram(in);
        case MetricPages.SUMMARY -> point.readSummary(in);
        default -> point.readNumber(in);
      }
    }
    point.finish(type);
    return point;
  }

  private void readNumber(ProtoReader in) {
    switch (in.field()) {
      case 4 -> value = Quantities.number(in.number64());
      case 5 -> addExemplar(in.message());
      case 6 -> value = Long.toString(in.number());
      case 7 -> addAttribute(in.message());
      case 8 -> readFlags(in);
      default -> {}
    }
  }

  private void readHistogram(ProtoReader in) {
    switch (in.field()) {
      case 4 -> count = in.number();
      case 5 -> sum = Quantities.number(in.number64());
      case 6 -> bucketCounts = PackedNumbers.join(bucketCounts, PackedNumbers.fixed64(in));
      case 7 -> bounds = PackedNumbers.join(bounds, PackedNumbers.fixed64(in));
      case 8 -> addExemplar(in.message());
      case 9 -> addAttribute(in.message());
      case 10 -> readFlags(in);
      case 11 -> min = Quantities.number(in.number64());
      case 12 -> max = Quantities.number(in.number64());
      default -> {}
    }
  }

  private void readExponentialHistogram(ProtoReader in) {
    switch (in.field()) {
      case 1 -> addAttribute(in.message());
      case 4 -> count = in.number();
      case 5 -> sum = Quantities.number(in.number64());
      case 6 -> scale = in.signed();
      case 7 -> zeroCount = in.number();
      case 8 -> positive = readSide(in.message());
      case 9 -> negative = readSide(in.message());
      case 10 -> readFlags(in);
      case 11 -> addExemplar(in.message());
      case 12 -> min = Quantities.number(in.number64());
      case 13 -> max = Quantities.number(in.number64());
      default -> {}
    }
  }

  private static Buckets.ExponentialSide readSide(ProtoReader in) {
    int offset = 0;
    long[] counts = {};
    while (in.next()) {
      if (in.field() == 1) {
        offset = in.signed();
      } else if (in.field() == 2) {
        counts = PackedNumbers.join(counts, PackedNumbers.varints(in));
      }
    }
    return new Buckets.ExponentialSide(offset, counts);
  }

  private void readSummary(ProtoReader in) {
    switch (in.field()) {
      case 4 -> count = in.number();
      case 5 -> sum = Quantities.number(in.number64());
      case 6 -> addQuantile(in.message());
      case 7 -> addAttribute(in.message());
      case 8 -> readFlags(in);
      default -> {}
    }
  }

  private void addQuantile(ProtoReader in) {
    double quantile = 0;
    double at = 0;
    while (in.next()) {
      if (in.field() == 1) {
        quantile = in.number64();
      } else if (in.field() == 2) {
        at = in.number64();
      }
    }
    quantiles += "  q" + Quantities.number(quantile) + " " + Quantities.number(at);
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
      exemplars.add(glyphs.ellipsis + " " + Quantities.count(leftExemplars, "more exemplar"));
    }
    if (noValue) {
      value = "(no value)";
    } else if (type == MetricPages.HISTOGRAM) {
      double[] edges = new double[bounds.length];
      for (int i = 0; i < edges.length; i++) {
        edges[i] = Double.longBitsToDouble(bounds[i]);
      }
      value = totals() + Buckets.explicit(edges, bucketCounts).picture(glyphs, min, max);
    } else if (type == MetricPages.EXPONENTIAL_HISTOGRAM) {
      value =
          totals()
              + Buckets.exponential(scale, negative, zeroCount, positive).picture(glyphs, min, max);
    } else if (type == MetricPages.SUMMARY) {
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
