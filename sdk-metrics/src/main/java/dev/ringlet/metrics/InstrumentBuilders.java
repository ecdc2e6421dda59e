// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleCounterBuilder;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleGaugeBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.DoubleUpDownCounter;
import io.opentelemetry.api.metrics.DoubleUpDownCounterBuilder;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongCounterBuilder;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.LongGaugeBuilder;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.LongHistogramBuilder;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.LongUpDownCounterBuilder;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.List;
import java.util.function.Consumer;

/** The builders of instruments of the API. */
final class InstrumentBuilders {
  private InstrumentBuilders() {}

  /**
   * What all of them have in common.
   *
   * @param <B> what the API calls the builder
   */
  private abstract static class Base<B> {
    final InstrumentSettings settings;

    Base(InstrumentSettings settings) {
      this.settings = settings;
    }

    public final B setDescription(String description) {
      settings.setDescription(description);
      return self();
    }

    public final B setUnit(String unit) {
      settings.setUnit(unit);
      return self();
    }

    @SuppressWarnings("unchecked")
    private B self() {
      return (B) this; // every class gives its own name in the API for B
    }
  }

  /** What all have in common whose longs can also be observed. */
  private abstract static class LongObservable<B> extends Base<B> {
    LongObservable(InstrumentSettings settings) {
      super(settings);
    }

    public final Callback buildWithCallback(Consumer<ObservableLongMeasurement> callback) {
      return settings.callback(true, callback);
    }

    public final Observer buildObserver() {
      return settings.observer(true);
    }
  }

  /** What all have in common whose doubles can also be observed. */
  private abstract static class DoubleObservable<B> extends Base<B> {
    DoubleObservable(InstrumentSettings settings) {
      super(settings);
    }

    public final Callback buildWithCallback(Consumer<ObservableDoubleMeasurement> callback) {
      return settings.callback(false, callback);
    }

    public final Observer buildObserver() {
      return settings.observer(false);
    }
  }

  /** Builds a LongCounter. */
  static class LongCounterBuild extends LongObservable<LongCounterBuilder>
      implements LongCounterBuilder {
    LongCounterBuild(InstrumentSettings settings) {
      super(settings);
    }

    @Override
    public DoubleCounterBuilder ofDoubles() {
      return new DoubleCounterBuild(settings);
    }

    @Override
    public LongCounter build() {
      return new Instruments.LongCounterImpl(settings.synchronous(true));
    }
  }

  /** Builds a DoubleCounter. */
  static class DoubleCounterBuild extends DoubleObservable<DoubleCounterBuilder>
      implements DoubleCounterBuilder {
    DoubleCounterBuild(InstrumentSettings settings) {
      super(settings);
    }

    @Override
    public DoubleCounter build() {
      return new Instruments.DoubleCounterImpl(settings.synchronous(false));
    }
  }

  /** Builds a LongUpDownCounter. */
  static class LongUpDownCounterBuild extends LongObservable<LongUpDownCounterBuilder>
      implements LongUpDownCounterBuilder {
    LongUpDownCounterBuild(InstrumentSettings settings) {
      super(settings);
    }

    @Override
    public DoubleUpDownCounterBuilder ofDoubles() {
      return new DoubleUpDownCounterBuild(settings);
    }

    @Override
    public LongUpDownCounter build() {
      return new Instruments.LongUpDownCounterImpl(settings.synchronous(true));
    }
  }

  /** Builds a DoubleUpDownCounter. */
  static class DoubleUpDownCounterBuild extends DoubleObservable<DoubleUpDownCounterBuilder>
      implements DoubleUpDownCounterBuilder {
    DoubleUpDownCounterBuild(InstrumentSettings settings) {
      super(settings);
    }

    @Override
    public DoubleUpDownCounter build() {
      return new Instruments.DoubleUpDownCounterImpl(settings.synchronous(false));
    }
  }

  /** Builds a LongHistogram. */
  static class LongHistogramBuild extends Base<LongHistogramBuilder>
      implements LongHistogramBuilder {
    LongHistogramBuild(InstrumentSettings settings) {
      super(settings);
    }

    @Override
    public LongHistogramBuilder setExplicitBucketBoundariesAdvice(List<Long> bucketBoundaries) {
      settings.setBoundaries(bucketBoundaries);
      return this;
    }

    @Override
    public LongHistogram build() {
      return new Instruments.LongHistogramImpl(settings.synchronous(true));
    }
  }

  /** Builds a DoubleHistogram. */
  static class DoubleHistogramBuild extends Base<DoubleHistogramBuilder>
      implements DoubleHistogramBuilder {
    DoubleHistogramBuild(InstrumentSettings settings) {
      super(settings);
    }

    @Override
    public DoubleHistogramBuilder setExplicitBucketBoundariesAdvice(List<Double> bucketBoundaries) {
      settings.setBoundaries(bucketBoundaries);
      return this;
    }

    @Override
    public LongHistogramBuilder ofLongs() {
      return new LongHistogramBuild(settings);
    }

    @Override
    public DoubleHistogram build() {
      return new Instruments.DoubleHistogramImpl(settings.synchronous(false));
    }
  }

  /** Builds a LongGauge. */
  static class LongGaugeBuild extends LongObservable<LongGaugeBuilder> implements LongGaugeBuilder {
    LongGaugeBuild(InstrumentSettings settings) {
      super(settings);
    }

    @Override
    public LongGauge build() {
      return new Instruments.LongGaugeImpl(settings.synchronous(true));
    }
  }

  /** Builds a DoubleGauge. */
  static class DoubleGaugeBuild extends DoubleObservable<DoubleGaugeBuilder>
      implements DoubleGaugeBuilder {
    DoubleGaugeBuild(InstrumentSettings settings) {
      super(settings);
    }

    @Override
    public LongGaugeBuilder ofLongs() {
      return new LongGaugeBuild(settings);
    }

    @Override
    public DoubleGauge build() {
      return new Instruments.DoubleGaugeImpl(settings.synchronous(false));
    }
  }
}
