// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.common.Clock;
import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.common.Resource;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.threads.Together;
import dev.ringlet.internal.threads.Workers;
import dev.ringlet.internal.time.AnchoredClock;
import dev.ringlet.metrics.Views.RegisteredView;
import dev.ringlet.metrics.collect.RequestWriter;
import dev.ringlet.metrics.instrument.CallbackRunner;
import dev.ringlet.metrics.series.MeterEngine;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.logging.Level;

/**
 * Provides meters. Follows the OpenTelemetry specification, "Metrics SDK", section "MeterProvider".
 *
 * <p>Any thread may call any method at any time. After {@link #close} measurements are discarded.
 */
public final class RingletMeterProvider implements MeterProvider, AutoCloseable {
  /** Meters beyond so many share one without a name. */
  private static final int MAX_METERS = 10_000;

  private static final int POOLED_BUFFERS = 16;

  private final MeterEngine engine;
  private final ConcurrentHashMap<InstrumentationScope, RingletMeter> meters =
      new ConcurrentHashMap<>();
  private final AtomicBoolean closing = new AtomicBoolean();

  /** All meters; replaced under {@code meters} when a meter is added. */
  private volatile RingletMeter[] all = {};

  private final List<MetricReader> readers;
  private final Views views;
  private final List<MetricProducer> producers;

  /** Replaced under {@code meters}, so that a meter in construction does not miss a change. */
  private Function<InstrumentationScope, MeterConfig> configurator;

  private RingletMeterProvider(Builder builder) {
    configurator = builder.configurator;
    readers = List.copyOf(builder.readers);
    producers = List.copyOf(builder.producers);
    engine =
        new MeterEngine(
            RingletMeterProvider.class,
            AnchoredClock.of(builder.clock),
            new RecordPool(POOLED_BUFFERS, 1),
            builder.resource,
            builder.exemplarFilter.mode());
    views = new Views(engine, builder.views, builder.viewMatchingMode);
    for (int number = 0; number < readers.size(); number++) {
      readers.get(number).attach(new Source(), number);
    }
    readers.forEach(MetricReader::start);
  }

  /** Starts a provider. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Meter get(String instrumentationScopeName) {
    return meterBuilder(instrumentationScopeName).build();
  }

  @Override
  public RingletMeterBuilder meterBuilder(String instrumentationScopeName) {
    return new RingletMeterBuilder(this, instrumentationScopeName);
  }

  /** Returns the readers, in the order of the builder. */
  public List<MetricReader> getMetricReaders() {
    return readers;
  }

  /** Whether there is a reader; if not, meters do nothing, as in the official SDK. */
  boolean reads() {
    return !readers.isEmpty();
  }

  /** The meters of this provider, as its readers see them. */
  private final class Source implements MetricSource {
    @Override
    public MeterEngine engine() {
      return engine;
    }

    @Override
    public void collect(
        int reader, CallbackRunner runner, RequestWriter out, long epochNanos, long nanoTime) {
      for (RingletMeter meter : all) {
        meter.collect(reader, runner, out, epochNanos, nanoTime);
      }
    }

    @Override
    public List<MetricProducer> producers() {
      return producers;
    }

    @Override
    public boolean isInsideCallback() {
      for (int i = 0; i < readers.size(); i++) {
        if (readers.get(i).isRunningCallbacksHere()) {
          return true;
        }
      }
      return false;
    }
  }

  RingletMeter meter(InstrumentationScope scope) {
    RingletMeter known = meters.get(scope);
    if (known != null) {
      return known;
    }
    synchronized (meters) {
      InstrumentationScope counted =
          meters.size() >= MAX_METERS ? InstrumentationScope.empty() : scope;
      boolean isEnabled = isEnabled(configurator, counted);
      RingletMeter meter = meters.get(counted);
      if (meter == null) {
        meter = new RingletMeter(engine, readers, views, counted, isEnabled);
        RingletMeter[] more = Arrays.copyOf(all, all.length + 1);
        more[all.length] = meter;
        all = more;
        meters.put(counted, meter);
      }
      return meter;
    }
  }

  private boolean isEnabled(
      Function<InstrumentationScope, MeterConfig> rule, InstrumentationScope scope) {
    MeterConfig config = engine.ask("meter configurator", rule, scope);
    return config == null || config.isEnabled();
  }

