// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official.encode;

import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.otlp.MetricTags;
import dev.ringlet.internal.otlp.MetricTags.ExponentialHistogramDataPoint;
import dev.ringlet.internal.otlp.MetricTags.HistogramDataPoint;
import dev.ringlet.internal.otlp.MetricTags.Metric;
import dev.ringlet.internal.otlp.MetricTags.NumberDataPoint;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExemplarData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongExemplarData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.data.SummaryPointData;
import io.opentelemetry.sdk.metrics.data.ValueAtQuantile;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;

/** Writes {@code ExportMetricsServiceRequest}. Not thread-safe. */
public final class MetricEncoder extends RequestEncoder<MetricData> {
  private static final int POINTS = MetricTags.Sum.DATA_POINTS;
  private static final int TEMPORALITY = MetricTags.Sum.AGGREGATION_TEMPORALITY;

  /** The tag of {@code SummaryDataPoint.quantile_values}; others are as in a histogram's point. */
  private static final int QUANTILES = 6 << 3 | 2;

  @Override
  Resource resource(MetricData metric) {
    return metric.getResource();
  }

  @Override
  InstrumentationScopeInfo scope(MetricData metric) {
    return metric.getInstrumentationScopeInfo();
  }

  @Override
  int items(MetricData metric) {
    return metric.getData().getPoints().size();
  }

  @Override
  void write(ProtoWriter out, MetricData metric) {
    out.writeString(Metric.NAME, metric.getName());
    if (!metric.getDescription().isEmpty()) {
      out.writeString(Metric.DESCRIPTION, metric.getDescription());
    }
    if (!metric.getUnit().isEmpty()) {
      out.writeString(Metric.UNIT, metric.getUnit());
    }
    int mark =
        out.beginMessage(
            switch (metric.getType()) {
              case LONG_GAUGE, DOUBLE_GAUGE -> Metric.GAUGE;
              case LONG_SUM, DOUBLE_SUM -> Metric.SUM;
              case HISTOGRAM -> Metric.HISTOGRAM;
              case EXPONENTIAL_HISTOGRAM -> Metric.EXPONENTIAL_HISTOGRAM;
              case SUMMARY -> Metric.SUMMARY;
            });
    for (PointData point : metric.getData().getPoints()) {
      int inner = out.beginMessage(POINTS);
      point(out, point);
      out.endMessage(inner);
    }
    switch (metric.getType()) {
      case LONG_SUM ->
          sum(
              out,
              metric.getLongSumData().getAggregationTemporality(),
              metric.getLongSumData().isMonotonic());
      case DOUBLE_SUM ->
          sum(
              out,
              metric.getDoubleSumData().getAggregationTemporality(),
              metric.getDoubleSumData().isMonotonic());
      case HISTOGRAM -> sum(out, metric.getHistogramData().getAggregationTemporality(), false);
      case EXPONENTIAL_HISTOGRAM ->
          sum(out, metric.getExponentialHistogramData().getAggregationTemporality(), false);
      default -> {}
    }
    out.endMessage(mark);
  }

  private static void sum(ProtoWriter out, AggregationTemporality temporality, boolean monotonic) {
    out.writeUint32(TEMPORALITY, temporality == AggregationTemporality.DELTA ? 1 : 2);
    out.writeUint32(MetricTags.Sum.IS_MONOTONIC, monotonic ? 1 : 0);
  }

  private void point(ProtoWriter out, PointData point) {
    // Times have the same tags in all kinds of points.
    out.writeFixed64(NumberDataPoint.START_TIME_UNIX_NANO, point.getStartEpochNanos());
    out.writeFixed64(NumberDataPoint.TIME_UNIX_NANO, point.getEpochNanos());
    if (point instanceof LongPointData number) {
      attributes(out, NumberDataPoint.ATTRIBUTES, point.getAttributes());
      fixed64(out, NumberDataPoint.AS_INT, number.getValue());
      exemplars(out, NumberDataPoint.EXEMPLARS, point.getExemplars());
    } else if (point instanceof DoublePointData number) {
      attributes(out, NumberDataPoint.ATTRIBUTES, point.getAttributes());
      real(out, NumberDataPoint.AS_DOUBLE, number.getValue());
      exemplars(out, NumberDataPoint.EXEMPLARS, point.getExemplars());
    } else if (point instanceof HistogramPointData histogram) {
      histogram(out, histogram);
    } else if (point instanceof ExponentialHistogramPointData histogram) {
      exponential(out, histogram);
    } else if (point instanceof SummaryPointData summary) {
      summary(out, summary);
    }
  }

