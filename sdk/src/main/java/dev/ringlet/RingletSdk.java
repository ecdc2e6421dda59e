// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.Parts.Part;
import dev.ringlet.common.Clock;
import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.context.Suppression;
import dev.ringlet.internal.delivery.Delivery;
import dev.ringlet.internal.threads.Workers;
import dev.ringlet.logs.LogRecordProcessor;
import dev.ringlet.logs.LoggerConfig;
import dev.ringlet.logs.RingletLoggerProvider;
import dev.ringlet.metrics.InstrumentSelector;
import dev.ringlet.metrics.MeterConfig;
import dev.ringlet.metrics.MetricReader;
import dev.ringlet.metrics.RingletMeterProvider;
import dev.ringlet.metrics.View;
import dev.ringlet.metrics.ViewMatchingMode;
import dev.ringlet.trace.IdGenerator;
import dev.ringlet.trace.RingletTracerProvider;
import dev.ringlet.trace.Sampler;
import dev.ringlet.trace.SpanProcessor;
import dev.ringlet.trace.TracerConfig;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.TracerBuilder;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An OpenTelemetry SDK in the application's own process: the front door of Ringlet.
 *
 * <p>Settings come from {@link Builder#property}, then from system properties, then from
 * environment variables, by the names that the OpenTelemetry specification gives them. A setting
 * that cannot be used is reported by {@link dev.ringlet.config.ConfigException} when the SDK is
 * made; afterwards nothing is ever thrown into the application.
 *
 * <p>Any thread may call any method at any time. Several SDKs in one process share nothing.
 */
public final class RingletSdk implements OpenTelemetry, AutoCloseable {
  private final Duration closeTimeout;
  private final ContextPropagators propagators;
  private final ExportPipelines pipelines;
  private final RingletTracerProvider tracerProvider;
  private final RingletMeterProvider meterProvider;
  private final RingletLoggerProvider loggerProvider;
  private final Parts parts = new Parts();
  private final ShutdownHook shutdownHook;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicBoolean flushingAside = new AtomicBoolean();

  RingletSdk(
      Config config,
      ContextPropagators propagators,
      ExportPipelines pipelines,
      RingletTracerProvider tracerProvider,
      RingletMeterProvider meterProvider,
      RingletLoggerProvider loggerProvider) {
    closeTimeout =
        Duration.ofNanos(config.getDurationNanos("ringlet.close.timeout", 10_000_000_000L));
    this.propagators = propagators;
    this.pipelines = pipelines;
    this.tracerProvider = tracerProvider;
    this.meterProvider = meterProvider;
    this.loggerProvider = loggerProvider;
    if (tracerProvider != null) {
      parts.add(
          new Part(
              "traces",
              tracerProvider::flush,
              tracerProvider::close,
              tracerProvider::caughtErrors));
    }
    if (meterProvider != null) {
      parts.add(
          new Part(
              "metrics", meterProvider::flush, meterProvider::close, meterProvider::caughtErrors));
    }
    if (loggerProvider != null) {
      parts.add(
          new Part(
              "logs", loggerProvider::flush, loggerProvider::close, loggerProvider::caughtErrors));
    }
    Delivery profiles = pipelines.deliveryOf(Signal.PROFILES);
    if (profiles != null) {
      parts.add(
          new Part(
              "profiles",
              timeout -> profiles.flush(Workers.nanos(timeout)),
              timeout -> profiles.close(Workers.nanos(timeout)),
              () -> 0));
    }
    shutdownHook = ShutdownHook.register(config, this::closeAndWait);
  }

  /** Makes an SDK from system properties and environment variables; touches nothing global. */
  public static RingletSdk create() {
    return builder().build();
  }

  /**
   * Makes an SDK from system properties and environment variables and registers it with {@link
   * GlobalOpenTelemetry}.
   *
   * <p>If something is registered there already (the Java agent, another SDK, or the no-op instance
   * that an earlier {@code GlobalOpenTelemetry.get()} left behind), that stays, a warning says what
   * it is, and the SDK returned here exports what is recorded through it alone. After a {@link
   * #close()} the closed SDK stays registered; {@code GlobalOpenTelemetry.resetForTest()} makes
   * room.
   */
  public static RingletSdk install() {
    RingletSdk sdk = create();
    GlobalRegistration.offer(sdk);
    return sdk;
  }

  /** Starts an SDK with settings and objects from code. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public TracerProvider getTracerProvider() {
    return tracerProvider == null ? TracerProvider.noop() : tracerProvider;
  }

  @Override
  public TracerBuilder tracerBuilder(String instrumentationScopeName) {
    return instrumentationScopeName == null
        ? TracerProvider.noop().tracerBuilder("")
        : getTracerProvider().tracerBuilder(instrumentationScopeName);
  }

  /**
   * Sets which tracers are enabled from now on, for those that exist and those that come. Follows
   * the specification, "Tracing SDK", section "TracerConfigurator".
   */
  public void setTracersEnabled(Predicate<InstrumentationScope> rule) {
    Objects.requireNonNull(rule, "rule");
    if (tracerProvider != null) {
      tracerProvider.setTracerConfigurator(tracerConfigs(rule));
    }
  }

  static Function<InstrumentationScope, TracerConfig> tracerConfigs(
      Predicate<InstrumentationScope> rule) {
    return scope -> rule.test(scope) ? TracerConfig.enabled() : TracerConfig.disabled();
  }

  @Override
  public MeterProvider getMeterProvider() {
    return meterProvider == null ? MeterProvider.noop() : meterProvider;
  }

  /**
   * Sets which meters are enabled from now on, for those that exist and those that come. Follows
   * the specification, "Metrics SDK", section "MeterConfigurator".
   */
  public void setMetersEnabled(Predicate<InstrumentationScope> rule) {
    Objects.requireNonNull(rule, "rule");
    if (meterProvider != null) {
      meterProvider.setMeterConfigurator(configurator(rule));
    }
  }

  private static Function<InstrumentationScope, MeterConfig> configurator(
      Predicate<InstrumentationScope> rule) {
    return scope -> rule.test(scope) ? MeterConfig.enabled() : MeterConfig.disabled();
  }

  @Override
  public LoggerProvider getLogsBridge() {
    return loggerProvider == null ? LoggerProvider.noop() : loggerProvider;
  }

  /**
   * Sets which log records are wanted of which logger from now on, for loggers that exist and those
   * that come. Follows the specification, "Logs SDK", section "LoggerConfigurator".
   *
   * @param configurator asked once for each logger; null from it means all records
   */
  public void setLoggerConfigurator(Function<InstrumentationScope, LoggerConfig> configurator) {
    Objects.requireNonNull(configurator, "configurator");
    if (loggerProvider != null) {
      loggerProvider.setLoggerConfigurator(configurator);
    }
  }

  @Override
  public ContextPropagators getPropagators() {
    return propagators;
  }

  /**
   * Sends everything recorded so far.
   *
   * <p>Called by an exporter from within an export, it starts the sending and returns false at
   * once, for it would have to wait for that export.
   *
   * @param timeout how long to wait at most
   * @return whether everything arrived, or is safe on disk, before the timeout
   */
  public boolean flush(Duration timeout) {
    Objects.requireNonNull(timeout, "timeout");
    if (!isInsideSdk()) {
      return parts.flush(timeout);
    }
    if (flushingAside.compareAndSet(false, true)
        && !aside("ringlet-flush", () -> flushAside(timeout))) {
      flushingAside.set(false);
    }
    return false;
  }

  private void flushAside(Duration timeout) {
    try {
      parts.flush(timeout);
    } finally {
      flushingAside.set(false);
    }
  }

  /**
   * Sends what is left and stops, within {@code ringlet.close.timeout} (10 s by default). What
   * could not be sent by then is counted as lost. Later calls change nothing.
   *
   * <p>Called by an exporter from within an export, it returns at once and the SDK closes on a
   * thread of its own. When the process ends during a close, the shutdown hook waits for it.
   */
  @Override
  public void close() {
    if (!isInsideSdk() || !aside("ringlet-close", this::closeHere)) {
      closeHere();
    }
  }

  private void closeHere() {
    boolean first = closing.compareAndSet(false, true);
    try {
      parts.close(closeTimeout);
      if (first && !pipelines.isEmpty()) {
        CloseSummary.tell(health());
      }
    } finally {
      if (first) {
        closed.countDown();
        shutdownHook.remove();
      }
    }
  }

  private void closeAndWait() {
    long deadline = Workers.deadlineAfter(Workers.nanos(closeTimeout));
    close();
    Workers.await(closed, () -> deadline - System.nanoTime());
  }

  /** Whether an export or other work of an SDK is under way on this thread. */
  private static boolean isInsideSdk() {
    return Suppression.isActive(Context.current());
  }

  /** Runs a task on a thread of its own; false without memory for one. */
  private static boolean aside(String threadName, Runnable task) {
    try {
      Workers.newThread(task, threadName).start();
      return true;
    } catch (OutOfMemoryError e) {
      return false;
    }
  }

  /** What has become of everything recorded so far. */
  public Health health() {
    return HealthReader.read(pipelines, parts.caughtErrors());
  }

  @Override
  public String toString() {
    return "RingletSdk{exporters=" + pipelines + "}";
  }

  /** Collects settings and objects. Not thread-safe. */
  public static final class Builder {
    final Map<String, String> properties = new HashMap<>();
    final List<SpanProcessor> spanProcessors = new ArrayList<>();
    final List<LogRecordProcessor> logRecordProcessors = new ArrayList<>();
    final Map<Signal, List<Exporter>> exporters = new EnumMap<>(Signal.class);
    final List<Consumer<RingletMeterProvider.Builder>> meterSettings = new ArrayList<>();
    Clock clock = Clock.system();
    Resource resource;
    Sampler sampler;
    IdGenerator idGenerator;
    Predicate<InstrumentationScope> tracersEnabled = scope -> true;
    Function<InstrumentationScope, LoggerConfig> loggerConfigurator = LoggerDefaults::of;

    private Builder() {}

    /**
     * Sets a property, which then beats the system property and the environment variable of the
     * same name.
     *
     * @param key any {@code otel.*} or {@code ringlet.*} key
     * @param value its value in text; the empty string counts as not set
     */
    public Builder property(String key, String value) {
      properties.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /** Sets where time comes from. */
    public Builder clock(Clock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /** Adds to the resource; what is said here beats what properties and defaults say. */
    public Builder resource(Resource resource) {
      this.resource = Objects.requireNonNull(resource, "resource");
      return this;
    }

    /** Sets who decides which spans are recorded, in place of {@code otel.traces.sampler}. */
    public Builder sampler(Sampler sampler) {
      this.sampler = Objects.requireNonNull(sampler, "sampler");
      return this;
    }

    /** Sets who makes ids. */
    public Builder idGenerator(IdGenerator idGenerator) {
      this.idGenerator = Objects.requireNonNull(idGenerator, "idGenerator");
      return this;
    }

    /** Sets which tracers are enabled at first; all by default. */
    public Builder tracersEnabled(Predicate<InstrumentationScope> rule) {
      tracersEnabled = Objects.requireNonNull(rule, "rule");
      return this;
    }

    /** Adds a span processor behind those added before. */
    public Builder addSpanProcessor(SpanProcessor processor) {
      spanProcessors.add(Objects.requireNonNull(processor, "processor"));
      return this;
    }

    /** Adds a log record processor behind those added before. */
    public Builder addLogRecordProcessor(LogRecordProcessor processor) {
      logRecordProcessors.add(Objects.requireNonNull(processor, "processor"));
      return this;
    }

    /**
     * Sets which log records are wanted of which logger; by default all, but for what OkHttp says
     * below INFO, as each request over it would make more of that.
     *
     * @param configurator asked once for each logger; null from it means all records
     */
    public Builder loggerConfigurator(Function<InstrumentationScope, LoggerConfig> configurator) {
      loggerConfigurator = Objects.requireNonNull(configurator, "configurator");
      return this;
    }

    /** Adds a view behind those added before. */
    public Builder addView(InstrumentSelector selector, View view) {
      Objects.requireNonNull(selector, "selector");
      Objects.requireNonNull(view, "view");
      meterSettings.add(meters -> meters.addView(selector, view));
      return this;
    }

    /** Sets what happens when several views select one instrument. */
    public Builder viewMatchingMode(ViewMatchingMode viewMatchingMode) {
      Objects.requireNonNull(viewMatchingMode, "viewMatchingMode");
      meterSettings.add(meters -> meters.setViewMatchingMode(viewMatchingMode));
      return this;
    }

    /**
     * Adds a reader of metrics, beside the one that exports to those named by {@code
     * otel.metrics.exporter}.
     */
    public Builder addMetricReader(MetricReader reader) {
      Objects.requireNonNull(reader, "reader");
      meterSettings.add(meters -> meters.addMetricReader(reader));
      return this;
    }

    /** Sets which meters are enabled at first; all by default. */
    public Builder metersEnabled(Predicate<InstrumentationScope> rule) {
      Objects.requireNonNull(rule, "rule");
      meterSettings.add(meters -> meters.setMeterConfigurator(configurator(rule)));
      return this;
    }

    /** Adds an exporter of a signal, beside those named by {@code otel.<signal>.exporter}. */
    public Builder addExporter(Signal signal, Exporter exporter) {
      Objects.requireNonNull(signal, "signal");
      exporters
          .computeIfAbsent(signal, s -> new ArrayList<>())
          .add(Objects.requireNonNull(exporter, "exporter"));
      return this;
    }

    /**
     * Makes and starts the SDK.
     *
     * @throws dev.ringlet.config.ConfigException if a setting cannot be used
     */
    public RingletSdk build() {
      return new Assembly(this).build();
    }

    /**
     * Makes and starts the SDK and registers it with {@link GlobalOpenTelemetry}.
     *
     * @throws IllegalStateException if something is registered there already; the SDK is closed
     *     then
     * @throws dev.ringlet.config.ConfigException if a setting cannot be used
     */
    public RingletSdk buildAndRegisterGlobal() {
      RingletSdk sdk = build();
      try {
        GlobalOpenTelemetry.set(sdk);
      } catch (IllegalStateException taken) {
        sdk.close();
        throw taken;
      }
      return sdk;
    }
  }
}
