// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.common.Resource;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.threads.Workers;
import dev.ringlet.internal.time.AnchoredClock;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.logging.Level;

/**
 * Makes meters. Follows the OpenTelemetry specification, "Metrics SDK", section "MeterProvider".
 *
 * <p>Any thread may call any method at any time. After {@link #close} measurements go nowhere.
 */
public final class RingletMeterProvider implements MeterProvider, AutoCloseable {
  /** Meters beyond so many share one without a name. */
  private static final int MAX_METERS = 10_000;

  private final MeterEngine engine;
  private final ConcurrentHashMap<InstrumentationScope, RingletMeter> meters =
      new ConcurrentHashMap<>();
  private final AtomicBoolean closing = new AtomicBoolean();

  /** All meters; replaced under {@code meters} when there is a new one. */
  private volatile RingletMeter[] all = {};

  /** Set under {@code meters}, so that a meter that is being made does not miss a change. */
  private Predicate<InstrumentationScope> enabled;

  private RingletMeterProvider(Builder builder) {
    enabled = builder.enabled;
    engine = new MeterEngine(builder);
    engine.readers.forEach(reader -> reader.attach(this));
    engine.readers.forEach(MetricReader::start);
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

  /** Whether anybody reads; if not, there are no metrics, as in the official SDK. */
  boolean reads() {
    return !engine.readers.isEmpty();
  }

  MeterEngine engine() {
    return engine;
  }

  RingletMeter[] meters() {
    return all;
  }

  RingletMeter meter(InstrumentationScope scope) {
    RingletMeter known = meters.get(scope);
    if (known != null) {
      return known;
    }
    synchronized (meters) {
      InstrumentationScope counted =
          meters.size() >= MAX_METERS ? InstrumentationScope.empty() : scope;
      boolean isEnabled = isEnabled(enabled, counted);
      RingletMeter meter = meters.get(counted);
      if (meter == null) {
        meter = new RingletMeter(engine, counted, isEnabled);
        RingletMeter[] more = Arrays.copyOf(all, all.length + 1);
        more[all.length] = meter;
        all = more;
        meters.put(counted, meter);
      }
      return meter;
    }
  }

  private boolean isEnabled(Predicate<InstrumentationScope> rule, InstrumentationScope scope) {
    return engine.test("meter configurator", rule, scope);
  }

  /**
   * Sets which meters are enabled, for those that exist and those that come. Follows the
   * specification's "MeterConfigurator".
   */
  public void setMetersEnabled(Predicate<InstrumentationScope> rule) {
    Objects.requireNonNull(rule, "rule");
    synchronized (meters) {
      enabled = rule;
      for (RingletMeter meter : all) {
        meter.setEnabled(isEnabled(rule, meter.scope));
      }
    }
  }

  /**
   * Collects and exports all metrics now.
   *
   * @return whether everything is where it should be, before the timeout
   */
  public boolean flush(Duration timeout) {
    long deadline = Workers.deadlineAfter(Workers.nanos(timeout));
    boolean done = true;
    for (MetricReader reader : engine.readers) {
      done &= reader.flush(Math.max(0, deadline - System.nanoTime()));
    }
    return done;
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
      engine.logger.log(Level.FINE, "close", () -> "Closed more than once");
      return;
    }
    long deadline = Workers.deadlineAfter(Workers.nanos(timeout));
    for (MetricReader reader : engine.readers) {
      reader.close(Math.max(0, deadline - System.nanoTime()));
    }
    engine.closed = true;
  }

  /** Exceptions of callbacks, producers and other code of the application that were caught. */
  public long caughtErrors() {
    return engine.userErrors();
  }

  /** Collects what a provider is made of. Not thread-safe. */
  public static final class Builder {
    final List<MetricReader> readers = new ArrayList<>();
    final List<MeterEngine.RegisteredView> views = new ArrayList<>();
    AnchoredClock clock;
    RecordPool pool;
    Resource resource = Resource.getDefault();
    ExemplarFilter exemplarFilter = ExemplarFilter.TRACE_BASED;
    ViewMatchingMode viewMatchingMode = ViewMatchingMode.INDEPENDENT;
    private Predicate<InstrumentationScope> enabled = scope -> true;

    private Builder() {}

    /** Sets what metrics are made with; for the wiring of our own SDK. */
    @SuppressWarnings("exports") // its callers are modules that see these types
    public Builder setPipeline(AnchoredClock clock, RecordPool pool) {
      this.clock = Objects.requireNonNull(clock, "clock");
      this.pool = Objects.requireNonNull(pool, "pool");
      return this;
    }

    /** Sets what metrics belong to. */
    public Builder setResource(Resource resource) {
      this.resource = Objects.requireNonNull(resource, "resource");
      return this;
    }

    /** Adds a reader. */
    public Builder addReader(MetricReader reader) {
      readers.add(Objects.requireNonNull(reader, "reader"));
      return this;
    }

    /** Adds a view behind those added before. */
    public Builder addView(InstrumentSelector selector, View view) {
      Objects.requireNonNull(selector, "selector");
      views.add(new MeterEngine.RegisteredView(selector, Objects.requireNonNull(view, "view")));
      return this;
    }

    /** Sets what happens when several views select one instrument. */
    public Builder setViewMatchingMode(ViewMatchingMode viewMatchingMode) {
      this.viewMatchingMode = Objects.requireNonNull(viewMatchingMode, "viewMatchingMode");
      return this;
    }

    /** Sets which measurements may become exemplars. */
    public Builder setExemplarFilter(ExemplarFilter exemplarFilter) {
      this.exemplarFilter = Objects.requireNonNull(exemplarFilter, "exemplarFilter");
      return this;
    }

    /** Sets which meters are enabled; all by default. */
    public Builder setMetersEnabled(Predicate<InstrumentationScope> rule) {
      enabled = Objects.requireNonNull(rule, "rule");
      return this;
    }

    /** Makes the provider and starts its readers. */
    public RingletMeterProvider build() {
      Objects.requireNonNull(pool, "pool");
      return new RingletMeterProvider(this);
    }
  }
}
