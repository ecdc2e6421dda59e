// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.common.Clock;
import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.logs.LogLimits;
import dev.ringlet.logs.LogRecordProcessor;
import dev.ringlet.logs.LoggerConfig;
import dev.ringlet.logs.RingletLoggerProvider;
import dev.ringlet.metrics.ExemplarFilter;
import dev.ringlet.metrics.InstrumentSelector;
import dev.ringlet.metrics.MeterConfig;
import dev.ringlet.metrics.MetricProducer;
import dev.ringlet.metrics.MetricReader;
import dev.ringlet.metrics.PeriodicMetricReader;
import dev.ringlet.metrics.RingletMeterProvider;
import dev.ringlet.metrics.View;
import dev.ringlet.metrics.ViewMatchingMode;
import dev.ringlet.trace.IdGenerator;
import dev.ringlet.trace.RingletTracerProvider;
import dev.ringlet.trace.Sampler;
import dev.ringlet.trace.SpanLimits;
import dev.ringlet.trace.SpanProcessor;
import dev.ringlet.trace.TracerConfig;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.TracerBuilder;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An OpenTelemetry SDK in the process of the application.
 *
 * <p>Settings have the names of the OpenTelemetry specification. The first source that has a key
 * wins: {@link Builder#property}, system properties, environment variables, the file that {@code
 * ringlet.properties.file} names, {@link Builder#addPropertiesSupplier}. An invalid setting throws
 * {@link dev.ringlet.config.ConfigException} when the SDK is built; after that the SDK throws
 * nothing into the application.
 *
 * <p>Any thread may call any method at any time. Several SDKs in one process are independent.
 */
public class RingletSdk implements OpenTelemetry, AutoCloseable {
  private final ContextPropagators propagators;
  private final ExportPipelines pipelines;
  private final @Nullable RingletTracerProvider tracerProvider;
  private final @Nullable RingletMeterProvider meterProvider;
  private final @Nullable RingletLoggerProvider loggerProvider;
  private final Lifecycle lifecycle;

  RingletSdk(
      Config config,
      ContextPropagators propagators,
      ExportPipelines pipelines,
      Providers providers) {
    this.propagators = propagators;
    this.pipelines = pipelines;
    tracerProvider = providers.tracerProvider;
    meterProvider = providers.meterProvider;
    loggerProvider = providers.loggerProvider;
    lifecycle = new Lifecycle(config, pipelines, providers);
  }

  /** Creates an SDK from system properties and environment variables; sets no global state. */
  public static RingletSdk create() {
    return builder().build();
  }

  /**
   * Creates an SDK from system properties and environment variables and registers it with {@link
   * GlobalOpenTelemetry}.
   *
   * <p>If something is registered there already (the Java agent, another SDK, or the no-op instance
   * that an earlier {@code GlobalOpenTelemetry.get()} left behind), it stays, a warning names it,
   * and the returned SDK exports only what is recorded through it. After a {@link #close()} the
   * closed SDK stays registered; {@code GlobalOpenTelemetry.resetForTest()} removes it.
   */
  public static RingletSdk install() {
    return GlobalRegistration.offer(create());
  }

  /** Returns a builder for an SDK with settings and objects from code. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public TracerProvider getTracerProvider() {
    return tracerProvider == null ? TracerProvider.noop() : tracerProvider;
  }

  @Override
  public TracerBuilder tracerBuilder(@Nullable String instrumentationScopeName) {
    return instrumentationScopeName == null
        ? TracerProvider.noop().tracerBuilder("")
        : getTracerProvider().tracerBuilder(instrumentationScopeName);
  }

  /**
   * Sets what is called once for each existing and future tracer; null from it means the default.
   * Follows the specification, "Tracing SDK", section "TracerConfigurator".
   */
  public void setTracerConfigurator(
      Function<InstrumentationScope, @Nullable TracerConfig> configurator) {
    Objects.requireNonNull(configurator, "configurator");
    if (tracerProvider != null) {
      tracerProvider.setTracerConfigurator(configurator);
    }
  }

  @Override
  public MeterProvider getMeterProvider() {
    return meterProvider == null ? MeterProvider.noop() : meterProvider;
  }

  /**
   * Sets what is called once for each existing and future meter; null from it means the default.
   * Follows the specification, "Metrics SDK", section "MeterConfigurator".
   */
  public void setMeterConfigurator(Function<InstrumentationScope, MeterConfig> configurator) {
    Objects.requireNonNull(configurator, "configurator");
    if (meterProvider != null) {
      meterProvider.setMeterConfigurator(configurator);
    }
  }

  @Override
  public LoggerProvider getLogsBridge() {
    return loggerProvider == null ? LoggerProvider.noop() : loggerProvider;
  }

  /**
   * Sets what is called once for each existing and future logger; null from it means all records.
   * Follows the specification, "Logs SDK", section "LoggerConfigurator".
   */
  public void setLoggerConfigurator(
      Function<InstrumentationScope, @Nullable LoggerConfig> configurator) {
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
   * <p>If an exporter calls it during an export, it starts the sending and returns false at once,
   * because it would have to wait for that export.
   *
   * @param timeout how long to wait at most
   * @return whether everything arrived, or is safe on disk, before the timeout
   */
  public boolean flush(Duration timeout) {
    Objects.requireNonNull(timeout, "timeout");
    return lifecycle.flush(timeout);
  }

  /**
   * Prepares for a checkpoint: flushes, then closes idle connections and files. Recording goes on;
   * until {@link #reconnect} or the next export, no two copies make the same ids. Before JDK 21 the
   * JDK's client keeps connections until it is garbage.
   *
   * @return whether all has arrived or is on disk, and nothing was sent or resumed meanwhile
   */
  public boolean disconnect(Duration timeout) {
    return lifecycle.disconnect(timeout);
  }

  /**
   * Continues after a restore: reads the clocks again, makes ids differ from those of other copies,
   * opens files, wakes waiting threads. Without it the next export, maybe before the freeze, does.
   */
  public void reconnect() {
    lifecycle.reconnect();
  }

  /**
   * Sends the remaining records and stops, within {@code ringlet.close.timeout} (10 s by default).
   * Records that could not be sent by then count as lost. Later calls have no effect.
   *
   * <p>If an exporter calls it during an export, it returns at once and the SDK closes on a thread
   * of its own. When the process ends during a close, the shutdown hook waits for it.
   */
  @Override
  public void close() {
    lifecycle.close();
  }

  /** Returns the counters of everything recorded so far. */
  public Health health() {
    return lifecycle.health();
  }

  @Override
  public String toString() {
    return "RingletSdk{exporters=" + pipelines + "}";
  }

  /**
   * Builds an SDK from settings and objects; an object overrides the property for the same setting.
   * Not thread-safe.
   */
  public static final class Builder {
    final Map<String, String> properties = new HashMap<>();
    final List<Supplier<Map<String, String>>> propertiesSuppliers = new ArrayList<>();
    final List<Function<Config, Map<String, String>>> propertiesCustomizers = new ArrayList<>();
    final Map<Signal, List<AddedExporter>> exporters = new EnumMap<>(Signal.class);
    final Map<Signal, List<UnaryOperator<Exporter>>> exporterCustomizers =
        new EnumMap<>(Signal.class);
    final List<UnaryOperator<Sampler>> samplerCustomizers = new ArrayList<>();
    final List<UnaryOperator<TextMapPropagator>> propagatorCustomizers = new ArrayList<>();
    final List<Consumer<RingletTracerProvider.Builder>> tracerSettings = new ArrayList<>();
    final List<Consumer<RingletMeterProvider.Builder>> meterSettings = new ArrayList<>();
    final List<Consumer<RingletLoggerProvider.Builder>> loggerSettings = new ArrayList<>();
    final Map<String, TextMapPropagator> propagatorsByName = new HashMap<>();
    Clock clock = Clock.system();
    @Nullable Resource resource;
    @Nullable ContextPropagators propagators;
    @Nullable Object configProvider;

    private Builder() {}

    private Builder traces(Object value, String name, Consumer<RingletTracerProvider.Builder> set) {
      Objects.requireNonNull(value, name);
      tracerSettings.add(set);
      return this;
    }

    private Builder metrics(Object value, String name, Consumer<RingletMeterProvider.Builder> set) {
      Objects.requireNonNull(value, name);
      meterSettings.add(set);
      return this;
    }

    private Builder logs(Object value, String name, Consumer<RingletLoggerProvider.Builder> set) {
      Objects.requireNonNull(value, name);
      loggerSettings.add(set);
      return this;
    }

    /**
     * Sets a property, which overrides the system property and the environment variable of the same
     * name.
     *
     * @param key any {@code otel.*} or {@code ringlet.*} key
     * @param value its value in text; the empty string counts as not set
     */
    public Builder property(String key, String value) {
      properties.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /**
     * Adds a supplier of defaults, called once by {@link #build}. They apply where neither a
     * property of this builder, nor a system property, an environment variable or a file has a
     * value. Of several suppliers the last one that has a key wins.
     */
    public Builder addPropertiesSupplier(Supplier<Map<String, String>> supplier) {
      propertiesSuppliers.add(Objects.requireNonNull(supplier, "supplier"));
      return this;
    }

    /**
     * Adds a function that changes settings of any source, called once by {@link #build}. It gets
     * all of them, with the changes of earlier customizers, and returns those to replace; an empty
     * value makes a setting unset.
     */
    public Builder addPropertiesCustomizer(Function<Config, Map<String, String>> customizer) {
      propertiesCustomizers.add(Objects.requireNonNull(customizer, "customizer"));
      return this;
    }

    /** Sets the clock. */
    public Builder setClock(Clock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /** Adds to the resource; its attributes override settings, customizers and defaults. */
    public Builder setResource(Resource resource) {
      this.resource = Objects.requireNonNull(resource, "resource");
      return this;
    }

    /** Sets the propagators, in place of {@code otel.propagators}. */
    public Builder setPropagators(ContextPropagators propagators) {
      this.propagators = Objects.requireNonNull(propagators, "propagators");
      return this;
    }

    /**
     * Sets what {@code ExtendedOpenTelemetry.getConfigProvider} gives to instrumentation.
     *
     * @param configProvider an {@code io.opentelemetry.api.incubator.config.ConfigProvider}; the
     *     parameter has another type because the jar is optional; without it this has no effect
     */
    public Builder setConfigProvider(Object configProvider) {
      this.configProvider = Objects.requireNonNull(configProvider, "configProvider");
      return this;
    }

    /** Adds a propagator under a name for {@code otel.propagators}. */
    public Builder addPropagator(String name, TextMapPropagator propagator) {
      propagatorsByName.put(
          Objects.requireNonNull(name, "name"), Objects.requireNonNull(propagator, "propagator"));
      return this;
    }

    /**
     * Adds a customizer that gets each propagator of {@code otel.propagators}, or the one of {@link
     * #setPropagators}, and returns its replacement. With {@code none} it is not called.
     */
    public Builder addPropagatorCustomizer(UnaryOperator<TextMapPropagator> customizer) {
      propagatorCustomizers.add(Objects.requireNonNull(customizer, "customizer"));
      return this;
    }

    /** Sets the sampler, in place of {@code otel.traces.sampler}; the provider closes it. */
    public Builder setSampler(Sampler sampler) {
      return traces(sampler, "sampler", new SamplerSetting(sampler));
    }

    /** Sets the id generator. */
    public Builder setIdGenerator(IdGenerator idGenerator) {
      return traces(idGenerator, "idGenerator", traces -> traces.setIdGenerator(idGenerator));
    }

    /** Sets the span limits, in place of {@code otel.span.*} and {@code otel.attribute.*}. */
    public Builder setSpanLimits(SpanLimits spanLimits) {
      return traces(spanLimits, "spanLimits", traces -> traces.setSpanLimits(spanLimits));
    }

    /** Sets the configuration of tracers; all are enabled by default. */
    public Builder setTracerConfigurator(
        Function<InstrumentationScope, @Nullable TracerConfig> configurator) {
      return traces(
          configurator, "configurator", traces -> traces.setTracerConfigurator(configurator));
    }

    /** Adds a span processor after the existing ones. */
    public Builder addSpanProcessor(SpanProcessor processor) {
      return traces(processor, "processor", traces -> traces.addSpanProcessor(processor));
    }

    /** Adds a span processor before the existing ones. */
    public Builder addSpanProcessorFirst(SpanProcessor processor) {
      return traces(processor, "processor", traces -> traces.addSpanProcessorFirst(processor));
    }

    /** Sets the limits of log records, in place of {@code otel.attribute.*}. */
    public Builder setLogLimits(LogLimits logLimits) {
      return logs(logLimits, "logLimits", logs -> logs.setLogLimits(logLimits));
    }

    /** Adds a log record processor after the existing ones. */
    public Builder addLogRecordProcessor(LogRecordProcessor processor) {
      return logs(processor, "processor", logs -> logs.addLogRecordProcessor(processor));
    }

    /** Adds a log record processor before the existing ones. */
    public Builder addLogRecordProcessorFirst(LogRecordProcessor processor) {
      return logs(processor, "processor", logs -> logs.addLogRecordProcessorFirst(processor));
    }

    /**
     * Sets the configuration of loggers. By default all records are enabled except those of OkHttp
     * below INFO, because each request over it would create further ones.
     *
     * @param configurator called once for each logger; null from it means all records
     */
    public Builder setLoggerConfigurator(
        Function<InstrumentationScope, @Nullable LoggerConfig> configurator) {
      return logs(configurator, "configurator", logs -> logs.setLoggerConfigurator(configurator));
    }

    /** Adds a view after the existing ones. */
    public Builder addView(InstrumentSelector selector, View view) {
      Objects.requireNonNull(selector, "selector");
      return metrics(view, "view", metrics -> metrics.addView(selector, view));
    }

    /** Sets what happens when several views select one instrument. */
    public Builder setViewMatchingMode(ViewMatchingMode mode) {
      return metrics(mode, "mode", metrics -> metrics.setViewMatchingMode(mode));
    }

    /** Sets the exemplar filter, in place of {@code otel.metrics.exemplar.filter}. */
    public Builder setExemplarFilter(ExemplarFilter filter) {
      return metrics(filter, "filter", metrics -> metrics.setExemplarFilter(filter));
    }

    /**
     * Adds a reader of metrics to those of {@code otel.metrics.exporter}. Its cardinality limits
     * are set on the reader and on views.
     */
    public Builder addMetricReader(MetricReader reader) {
      return metrics(reader, "reader", metrics -> metrics.addMetricReader(reader));
    }

    /** Adds a producer of metrics that all readers export. */
    public Builder addMetricProducer(MetricProducer producer) {
      return metrics(producer, "producer", metrics -> metrics.addMetricProducer(producer));
    }

    /** Sets the configuration of meters; all are enabled by default. */
    public Builder setMeterConfigurator(Function<InstrumentationScope, MeterConfig> configurator) {
      return metrics(
          configurator, "configurator", metrics -> metrics.setMeterConfigurator(configurator));
    }

    /** Adds an exporter of a signal to those named by {@code otel.<signal>.exporter}. */
    public Builder addExporter(Signal signal, Exporter exporter) {
      AddedExporter.add(exporters, signal, new AddedExporter(exporter, null, null));
      return this;
    }

    /**
     * Adds an exporter of spans or log records with settings of its own: {@code otel.bsp.*}, {@code
     * otel.blrp.*} and {@code ringlet.<signal>.processor} override those of the SDK.
     */
    public Builder addExporter(Signal signal, Exporter exporter, Config settings) {
      Objects.requireNonNull(settings, "settings");
      AddedExporter.add(exporters, signal, new AddedExporter(exporter, settings, null));
      return this;
    }

    /** Adds an exporter of metrics; {@code reader} sets up its reader, in place of settings. */
    public Builder addMetricExporter(
        Exporter exporter, Consumer<PeriodicMetricReader.Builder> reader) {
      Objects.requireNonNull(reader, "reader");
      AddedExporter.add(exporters, Signal.METRICS, new AddedExporter(exporter, null, reader));
      return this;
    }

    /**
     * Adds a customizer of every exporter of a signal, including those that properties name: it
     * gets the exporter and returns its replacement, which closes the original.
     */
    public Builder addExporterCustomizer(Signal signal, UnaryOperator<Exporter> customizer) {
      Objects.requireNonNull(signal, "signal");
      exporterCustomizers
          .computeIfAbsent(signal, s -> new ArrayList<>())
          .add(Objects.requireNonNull(customizer, "customizer"));
      return this;
    }

    /**
     * Adds a customizer that gets the sampler, of a property or {@link #setSampler}, and returns
     * its replacement, which closes it. A file without a tracer provider ignores the customizer.
     */
    public Builder addSamplerCustomizer(UnaryOperator<Sampler> customizer) {
      samplerCustomizers.add(Objects.requireNonNull(customizer, "customizer"));
      return this;
    }

    /**
     * Creates and starts the SDK. A builder may build several; what {@code ringlet.customizers} add
     * is in the SDK that is built and not in the builder.
     *
     * @throws dev.ringlet.config.ConfigException if a setting cannot be used
     */
    public RingletSdk build() {
      return new Assembly(this).build();
    }

    /**
     * Creates and starts the SDK and registers it with {@link GlobalOpenTelemetry}.
     *
     * @throws IllegalStateException if another is registered already; the SDK is closed then
     * @throws dev.ringlet.config.ConfigException if a setting cannot be used
     */
    public RingletSdk buildAndRegisterGlobal() {
      return GlobalRegistration.require(build());
    }
  }
}