  /**
   * Sets the function that enables meters, existing and future ones. Follows the OpenTelemetry
   * specification, "Metrics SDK", section "MeterConfigurator".
   *
   * @param configurator called with the scope of each meter; a meter is enabled if it returns null
   *     or throws
   */
  public void setMeterConfigurator(Function<InstrumentationScope, MeterConfig> configurator) {
    Objects.requireNonNull(configurator, "configurator");
    synchronized (meters) {
      this.configurator = configurator;
      for (RingletMeter meter : all) {
        meter.setEnabled(isEnabled(configurator, meter.scope));
      }
    }
  }

  /**
   * Collects and exports all metrics now.
   *
   * @return whether everything was exported before the timeout
   */
  public boolean flush(Duration timeout) {
    long nanos = Workers.nanos(timeout);
    return Together.all("ringlet-metrics-flush", readers, reader -> reader.flush(nanos));
  }

  /** Closes with a limit of ten seconds. */
  @Override
  public void close() {
    close(Duration.ofSeconds(10));
  }

  /**
   * Collects and exports for the last time and stops; by the timeout the rest is counted as lost.
   */
  public void close(Duration timeout) {
    if (!closing.compareAndSet(false, true)) {
      engine.logger.log(Level.FINE, "close", () -> "close() was called more than once");
      return;
    }
    long nanos = Workers.nanos(timeout);
    Together.all(
        "ringlet-metrics-close",
        readers,
        reader -> {
          reader.close(nanos);
          return true;
        });
    engine.closed = true;
  }

  /** Returns how many exceptions of callbacks, producers and other foreign code were caught. */
  public long caughtErrors() {
    return engine.userErrors() + engine.pool.userErrors();
  }

  /**
   * Returns how many measurements were dropped because of their value: NaN, infinite values of
   * counters and histograms, and negative values of counters and histograms. Each instrument and
   * reader counts one.
   */
  public long refusedMeasurements() {
    return engine.refusedMeasurements();
  }

  /**
   * Returns how many attributes, descriptions and other texts were cut or dropped because they were
   * too large.
   */
  public long shortenedValues() {
    return engine.shortenedValues();
  }

  /** Builds a provider. Not thread-safe. */
  public static final class Builder {
    private final List<MetricReader> readers = new ArrayList<>();
    private final List<RegisteredView> views = new ArrayList<>();
    private final List<MetricProducer> producers = new ArrayList<>();
    private Clock clock = Clock.system();
    private Resource resource = Resource.getDefault();
    private ExemplarFilter exemplarFilter = ExemplarFilter.TRACE_BASED;
    private ViewMatchingMode viewMatchingMode = ViewMatchingMode.INDEPENDENT;
    private Function<InstrumentationScope, MeterConfig> configurator =
        scope -> MeterConfig.enabled();

    private Builder() {}

    /** Sets the clock. */
    public Builder setClock(Clock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /** Sets the resource that the metrics belong to. */
    public Builder setResource(Resource resource) {
      this.resource = Objects.requireNonNull(resource, "resource");
      return this;
    }

    /** Adds a reader, which must not belong to another provider. */
    public Builder addMetricReader(MetricReader reader) {
      readers.add(Objects.requireNonNull(reader, "reader"));
      return this;
    }

    /** Adds a source of metrics for all readers. */
    public Builder addMetricProducer(MetricProducer producer) {
      producers.add(Objects.requireNonNull(producer, "producer"));
      return this;
    }

    /** Adds a view after the existing ones. */
    public Builder addView(InstrumentSelector selector, View view) {
      Objects.requireNonNull(selector, "selector");
      views.add(new RegisteredView(selector, Objects.requireNonNull(view, "view")));
      return this;
    }

    /** Sets what happens when several views select one instrument. */
    public Builder setViewMatchingMode(ViewMatchingMode viewMatchingMode) {
      this.viewMatchingMode = Objects.requireNonNull(viewMatchingMode, "viewMatchingMode");
      return this;
    }

    /** Sets which measurements may become exemplars, {@code TRACE_BASED} by default. */
    public Builder setExemplarFilter(ExemplarFilter exemplarFilter) {
      this.exemplarFilter = Objects.requireNonNull(exemplarFilter, "exemplarFilter");
      return this;
    }

    /**
     * Sets which meters are enabled; all by default.
     *
     * @see RingletMeterProvider#setMeterConfigurator
     */
    public Builder setMeterConfigurator(Function<InstrumentationScope, MeterConfig> configurator) {
      this.configurator = Objects.requireNonNull(configurator, "configurator");
      return this;
    }

    /** Builds the provider and starts its readers. */
    public RingletMeterProvider build() {
      return new RingletMeterProvider(this);
    }
  }
}
