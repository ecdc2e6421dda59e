// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.common.Resource;
import dev.ringlet.internal.batch.RecordSink;
import dev.ringlet.internal.log.ThrottledLogger;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.time.AnchoredClock;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.logging.Level;

/**
 * Makes tracers. Follows the OpenTelemetry specification, "Tracing SDK", section "TracerProvider".
 *
 * <p>Any thread may call any method at any time. After {@link #close} tracers make spans that
 * record nothing.
 */
public final class RingletTracerProvider implements TracerProvider, AutoCloseable {
  /** Tracers beyond so many are made anew at each request; nobody sane comes near. */
  private static final int MAX_TRACERS = 10_000;

  private final SpanEngine engine;
  private final ConcurrentHashMap<InstrumentationScope, RingletTracer> tracers =
      new ConcurrentHashMap<>();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final ThrottledLogger logger = new ThrottledLogger(RingletTracerProvider.class);
  private volatile Predicate<InstrumentationScope> enabled;

  private RingletTracerProvider(Builder builder) {
    enabled = builder.enabled;
    engine = new SpanEngine(builder, builder.processors.toArray(new SpanProcessor[0]));
  }

  /** Starts a provider. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tracer get(String instrumentationScopeName) {
    return tracerBuilder(instrumentationScopeName).build();
  }

  @Override
  public Tracer get(String instrumentationScopeName, String instrumentationScopeVersion) {
    return tracerBuilder(instrumentationScopeName)
        .setInstrumentationVersion(instrumentationScopeVersion)
        .build();
  }

  @Override
  public RingletTracerBuilder tracerBuilder(String instrumentationScopeName) {
    return new RingletTracerBuilder(this, instrumentationScopeName);
  }

  boolean records() {
    return engine.records();
  }

  RingletTracer tracer(InstrumentationScope scope) {
    RingletTracer known = tracers.get(scope);
    if (known != null) {
      return known;
    }
    if (tracers.size() >= MAX_TRACERS) {
      return newTracer(scope);
    }
    return tracers.computeIfAbsent(scope, this::newTracer);
  }

  private RingletTracer newTracer(InstrumentationScope scope) {
    return new RingletTracer(engine, scope, isEnabled(enabled, scope));
  }

  private boolean isEnabled(Predicate<InstrumentationScope> rule, InstrumentationScope scope) {
    return engine.test("tracer configurator", rule, scope);
  }

  /**
   * Sets which tracers are enabled, for those that exist and those that come. Follows the
   * specification's "TracerConfigurator".
   */
  public void setTracersEnabled(Predicate<InstrumentationScope> rule) {
    Objects.requireNonNull(rule, "rule");
    enabled = rule;
    tracers.forEach((scope, tracer) -> tracer.setEnabled(isEnabled(rule, scope)));
  }

  /**
   * Lets processors finish and sends all spans that have ended.
   *
   * @return whether everything is where it should be, before the timeout
   */
  public boolean flush(Duration timeout) {
    return engine.flush(timeout);
  }

  /** Closes with a limit of ten seconds. */
  @Override
  public void close() {
    close(Duration.ofSeconds(10));
  }

  /** Sends what is left and stops; what could not be sent by the timeout is counted as lost. */
  public void close(Duration timeout) {
    if (closing.compareAndSet(false, true)) {
      engine.closeProcessors();
    } else {
      logger.log(Level.FINE, "close", () -> "Closed more than once");
    }
    engine.closeSink(timeout);
  }

  /** Whether {@link #close} was called. */
  public boolean isClosed() {
    return closing.get();
  }

  /** Exceptions of samplers, processors and other code of the application that were caught. */
  public long caughtErrors() {
    return engine.userErrors() + engine.pool.userErrors();
  }

  SpanEngine engine() {
    return engine;
  }

  /** Collects what a provider is made of. Not thread-safe. */
  public static final class Builder {
    private final List<SpanProcessor> processors = new ArrayList<>();
    private AnchoredClock clock;
    SpanLimits limits = SpanLimits.getDefault();
    Resource resource = Resource.getDefault();
    RecordPool pool;
    RecordSink sink;
    Sampler sampler = Samplers.parentBased(Samplers.alwaysOn());
    IdGenerator idGenerator;
    private Predicate<InstrumentationScope> enabled = scope -> true;

    private Builder() {}

    AnchoredClock anchoredClock() {
      return clock;
    }

    /** Sets where encoded spans go and what they are made with; for the wiring of our own SDK. */
    @SuppressWarnings("exports") // its callers are modules that see these types
    public Builder setPipeline(AnchoredClock clock, RecordPool pool, RecordSink sink) {
      this.clock = Objects.requireNonNull(clock, "clock");
      this.pool = Objects.requireNonNull(pool, "pool");
      this.sink = sink;
      return this;
    }

    /** Sets the limits of spans. */
    public Builder setSpanLimits(SpanLimits limits) {
      this.limits = Objects.requireNonNull(limits, "limits");
      return this;
    }

    /** Sets what spans belong to. */
    public Builder setResource(Resource resource) {
      this.resource = Objects.requireNonNull(resource, "resource");
      return this;
    }

    /** Sets who decides which spans are recorded. */
    public Builder setSampler(Sampler sampler) {
      this.sampler = Objects.requireNonNull(sampler, "sampler");
      return this;
    }

    /** Sets who makes ids. */
    public Builder setIdGenerator(IdGenerator idGenerator) {
      this.idGenerator = Objects.requireNonNull(idGenerator, "idGenerator");
      return this;
    }

    /** Adds a processor behind those added before. */
    public Builder addSpanProcessor(SpanProcessor processor) {
      processors.add(Objects.requireNonNull(processor, "processor"));
      return this;
    }

    /** Sets which tracers are enabled; all by default. */
    public Builder setTracersEnabled(Predicate<InstrumentationScope> rule) {
      this.enabled = Objects.requireNonNull(rule, "rule");
      return this;
    }

    /** Makes the provider. */
    public RingletTracerProvider build() {
      Objects.requireNonNull(pool, "pool");
      return new RingletTracerProvider(this);
    }
  }
}