  private void histogram(ProtoWriter out, HistogramPointData point) {
    attributes(out, HistogramDataPoint.ATTRIBUTES, point.getAttributes());
    fixed64(out, HistogramDataPoint.COUNT, point.getCount());
    real(out, HistogramDataPoint.SUM, point.getSum());
    int counts = out.beginMessage(HistogramDataPoint.BUCKET_COUNTS);
    for (long count : point.getCounts()) {
      raw64(out, count);
    }
    out.endMessage(counts);
    if (!point.getBoundaries().isEmpty()) {
      int bounds = out.beginMessage(HistogramDataPoint.EXPLICIT_BOUNDS);
      for (double bound : point.getBoundaries()) {
        raw64(out, Double.doubleToRawLongBits(bound));
      }
      out.endMessage(bounds);
    }
    if (point.hasMin()) {
      real(out, HistogramDataPoint.MIN, point.getMin());
    }
    if (point.hasMax()) {
      real(out, HistogramDataPoint.MAX, point.getMax());
    }
    exemplars(out, HistogramDataPoint.EXEMPLARS, point.getExemplars());
  }

  private void exponential(ProtoWriter out, ExponentialHistogramPointData point) {
    attributes(out, ExponentialHistogramDataPoint.ATTRIBUTES, point.getAttributes());
    fixed64(out, ExponentialHistogramDataPoint.COUNT, point.getCount());
    real(out, ExponentialHistogramDataPoint.SUM, point.getSum());
    out.writeUint32(ExponentialHistogramDataPoint.SCALE, ProtoWriter.zigZag(point.getScale()));
    fixed64(out, ExponentialHistogramDataPoint.ZERO_COUNT, point.getZeroCount());
    buckets(out, ExponentialHistogramDataPoint.POSITIVE, point.getPositiveBuckets());
    buckets(out, ExponentialHistogramDataPoint.NEGATIVE, point.getNegativeBuckets());
    if (point.hasMin()) {
      real(out, ExponentialHistogramDataPoint.MIN, point.getMin());
    }
    if (point.hasMax()) {
      real(out, ExponentialHistogramDataPoint.MAX, point.getMax());
    }
    exemplars(out, ExponentialHistogramDataPoint.EXEMPLARS, point.getExemplars());
  }

  private static void buckets(ProtoWriter out, int tag, ExponentialHistogramBuckets buckets) {
    int mark = out.beginMessage(tag);
    out.writeUint32(MetricTags.Buckets.OFFSET, ProtoWriter.zigZag(buckets.getOffset()));
    List<Long> all = buckets.getBucketCounts();
    if (!all.isEmpty()) {
      int counts = out.beginMessage(MetricTags.Buckets.BUCKET_COUNTS);
      for (long count : all) {
        out.writeVarint(count);
      }
      out.endMessage(counts);
    }
    out.endMessage(mark);
  }

  private void summary(ProtoWriter out, SummaryPointData point) {
    attributes(out, NumberDataPoint.ATTRIBUTES, point.getAttributes());
    fixed64(out, HistogramDataPoint.COUNT, point.getCount());
    real(out, HistogramDataPoint.SUM, point.getSum());
    for (ValueAtQuantile value : point.getValues()) {
      int mark = out.beginMessage(QUANTILES);
      real(out, 1 << 3 | 1, value.getQuantile());
      real(out, 2 << 3 | 1, value.getValue());
      out.endMessage(mark);
    }
  }

  private static void real(ProtoWriter out, int tag, double value) {
    fixed64(out, tag, Double.doubleToRawLongBits(value));
  }

  private void exemplars(ProtoWriter out, int tag, List<? extends ExemplarData> exemplars) {
    for (int i = 0; i < exemplars.size(); i++) {
      ExemplarData exemplar = exemplars.get(i);
      int mark = out.beginMessage(tag);
      out.writeFixed64(MetricTags.Exemplar.TIME_UNIX_NANO, exemplar.getEpochNanos());
      if (exemplar instanceof LongExemplarData number) {
        fixed64(out, MetricTags.Exemplar.AS_INT, number.getValue());
      } else if (exemplar instanceof DoubleExemplarData number) {
        real(out, MetricTags.Exemplar.AS_DOUBLE, number.getValue());
      }
      if (exemplar.getSpanContext().isValid()) {
        id(out, MetricTags.Exemplar.SPAN_ID, exemplar.getSpanContext().getSpanId());
        id(out, MetricTags.Exemplar.TRACE_ID, exemplar.getSpanContext().getTraceId());
      }
      attributes(out, MetricTags.Exemplar.FILTERED_ATTRIBUTES, exemplar.getFilteredAttributes());
      out.endMessage(mark);
    }
  }
}
