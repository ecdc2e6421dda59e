// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official.data;

import dev.ringlet.internal.bytes.PackedNumbers;
import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.otlp.MetricTags;
import dev.ringlet.internal.otlp.MetricTags.ExponentialHistogramDataPoint;
import dev.ringlet.internal.otlp.MetricTags.HistogramDataPoint;
import dev.ringlet.internal.otlp.MetricTags.NumberDataPoint;
import dev.ringlet.internal.otlp.MetricTags.SummaryDataPoint;
import dev.ringlet.internal.record.AttributeReader;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.data.LongExemplarData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.data.SummaryPointData;
import io.opentelemetry.sdk.metrics.data.ValueAtQuantile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads encoded points of metrics. */
final class PointReader {
  private static final byte[] NONE = {};

  private PointReader() {}

  static PointData number(ProtoReader in) {
    long start = 0;
    long time = 0;
    long bits = 0;
    boolean isLong = false;
    List<Exemplar> exemplars = new ArrayList<>();
    while (in.next()) {
      switch (in.tag()) {
        case NumberDataPoint.START_TIME_UNIX_NANO -> start = in.number();
        case NumberDataPoint.TIME_UNIX_NANO -> time = in.number();
        case NumberDataPoint.AS_INT -> {
          bits = in.number();
          isLong = true;
        }
        case NumberDataPoint.AS_DOUBLE -> bits = in.number();
        case NumberDataPoint.EXEMPLARS -> exemplars.add(Exemplar.read(in.message()));
        default -> {}
      }
    }
    Attributes attributes = AttributeReader.read(in.again(), NumberDataPoint.ATTRIBUTES);
    return isLong
        ? new Points.OfLong(start, time, attributes, bits, longs(exemplars))
        : new Points.OfDouble(
            start, time, attributes, Double.longBitsToDouble(bits), doubles(exemplars));
  }

  static PointData histogram(ProtoReader in) {
    Points.Summed common = new Points.Summed();
    List<Long> counts = List.of();
    List<Double> bounds = List.of();
    List<Exemplar> exemplars = new ArrayList<>();
    while (in.next()) {
      switch (in.tag()) {
        case HistogramDataPoint.START_TIME_UNIX_NANO -> common.start = in.number();
        case HistogramDataPoint.TIME_UNIX_NANO -> common.time = in.number();
        case HistogramDataPoint.COUNT -> common.count = in.number();
        case HistogramDataPoint.SUM -> common.sum = in.doubleNumber();
        case HistogramDataPoint.MIN -> common.min(in.doubleNumber());
        case HistogramDataPoint.MAX -> common.max(in.doubleNumber());
        case HistogramDataPoint.BUCKET_COUNTS -> counts = boxed(PackedNumbers.fixed64(in));
        case HistogramDataPoint.EXPLICIT_BOUNDS ->
            bounds =
                boxed(PackedNumbers.fixed64(in)).stream().map(Double::longBitsToDouble).toList();
        case HistogramDataPoint.EXEMPLARS -> exemplars.add(Exemplar.read(in.message()));
        default -> {}
      }
    }
    common.attributes = AttributeReader.read(in.again(), HistogramDataPoint.ATTRIBUTES);
    return new Points.Explicit(common, bounds, counts, doubles(exemplars));
  }

  static PointData exponentialHistogram(ProtoReader in) {
    Points.Summed common = new Points.Summed();
    int scale = 0;
    long zeroCount = 0;
    ProtoReader positive = new ProtoReader(NONE, 0, 0);
    ProtoReader negative = positive;
    List<Exemplar> exemplars = new ArrayList<>();
    while (in.next()) {
      switch (in.tag()) {
        case ExponentialHistogramDataPoint.START_TIME_UNIX_NANO -> common.start = in.number();
        case ExponentialHistogramDataPoint.TIME_UNIX_NANO -> common.time = in.number();
        case ExponentialHistogramDataPoint.COUNT -> common.count = in.number();
        case ExponentialHistogramDataPoint.SUM -> common.sum = in.doubleNumber();
        case ExponentialHistogramDataPoint.MIN -> common.min(in.doubleNumber());
        case ExponentialHistogramDataPoint.MAX -> common.max(in.doubleNumber());
        case ExponentialHistogramDataPoint.SCALE -> scale = in.signed();
        case ExponentialHistogramDataPoint.ZERO_COUNT -> zeroCount = in.number();
        case ExponentialHistogramDataPoint.POSITIVE -> positive = in.message();
        case ExponentialHistogramDataPoint.NEGATIVE -> negative = in.message();
        case ExponentialHistogramDataPoint.EXEMPLARS -> exemplars.add(Exemplar.read(in.message()));
        default -> {}
      }
    }
    common.attributes = AttributeReader.read(in.again(), ExponentialHistogramDataPoint.ATTRIBUTES);
    return new Points.Exponential(
        common,
        scale,
        zeroCount,
        buckets(positive, scale),
        buckets(negative, scale),
        doubles(exemplars));
  }

