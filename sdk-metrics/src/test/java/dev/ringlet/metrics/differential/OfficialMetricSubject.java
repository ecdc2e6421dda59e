// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.differential;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ringlet.metrics.differential.MetricSettings.Temporality;
import dev.ringlet.metrics.differential.MetricSettings.ViewSetting;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.internal.otlp.metrics.MetricsRequestMarshaler;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.Base2ExponentialHistogramOptions;
import io.opentelemetry.sdk.metrics.ExemplarFilter;
import io.opentelemetry.sdk.metrics.ExplicitBucketHistogramOptions;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.InstrumentSelectorBuilder;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.ViewBuilder;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.export.CardinalityLimitSelector;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The official SDK. */
public final class OfficialMetricSubject implements MetricSubject {
  private static final Logger LOGGER = Logger.getLogger("io.opentelemetry");
  private static final int DEFAULT_MAX_BUCKETS = 160;

  private final Reader reader;
  private final SdkMeterProvider provider;

  /** Makes a provider with these settings. */
  public OfficialMetricSubject(MetricSettings settings, TestTime time) {
    LOGGER.setLevel(Level.OFF);
    reader = new Reader(settings);
    SdkMeterProviderBuilder builder =
        SdkMeterProvider.builder()
            .setClock(clock(time))
            .setExemplarFilter(exemplarFilter(settings.exemplars()));
    if (settings.cardinalityLimit() == 0) {
      builder.registerMetricReader(reader);
    } else {
      CardinalityLimitSelector limit = type -> settings.cardinalityLimit();
      builder.registerMetricReader(reader, limit);
    }
    settings.views().forEach(view -> builder.registerView(selector(view), view(view)));
    provider = builder.build();
  }

  private static Clock clock(TestTime time) {
    return new Clock() {
      @Override
      public long now() {
        return time.epochNanos();
      }

      @Override
      public long nanoTime() {
        return time.epochNanos();
      }
    };
  }

  private static ExemplarFilter exemplarFilter(String name) {
    return switch (name) {
      case "always_on" -> ExemplarFilter.alwaysOn();
      case "always_off" -> ExemplarFilter.alwaysOff();
      default -> ExemplarFilter.traceBased();
    };
  }

  private static InstrumentSelector selector(ViewSetting view) {
    InstrumentSelectorBuilder selector = InstrumentSelector.builder();
    if (view.instrumentName() != null) {
      selector.setName(view.instrumentName());
    }
    if (view.instrumentType() != null) {
      selector.setType(InstrumentType.valueOf(view.instrumentType()));
    }
    if (view.instrumentUnit() != null) {
      selector.setUnit(view.instrumentUnit());
    }
    if (view.meterName() != null) {
      selector.setMeterName(view.meterName());
    }
    return selector.build();
  }

  private static View view(ViewSetting view) {
    ViewBuilder builder = View.builder().setAggregation(aggregation(view));
    if (view.name() != null) {
      builder.setName(view.name());
    }
    if (view.description() != null) {
      builder.setDescription(view.description());
    }
    if (view.keepKeys() != null) {
      builder.setAttributeFilter(view.keepKeys());
    }
    if (view.cardinalityLimit() != 0) {
      builder.setCardinalityLimit(view.cardinalityLimit());
    }
    return builder.build();
  }

  private static Aggregation aggregation(ViewSetting view) {
    return switch (view.aggregation()) {
      case DEFAULT -> Aggregation.defaultAggregation();
      case DROP -> Aggregation.drop();
      case SUM -> Aggregation.sum();
      case LAST_VALUE -> Aggregation.lastValue();
      case EXPLICIT ->
          view.boundaries() == null
              ? Aggregation.explicitBucketHistogram()
              : Aggregation.explicitBucketHistogram(
                  ExplicitBucketHistogramOptions.builder()
                      .setBucketBoundaries(view.boundaries())
                      .build());
      case EXPONENTIAL ->
          Aggregation.base2ExponentialBucketHistogram(
              Base2ExponentialHistogramOptions.builder()
                  .setMaxBuckets(view.maxBuckets() == 0 ? DEFAULT_MAX_BUCKETS : view.maxBuckets())
                  .setMaxScale(view.maxScale())
                  .build());
    };
  }

  @Override
  public MeterProvider meterProvider() {
    return provider;
  }

  @Override
  public ExportMetricsServiceRequest collect() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      MetricsRequestMarshaler.create(reader.registration.collectAllMetrics()).writeBinaryTo(bytes);
      return ExportMetricsServiceRequest.parseFrom(bytes.toByteArray());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    provider.close();
  }

  private static final class Reader implements MetricReader {
    private final AggregationTemporalitySelector temporality;
    private final boolean exponential;
    private volatile CollectionRegistration registration = CollectionRegistration.noop();

    Reader(MetricSettings settings) {
      temporality =
          settings.temporality() == Temporality.CUMULATIVE
              ? AggregationTemporalitySelector.alwaysCumulative()
              : settings.temporality() == Temporality.DELTA
                  ? AggregationTemporalitySelector.deltaPreferred()
                  : AggregationTemporalitySelector.lowMemory();
      exponential = settings.exponentialHistograms();
    }

    @Override
    public void register(CollectionRegistration registration) {
      this.registration = registration;
    }

    @Override
    public Aggregation getDefaultAggregation(InstrumentType type) {
      return exponential && type == InstrumentType.HISTOGRAM
          ? Aggregation.base2ExponentialBucketHistogram()
          : Aggregation.defaultAggregation();
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
      return temporality.getAggregationTemporality(type);
    }

    @Override
    public CompletableResultCode forceFlush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
