// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official.data;

import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.otlp.MetricTags;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.GaugeData;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.metrics.data.SummaryData;
import io.opentelemetry.sdk.metrics.data.SummaryPointData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.List;

/** A metric read from an encoded one. Immutable. */
final class DecodedMetric implements MetricData {
  private static final int DELTA = 1;

  /** Points have the same tag in all kinds of data, as has the temporality. */
  private static final int POINTS = MetricTags.Sum.DATA_POINTS;

  private final Resource resource;
  private final InstrumentationScopeInfo scope;
  private String name = "";
  private String description = "";
  private String unit = "";
  private MetricDataType type = MetricDataType.LONG_GAUGE;
  private Data<?> data = GaugeData.createLongGaugeData(List.of());

  private DecodedMetric(Resource resource, InstrumentationScopeInfo scope) {
    this.resource = resource;
    this.scope = scope;
  }

  static MetricData read(ProtoReader in, Resource resource, InstrumentationScopeInfo scope) {
    DecodedMetric metric = new DecodedMetric(resource, scope);
    while (in.next()) {
      switch (in.tag()) {
        case MetricTags.Metric.NAME -> metric.name = in.string();
        case MetricTags.Metric.DESCRIPTION -> metric.description = in.string();
        case MetricTags.Metric.UNIT -> metric.unit = in.string();
        case MetricTags.Metric.GAUGE,
            MetricTags.Metric.SUM,
            MetricTags.Metric.HISTOGRAM,
            MetricTags.Metric.EXPONENTIAL_HISTOGRAM,
            MetricTags.Metric.SUMMARY ->
            metric.readData(in.tag(), in.message());
        default -> {}
      }
    }
    return metric;
  }

  private void readData(int tag, ProtoReader in) {
    AggregationTemporality temporality = AggregationTemporality.CUMULATIVE;
    boolean monotonic = false;
    List<PointData> points = new ArrayList<>();
    while (in.next()) {
      switch (in.tag()) {
        case POINTS -> points.add(point(tag, in.message()));
        case MetricTags.Sum.AGGREGATION_TEMPORALITY ->
            temporality =
                in.number() == DELTA
                    ? AggregationTemporality.DELTA
                    : AggregationTemporality.CUMULATIVE;
        case MetricTags.Sum.IS_MONOTONIC -> monotonic = in.number() != 0;
        default -> {}
      }
    }
    boolean isLong = !points.isEmpty() && points.get(0) instanceof LongPointData;
    switch (tag) {
      case MetricTags.Metric.SUM -> {
        type = isLong ? MetricDataType.LONG_SUM : MetricDataType.DOUBLE_SUM;
        data =
            isLong
                ? SumData.createLongSumData(monotonic, temporality, of(LongPointData.class, points))
                : SumData.createDoubleSumData(
                    monotonic, temporality, of(DoublePointData.class, points));
      }
      case MetricTags.Metric.GAUGE -> {
        type = isLong ? MetricDataType.LONG_GAUGE : MetricDataType.DOUBLE_GAUGE;
        data =
            isLong
                ? GaugeData.createLongGaugeData(of(LongPointData.class, points))
                : GaugeData.createDoubleGaugeData(of(DoublePointData.class, points));
      }
      case MetricTags.Metric.HISTOGRAM -> {
        type = MetricDataType.HISTOGRAM;
        data = HistogramData.create(temporality, of(HistogramPointData.class, points));
      }
      case MetricTags.Metric.EXPONENTIAL_HISTOGRAM -> {
        type = MetricDataType.EXPONENTIAL_HISTOGRAM;
        data =
            ExponentialHistogramData.create(
                temporality, of(ExponentialHistogramPointData.class, points));
      }
      default -> {
        type = MetricDataType.SUMMARY;
        data = SummaryData.create(of(SummaryPointData.class, points));
      }
    }
  }

  private static PointData point(int tag, ProtoReader in) {
    return switch (tag) {
      case MetricTags.Metric.HISTOGRAM -> PointReader.histogram(in);
      case MetricTags.Metric.EXPONENTIAL_HISTOGRAM -> PointReader.exponentialHistogram(in);
      case MetricTags.Metric.SUMMARY -> PointReader.summary(in);
      default -> PointReader.number(in);
    };
  }

  private static <T> List<T> of(Class<T> type, List<PointData> points) {
    return points.stream().map(type::cast).toList();
  }

  @Override
  public Resource getResource() {
    return resource;
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return scope;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public String getDescription() {
    return description;
  }

  @Override
  public String getUnit() {
    return unit;
  }

  @Override
  public MetricDataType getType() {
    return type;
  }

  @Override
  public Data<?> getData() {
    return data;
  }

  @Override
  public String toString() {
    return "DecodedMetric{" + name + ", " + type + ", " + data.getPoints() + "}";
  }
}