  private static ExponentialHistogramBuckets buckets(ProtoReader in, int scale) {
    int offset = 0;
    List<Long> counts = List.of();
    while (in.next()) {
      switch (in.tag()) {
        case MetricTags.Buckets.OFFSET -> offset = in.signed();
        case MetricTags.Buckets.BUCKET_COUNTS -> counts = boxed(PackedNumbers.varints(in));
        default -> {}
      }
    }
    return ExponentialHistogramBuckets.create(scale, offset, counts);
  }

  private static List<Long> boxed(long[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  static PointData summary(ProtoReader in) {
    Points.Summed common = new Points.Summed();
    List<ValueAtQuantile> values = new ArrayList<>();
    while (in.next()) {
      switch (in.tag()) {
        case SummaryDataPoint.START_TIME_UNIX_NANO -> common.start = in.number();
        case SummaryDataPoint.TIME_UNIX_NANO -> common.time = in.number();
        case SummaryDataPoint.COUNT -> common.count = in.number();
        case SummaryDataPoint.SUM -> common.sum = in.doubleNumber();
        case SummaryDataPoint.QUANTILE_VALUES -> values.add(quantile(in.message()));
        default -> {}
      }
    }
    return SummaryPointData.create(
        common.start,
        common.time,
        AttributeReader.read(in.again(), SummaryDataPoint.ATTRIBUTES),
        common.count,
        common.sum,
        values);
  }

  private static ValueAtQuantile quantile(ProtoReader in) {
    double quantile = 0;
    double value = 0;
    while (in.next()) {
      switch (in.tag()) {
        case MetricTags.ValueAtQuantile.QUANTILE -> quantile = in.doubleNumber();
        case MetricTags.ValueAtQuantile.VALUE -> value = in.doubleNumber();
        default -> {}
      }
    }
    return ValueAtQuantile.create(quantile, value);
  }

  private static List<LongExemplarData> longs(List<Exemplar> exemplars) {
    return exemplars.stream()
        .map(e -> LongExemplarData.create(e.attributes, e.epochNanos, e.span, e.bits))
        .toList();
  }

  private static List<DoubleExemplarData> doubles(List<Exemplar> exemplars) {
    return exemplars.stream()
        .map(
            e ->
                DoubleExemplarData.create(
                    e.attributes,
                    e.epochNanos,
                    e.span,
                    e.isLong ? e.bits : Double.longBitsToDouble(e.bits)))
        .toList();
  }

  private record Exemplar(
      Attributes attributes, long epochNanos, SpanContext span, long bits, boolean isLong) {
    static Exemplar read(ProtoReader in) {
      long time = 0;
      long bits = 0;
      boolean isLong = false;
      byte[] traceId = NONE;
      byte[] spanId = NONE;
      while (in.next()) {
        switch (in.tag()) {
          case MetricTags.Exemplar.TIME_UNIX_NANO -> time = in.number();
          case MetricTags.Exemplar.AS_DOUBLE -> bits = in.number();
          case MetricTags.Exemplar.AS_INT -> {
            bits = in.number();
            isLong = true;
          }
          case MetricTags.Exemplar.SPAN_ID -> spanId = in.bytes();
          case MetricTags.Exemplar.TRACE_ID -> traceId = in.bytes();
          default -> {}
        }
      }
      return new Exemplar(
          AttributeReader.read(in.again(), MetricTags.Exemplar.FILTERED_ATTRIBUTES),
          time,
          Contexts.create(traceId, spanId, 0, false, TraceState.getDefault()),
          bits,
          isLong);
    }
  }
}
