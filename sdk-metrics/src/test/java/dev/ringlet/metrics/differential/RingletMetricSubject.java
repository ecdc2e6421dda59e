// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.differential;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ringlet.common.Clock;
import dev.ringlet.common.Resource;
import dev.ringlet.metrics.Aggregation;
import dev.ringlet.metrics.ExemplarFilter;
import dev.ringlet.metrics.InstrumentSelector;
import dev.ringlet.metrics.InstrumentType;
import dev.ringlet.metrics.OnDemandMetricReader;
import dev.ringlet.metrics.RingletMeterProvider;
import dev.ringlet.metrics.View;
import dev.ringlet.metrics.differential.MetricSettings.Temporality;
import dev.ringlet.metrics.differential.MetricSettings.ViewSetting;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.util.Locale;

/** Ringlet. */
public final class RingletMetricSubject implements MetricSubject {
  private static final int DEFAULT_MAX_BUCKETS = 160;

  private final OnDemandMetricReader reader;
  private final RingletMeterProvider provider;

  /** Makes a provider with these settings. */
  public RingletMetricSubject(MetricSettings settings, TestTime time) {
    OnDemandMetricReader.Builder settingUp =
        OnDemandMetricReader.builder().setTemporality(temporality(settings.temporality()));
    if (settings.exponentialHistograms()) {
      settingUp.setDefaultAggregation(
          type ->
              type == InstrumentType.HISTOGRAM
                  ? Aggregation.base2ExponentialBucketHistogram()
                  : Aggregation.defaultAggregation());
    }
    if (settings.cardinalityLimit() != 0) {
      settingUp.setCardinalityLimit(settings.cardinalityLimit());
    }
    reader = settingUp.build();
    RingletMeterProvider.Builder builder =
        RingletMeterProvider.builder()
            .setClock(clock(time))
            .setResource(Resource.empty())
            .setExemplarFilter(
                ExemplarFilter.valueOf(settings.exemplars().toUpperCase(Locale.ROOT)))
            .addMetricReader(reader);
    settings.views().forEach(view -> builder.addView(selector(view), view(view)));
    provider = builder.build();
  }

  private static dev.ringlet.metrics.Temporality temporality(Temporality temporality) {
    return switch (temporality) {
      case CUMULATIVE -> dev.ringlet.metrics.Temporality.CUMULATIVE;
      case DELTA -> dev.ringlet.metrics.Temporality.DELTA;
      case LOW_MEMORY -> dev.ringlet.metrics.Temporality.LOWMEMORY;
    };
  }

  private static Clock clock(TestTime time) {
    return new Clock() {
      @Override
      public long epochNanos() {
        return time.epochNanos();
      }

      @Override
      public long nanoTime() {
        return time.epochNanos();
      }
    };
  }

  private static InstrumentSelector selector(ViewSetting view) {
    InstrumentSelector.Builder selector = InstrumentSelector.builder();
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
    View.Builder builder = View.builder().setAggregation(aggregation(view));
    if (view.name() != null) {
      builder.setName(view.name());
    }
    if (view.description() != null) {
      builder.setDescription(view.description());
    }
    if (view.keepKeys() != null) {
      builder.setAttributeKeys(view.keepKeys());
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
              : Aggregation.explicitBucketHistogram(view.boundaries());
      case EXPONENTIAL ->
          Aggregation.base2ExponentialBucketHistogram(
              view.maxBuckets() == 0 ? DEFAULT_MAX_BUCKETS : view.maxBuckets(),
              view.maxScale(),
              true);
    };
  }

  @Override
  public MeterProvider meterProvider() {
    return provider;
  }

  @Override
  public ExportMetricsServiceRequest collect() {
    ExportMetricsServiceRequest.Builder all = ExportMetricsServiceRequest.newBuilder();
    for (byte[] request : reader.collect()) {
      try {
        all.mergeFrom(request);
      } catch (InvalidProtocolBufferException e) {
        throw new AssertionError(e);
      }
    }
    return all.build();
  }

  @Override
  public void close() {
    provider.close();
  }
}
