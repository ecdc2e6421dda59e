// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.common.Clock;
import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.common.Resource;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.engine.Pipeline;
import dev.ringlet.internal.log.ThrottledLogger;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.time.AnchoredClock;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * Provides tracers. Follows the OpenTelemetry specification, "Tracing SDK", section
 * "TracerProvider".
 *
 * <pre>
 *   RingletTracerProvider provider =
 *       RingletTracerProvider.builder().addExporter(exporter).build();
 * </pre>
 *
 * <p>Without an exporter and without a processor spans have valid ids and are sampled, for
 * propagation and for the correlation of logs, but are not recorded.
 *
 * <p>Any thread may call any method at any time. After {@link #close} tracers create spans that
 * record nothing.
 */
public final class RingletTracerProvider implements TracerProvider, AutoCloseable {
  private final SpanEngine engine;
  private final Tracers tracers;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final ThrottledLogger logger = new ThrottledLogger(RingletTracerProvider.class);

  private RingletTracerProvider(Builder builder) {
    Pipeline pipeline = builder.pipeline();
    engine = new SpanEngine(pipeline, builder.settings());
    if (engine.records()) {
      rehearse(pipeline.clock(), engine.pool);
    }
    tracers = new Tracers(engine, builder.configurator);
  }

  /**
   * Records one span and discards it, so that every class that a call needs is initialised. A class
   * whose first use happens on a full stack would be unusable for the rest of the process.
   */
  private static void rehearse(AnchoredClock clock, RecordPool pool) {
    SpanSettings settings =
        new SpanSettings(
            Resource.empty(), SpanLimits.getDefault(), Samplers.alwaysOn(), null, List.of());
    SpanEngine engine = new SpanEngine(new Pipeline(clock, pool, null), settings);
    InstrumentationScope scope = InstrumentationScope.builder("").build();
    Span span =
        new RingletTracer(new SpanOrigin(engine, scope))
            .spanBuilder("rehearsal")
            .setAttribute("text", "")
            .startSpan();
    span.setAttribute(AttributeKey.longArrayKey("list"), List.of(1L));
    // Not by the method of the interface, which older versions of the API do not have.
    SpanOperations.putComplex((RecordingSpan) span, "value", null, Value.of(""));
    span.addEvent("event").addLink(span.getSpanContext());
    span.recordException(new IllegalStateException());
    span.setStatus(StatusCode.ERROR, "").end();
  }

  /** Returns a new builder. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tracer get(@Nullable String instrumentationScopeName) {
    return tracerBuilder(instrumentationScopeName).build();
  }

  @Override
  public Tracer get(
      @Nullable String instrumentationScopeName, @Nullable String instrumentationScopeVersion) {
    return tracerBuilder(instrumentationScopeName)
        .setInstrumentationVersion(instrumentationScopeVersion)
        .build();
  }

  @Override
  public RingletTracerBuilder tracerBuilder(@Nullable String instrumentationScopeName) {
    return new RingletTracerBuilder(tracers, instrumentationScopeName);
  }

  /**
   * Sets the configurator of existing and future tracers. Follows the specification,
   * "TracerConfigurator".
   *
   * @param configurator called once for each tracer; null and an exception mean enabled
   */
  public void setTracerConfigurator(
      Function<InstrumentationScope, @Nullable TracerConfig> configurator) {
    tracers.setConfigurator(Objects.requireNonNull(configurator, "configurator"));
  }

  /**
   * Flushes the processors, then exports all ended spans.
   *
   * @return whether everything completed before the timeout
   */
  public boolean flush(Duration timeout) {
    return engine.flush(timeout);
  }

  /** Closes with a limit of ten seconds. */
  @Override
  public void close() {
    close(Duration.ofSeconds(10));
  }

  /**
   * Closes the processors, exports the remaining spans and stops; spans that could not be sent by
   * the timeout are counted as lost. Processors have a thread of their own, so that one that hangs
   * neither delays this method beyond the timeout nor takes the exporters' half of it.
   */
  public void close(Duration timeout) {
    if (closing.compareAndSet(false, true)) {
      engine.close(timeout);
    } else {
      logger.log(Level.FINE, "close", () -> "close() was called more than once");
      engine.closeSink(timeout);
    }
  }

  /** Whether {@link #close} was called. */
  public boolean isClosed() {
    return closing.get();
  }

  /** Returns the number of caught exceptions of samplers, processors and other application code. */
  public long caughtErrors() {
    return engine.userErrors() + engine.pool.userErrors();
  }

  /** Configures a provider. Not thread-safe. No argument may be null. */
  public static final class Builder {
    private static final long DELAY_NANOS = 5_000_000_000L;

    private final List<SpanProcessor> processors = new ArrayList<>();
    private final List<Exporter> exporters = new ArrayList<>();
    private Function<InstrumentationScope, @Nullable TracerConfig> configurator =
        scope -> TracerConfig.enabled();
    private Clock clock = Clock.system();
    private SpanLimits limits = SpanLimits.getDefault();
    private Resource resource = Resource.getDefault();
    private Sampler sampler = Samplers.parentBased(Samplers.alwaysOn());
    private @Nullable IdGenerator idGenerator;

    private Builder() {}

    /**
     * Adds an exporter of spans, which the provider closes. Each exporter has a queue and a worker
     * of its own, so a slow or dead one delays no other. Batches have the defaults of the
     * specification; {@code RingletSdk} has all settings.
     */
    public Builder addExporter(Exporter exporter) {
      exporters.add(Objects.requireNonNull(exporter, "exporter"));
      return this;
    }

    /** Sets the clock; the system clock by default. */
    public Builder setClock(Clock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /** Sets the limits of spans. */
    public Builder setSpanLimits(SpanLimits limits) {
      this.limits = Objects.requireNonNull(limits, "limits");
      return this;
    }

    /** Sets the resource. */
    public Builder setResource(Resource resource) {
      this.resource = Objects.requireNonNull(resource, "resource");
      return this;
    }

    /** Sets the sampler; {@code parentbased_always_on} by default. */
    public Builder setSampler(Sampler sampler) {
      this.sampler = Objects.requireNonNull(sampler, "sampler");
      return this;
    }

    /** Sets the id generator; by default ids are random. */
    public Builder setIdGenerator(IdGenerator idGenerator) {
      this.idGenerator = Objects.requireNonNull(idGenerator, "idGenerator");
      return this;
    }

    /** Adds a processor after the existing ones. */
    public Builder addSpanProcessor(SpanProcessor processor) {
      processors.add(Objects.requireNonNull(processor, "processor"));
      return this;
    }

    /** Adds a processor before the existing ones. */
    public Builder addSpanProcessorFirst(SpanProcessor processor) {
      processors.add(0, Objects.requireNonNull(processor, "processor"));
      return this;
    }

    /**
     * Sets the configurator of tracers; by default all are enabled.
     *
     * @see RingletTracerProvider#setTracerConfigurator
     */
    public Builder setTracerConfigurator(
        Function<InstrumentationScope, @Nullable TracerConfig> configurator) {
      this.configurator = Objects.requireNonNull(configurator, "configurator");
      return this;
    }

    /** Creates the provider and starts its workers. */
    public RingletTracerProvider build() {
      return new RingletTracerProvider(this);
    }

    private SpanSettings settings() {
      return new SpanSettings(resource, limits, sampler, idGenerator, processors);
    }

    private Pipeline pipeline() {
      return Pipeline.to(exporters, clock, resource, Signal.TRACES, "bsp", DELAY_NANOS);
    }
  }
}
