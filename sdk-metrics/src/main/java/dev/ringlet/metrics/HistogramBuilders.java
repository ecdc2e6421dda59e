// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.LongHistogramBuilder;
import java.util.List;

/** Builders of histograms. */
final class HistogramBuilders {
  private HistogramBuilders() {}

  /** Builds a LongHistogram. */
  static class LongHistogramBuild implements LongHistogramBuilder {
    final InstrumentSettings settings;

    LongHistogramBuild(InstrumentSettings settings) {
      this.settings = settings;
    }

    @Override
    public LongHistogramBuilder setDescription(String description) {
      settings.setDescription(description);
      return this;
    }

    @Override
    public LongHistogramBuilder setUnit(String unit) {
      settings.setUnit(unit);
      return this;
    }

    @Override
    public LongHistogramBuilder setExplicitBucketBoundariesAdvice(List<Long> bucketBoundaries) {
      settings.setBoundaries(bucketBoundaries);
      return this;
    }

    @Override
    public LongHistogram build() {
      return InstrumentFactory.CURRENT.longHistogram(settings.synchronous(true));
    }
  }

  /** Builds a DoubleHistogram. */
  static class DoubleHistogramBuild implements DoubleHistogramBuilder {
    final InstrumentSettings settings;

    DoubleHistogramBuild(InstrumentSettings settings) {
      this.settings = settings;
    }

    @Override
    public DoubleHistogramBuilder setDescription(String description) {
      settings.setDescription(description);
      return this;
    }

    @Override
    public DoubleHistogramBuilder setUnit(String unit) {
      settings.setUnit(unit);
      return this;
    }

    @Override
    public DoubleHistogramBuilder setExplicitBucketBoundariesAdvice(List<Double> bucketBoundaries) {
      settings.setBoundaries(bucketBoundaries);
      return this;
    }

    @Override
    public LongHistogramBuilder ofLongs() {
      return InstrumentFactory.CURRENT.longHistogramBuilder(settings);
    }

    @Override
    public DoubleHistogram build() {
      return InstrumentFactory.CURRENT.doubleHistogram(settings.synchronous(false));
    }
  }
}
