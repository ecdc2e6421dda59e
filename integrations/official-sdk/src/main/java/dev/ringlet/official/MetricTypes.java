// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.metrics.Aggregation;
import dev.ringlet.metrics.InstrumentSelector;
import dev.ringlet.metrics.InstrumentType;
import dev.ringlet.metrics.View;
import java.lang.reflect.Field;
import java.util.List;

/** Converts views, selectors and aggregations of the official SDK to Ringlet's. */
final class MetricTypes {
  private static final String EXPLICIT = "ExplicitBucketHistogramAggregation";
  private static final String EXPONENTIAL = "Base2ExponentialHistogramAggregation";

  private MetricTypes() {}

  static io.opentelemetry.sdk.metrics.InstrumentType official(InstrumentType type) {
    return io.opentelemetry.sdk.metrics.InstrumentType.valueOf(type.name());
  }

  static InstrumentSelector ringlet(io.opentelemetry.sdk.metrics.InstrumentSelector selector) {
    InstrumentSelector.Builder builder = InstrumentSelector.builder();
    if (selector.getInstrumentName() != null) {
      builder.setName(selector.getInstrumentName());
    }
    if (selector.getInstrumentType() != null) {
      builder.setType(InstrumentType.valueOf(selector.getInstrumentType().name()));
    }
    if (selector.getInstrumentUnit() != null) {
      builder.setUnit(selector.getInstrumentUnit());
    }
    if (selector.getMeterName() != null) {
      builder.setMeterName(selector.getMeterName());
    }
    if (selector.getMeterVersion() != null) {
      builder.setMeterVersion(selector.getMeterVersion());
    }
    if (selector.getMeterSchemaUrl() != null) {
      builder.setMeterSchemaUrl(selector.getMeterSchemaUrl());
    }
    return builder.build();
  }

  static View ringlet(io.opentelemetry.sdk.metrics.View view) {
    View.Builder builder =
        View.builder()
            .setAggregation(ringlet(view.getAggregation()))
            .setCardinalityLimit(view.getCardinalityLimit());
    if (view.getName() != null) {
      builder.setName(view.getName());
    }
    if (view.getDescription() != null) {
      builder.setDescription(view.getDescription());
    }
    if (view.getAttributeFilter() != null) {
      builder.setAttributeFilter(view.getAttributeFilter());
    }
    return builder.build();
  }

  static Aggregation ringlet(io.opentelemetry.sdk.metrics.Aggregation official) {
    if (official == io.opentelemetry.sdk.metrics.Aggregation.defaultAggregation()) {
      return Aggregation.defaultAggregation();
    }
    if (official == io.opentelemetry.sdk.metrics.Aggregation.drop()) {
      return Aggregation.drop();
    }
    if (official == io.opentelemetry.sdk.metrics.Aggregation.sum()) {
      return Aggregation.sum();
    }
    if (official == io.opentelemetry.sdk.metrics.Aggregation.lastValue()) {
      return Aggregation.lastValue();
    }
    return histogram(official);
  }

  /** Settings of histograms have no getters; their fields are read. */
  private static Aggregation histogram(io.opentelemetry.sdk.metrics.Aggregation official) {
    try {
      return switch (official.getClass().getSimpleName()) {
        case EXPLICIT -> {
          List<Double> boundaries =
              ((List<?>) field(official, "bucketBoundaries"))
                  .stream().map(Double.class::cast).toList();
          yield Aggregation.explicitBucketHistogram(boundaries, recordMinMax(official));
        }
        case EXPONENTIAL ->
            Aggregation.base2ExponentialBucketHistogram(
                (Integer) field(official, "maxBuckets"),
                (Integer) field(official, "maxScale"),
                recordMinMax(official));
        default -> throw new IllegalArgumentException("aggregation is not known: " + official);
      };
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalArgumentException("aggregation cannot be read: " + official, e);
    }
  }

  private static boolean recordMinMax(Object aggregation) throws ReflectiveOperationException {
    try {
      return (Boolean) field(aggregation, "recordMinMax");
    } catch (NoSuchFieldException older) {
      return true; // versions without the field record both
    }
  }

  private static Object field(Object of, String name) throws ReflectiveOperationException {
    Field field = of.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(of);
  }
}
