// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.console;

import dev.ringlet.internal.wire.ProtoReader;
import java.util.ArrayList;
import java.util.List;

/**
 * A data point of any type, as words. The five messages of the wire have most fields in common but
 * number them differently. Not thread-safe.
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
        case MetricPages.HISTOGRAM:
          point.readHistogram(in);
          break;
        case MetricPages.EXPONENTIAL_HISTOGRAM:
          point.readExponentialHistogram(in);
          break;
        case MetricPages.SUMMARY:
          point.readSummary(in);
          break;
        default:
          point.readNumber(in);
      }
    }
    point.finish(type);
    return point;
  }

  private void readNumber(ProtoReader in) {
    switch (in.field()) {
      case 4:
        value = Quantities.number(in.number64());
        break;
      case 5:
        addExemplar(in.message());
        break;
      case 6:
        value = Long.toString(in.number());
        break;
      case 7:
        addAttribute(in.message());
        break;
      case 8:
        readFlags(in);
        break;
      default:
        break;
    }
  }

  private void readHistogram(ProtoReader in) {
    switch (in.field()) {
      case 4:
        count = in.number();
        break;
      case 5:
        sum = Quantities.number(in.number64());
        break;
      case 6:
        bucketCounts = Packed.join(bucketCounts, Packed.fixed64(in));
        break;
      case 7:
        bounds = Packed.join(bounds, Packed.fixed64(in));
        break;
      case 8:
        addExemplar(in.message());
        break;
      case 9:
        addAttribute(in.message());
        break;
      case 10:
        readFlags(in);
        break;
      case 11:
        min = Quantities.number(in.number64());
        break;
      case 12:
        max = Quantities.number(in.number64());
        break;
      default:
        break;
    }
  }

  private void readExponentialHistogram(ProtoReader in) {
    switch (in.field()) {
      case 1:
        addAttribute(in.message());
        break;
      case 4:
        count = in.number();
        break;
      case 5:
        sum = Quantities.number(in.number64());
        break;
      case 6:
        scale = zigZag(in.number());
        break;
      case 7:
        zeroCount = in.number();
        break;
      case 8:
        positive = readSide(in.message());
        break;
      case 9:
        negative = readSide(in.message());
        break;
      case 10:
        readFlags(in);
        break;
      case 11:
        addExemplar(in.message());
        break;
      case 12:
        min = Quantities.number(in.number64());
        break;
      case 13:
        max = Quantities.number(in.number64());
        break;
      default:
        break;
    }
  }

  private static Buckets.ExponentialSide readSide(ProtoReader in) {
    int offset = 0;
    long[] counts = {};
    while (in.next()) {
      if (in.field() == 1) {
        offset = zigZag(in.number());
      } else if (in.field() == 2) {
        counts = Packed.join(counts, Packed.varints(in));
      }
    }
    return new Buckets.ExponentialSide(offset, counts);
  }

  private static int zigZag(long number) {
    return (int) number >>> 1 ^ -((int) number & 1);
  }

  private void readSummary(ProtoReader in) {
    switch (in.field()) {
      case 4:
        count = in.number();
        break;
      case 5:
        sum = Quantities.number(in.number64());
        break;
      case 6:
        double quantile = 0;
        double at = 0;
        for (ProtoReader pair = in.message(); pair.next(); ) {
          if (pair.field() == 1) {
            quantile = pair.number64();
          } else if (pair.field() == 2) {
            at = pair.number64();
          }
        }
        quantiles += "  q" + Quantities.number(quantile) + " " + Quantities.number(at);
        break;
      case 7:
        addAttribute(in.message());
        break;
      case 8:
        readFlags(in);
        break;
      default:
        break;
    }
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
