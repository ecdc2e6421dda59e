// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.config.Config;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.OtlpExporters;
import dev.ringlet.metrics.Temporality;
import dev.ringlet.official.encode.MetricEncoder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.export.DefaultAggregationSelector;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.Collection;
import java.util.Objects;

/**
 * Ringlet's encoder, retries, fail-over and spool on disk behind the MetricExporter of the official
 * SDK. A request is encoded on the thread that calls {@link #export} and sent on another; the
 * result is a success if it arrived or is stored on disk.
 *
 * <p>Any thread may call any method. At most 16 requests wait or are in progress, metrics of
 * further ones are dropped and their result is a failure. After {@link #shutdown} every export
 * fails.
 */
public final class RingletMetricExporter implements MetricExporter {
  private final RequestDelivery<MetricData> delivery;

  private final AggregationTemporalitySelector temporality;
  private final DefaultAggregationSelector aggregation;

  private RingletMetricExporter(
      Exporter exporter,
      AggregationTemporalitySelector temporality,
      DefaultAggregationSelector aggregation) {
    this.temporality = temporality;
    this.aggregation = aggregation;
    delivery = new RequestDelivery<>(Signal.METRICS, exporter, new MetricEncoder());
  }

  /** An exporter from system properties and environment variables. */
  public static RingletMetricExporter create() {
    return builder().build();
  }

  /** An exporter of cumulative metrics in front of one of Ringlet's, which it closes. */
  public static RingletMetricExporter of(Exporter exporter) {
    return new RingletMetricExporter(
        Objects.requireNonNull(exporter, "exporter"),
        AggregationTemporalitySelector.alwaysCumulative(),
        DefaultAggregationSelector.getDefault());
  }

  /** Starts an exporter with settings from code. */
  public static RingletExporterBuilder<RingletMetricExporter> builder() {
    return new RingletExporterBuilder<>(RingletMetricExporter::of);
  }

  static RingletMetricExporter of(Config config) {
    return of(OtlpExporters.of(config).exporter(Signal.METRICS), config);
  }

  static RingletMetricExporter of(Exporter exporter, Config config) {
    AggregationTemporalitySelector temporality =
        switch (Temporality.fromConfig(config)) {
          case CUMULATIVE -> AggregationTemporalitySelector.alwaysCumulative();
          case DELTA -> AggregationTemporalitySelector.deltaPreferred();
          case LOWMEMORY -> AggregationTemporalitySelector.lowMemory();
        };
    DefaultAggregationSelector aggregation = DefaultAggregationSelector.getDefault();
    String key = "otel.exporter.otlp.metrics.default.histogram.aggregation";
    if (dev.ringlet.metrics.Aggregation.ofHistograms(config, key)
        != dev.ringlet.metrics.Aggregation.defaultAggregation()) {
      aggregation =
          aggregation.with(InstrumentType.HISTOGRAM, Aggregation.base2ExponentialBucketHistogram());
    }
    return new RingletMetricExporter(exporter, temporality, aggregation);
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType instrumentType) {
    return temporality.getAggregationTemporality(instrumentType);
  }

  @Override
  public Aggregation getDefaultAggregation(InstrumentType instrumentType) {
    return aggregation.getDefaultAggregation(instrumentType);
  }

  /** Metrics are encoded before {@link #export} returns, so their objects may be used again. */
  @Override
  public MemoryMode getMemoryMode() {
    return MemoryMode.REUSABLE_DATA;
  }

  @Override
  public CompletableResultCode export(Collection<MetricData> metrics) {
    return delivery.export(metrics);
  }

  @Override
  public CompletableResultCode flush() {
    return delivery.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return delivery.shutdown();
  }

  @Override
  public String toString() {
    return "RingletMetricExporter" + delivery;
  }
}
