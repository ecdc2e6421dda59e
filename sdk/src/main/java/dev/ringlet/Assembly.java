// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.named.NamedExporters;
import dev.ringlet.internal.batch.BatchPolicy;
import dev.ringlet.internal.batch.BatchWorker;
import dev.ringlet.internal.batch.DirectSink;
import dev.ringlet.internal.batch.FanOutSink;
import dev.ringlet.internal.batch.RecordSink;
import dev.ringlet.internal.delivery.TrackedExporter;
import dev.ringlet.internal.engine.CreationCounts;
import dev.ringlet.internal.engine.Incubator;
import dev.ringlet.internal.engine.Pipeline;
import dev.ringlet.internal.engine.PipelineExporter;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.request.RequestFrame;
import dev.ringlet.internal.request.ScopeTable;
import dev.ringlet.internal.time.AnchoredClock;
import dev.ringlet.logs.LogLimits;
import dev.ringlet.logs.LogRecordFilter;
import dev.ringlet.logs.RingletLoggerProvider;
import dev.ringlet.metrics.ExemplarFilter;
import dev.ringlet.metrics.MetricReader;
import dev.ringlet.metrics.PeriodicMetricReader;
import dev.ringlet.metrics.RingletMeterProvider;
import dev.ringlet.trace.RingletTracerProvider;
import dev.ringlet.trace.Sampler;
import dev.ringlet.trace.Samplers;
import dev.ringlet.trace.SpanFilter;
import dev.ringlet.trace.SpanLimits;
import io.opentelemetry.context.propagation.ContextPropagators;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Builds an SDK. If that fails, closes everything that has been started. */
final class Assembly {
  private static final int POOLED_BUFFERS = 256;
  private static final long MILLI = 1_000_000L;
  private static final String SPAN_FILTER = "ringlet.traces.filter";
  private static final String LOG_FILTER = "ringlet.logs.filter";

  private RingletSdk.Builder builder;
  private @Nullable ConfigurationFileReader fileReader;
  private final Settings settings;
  private Config config;
  private final ExportPipelines pipelines = new ExportPipelines();
  private final OwnedExporters owned = new OwnedExporters();
  private final AddedParts added = new AddedParts();

  private final List<MetricReader> startedReaders = new ArrayList<>();
  private @Nullable Components components;
  private @Nullable RingletMeterProvider metrics;

  /** One of a component provider, of the file or of a customizer, which may have a thread. */
  private @Nullable Sampler startedSampler;

  private @Nullable CreationCounts counts;

  @SuppressWarnings("NullAway.Init") // set unless the SDK is disabled
  private SignalExporters exporters;

  @SuppressWarnings("NullAway.Init") // set unless the SDK is disabled
  private RecordPool pool;

  @SuppressWarnings("NullAway.Init") // set unless the SDK is disabled
  private AnchoredClock clock;

  @SuppressWarnings("NullAway.Init") // set unless the SDK is disabled
  private Resource resource;

  Assembly(RingletSdk.Builder builder) {
    this.builder = builder;
    settings = new Settings(builder);
    config = settings.read();
  }

  RingletSdk build() {
    try {
      if (config.isSet(ConfigurationFile.KEY)) {
        readFile();
      } else {
        customize();
      }
      if (config.isSet(LogLevel.KEY)) {
        LogLevel.set(config);
      }
      ContextPropagators propagators = Propagators.of(builder, config, this);
      if (config.getBoolean("otel.sdk.disabled", false)) {
        RingletSdk disabled = sdk(propagators, null, null, null);
        closeUnused(new Closer(null));
        return disabled;
      }
      counts = SelfTelemetry.isEnabled(config) ? new CreationCounts() : null;
      exporters = new SignalExporters(builder, config, this, owned);
      ProfilesAssembly.prepare(config);
      pool = new RecordPool(POOLED_BUFFERS, BatchPolicy.defaultStripes());
      clock = new AnchoredClock(builder.clock);
      pipelines.setClock(clock);
      resource = resource();
      ProfilesAssembly.start(config, resource, exporters, owned, pipelines);
      metrics = metrics();
      RingletSdk sdk = sdk(propagators, traces(), metrics, logs());
      if (counts != null && metrics != null) {
        SelfTelemetry.register(metrics, pipelines, counts);
      }
      config.warnOfUnknownKeys();
      if (components != null) {
        components.started(sdk);
      }
      return sdk;
    } catch (RuntimeException | Error e) {
      closeUnused(new Closer(e));
      throw e;
    }
  }

  /** Closes everything that has been started or added. */
  private void closeUnused(Closer closer) {
    closer.close(pipelines::close);
    owned.close(closer);
    closer.close(this::closeReaders);
    added.closeProcessors(closer);
    if (startedSampler != null) {
      closer.close(startedSampler::close);
    }
  }

  /** Returns an object with the additional methods of the API's incubator if its jar is present. */
  private RingletSdk sdk(
      ContextPropagators propagators,
      @Nullable RingletTracerProvider tracers,
      @Nullable RingletMeterProvider meters,
      @Nullable RingletLoggerProvider loggers) {
    Providers providers = new Providers(tracers, meters, loggers, pipelines);
    if (Incubator.isPresent() && isExtendedUsable()) {
      return ExtendedRingletSdk.create(
          config, propagators, pipelines, providers, builder.configProvider);
    }
    return new RingletSdk(config, propagators, pipelines, providers);
  }

  private static boolean isExtendedUsable() {
    try {
      return ExtendedRingletSdk.isUsable();
    } catch (LinkageError e) {
      return false; // the incubator does not fit the API
    }
  }

  /** Readers are closed by the provider that they belong to; those without one get one. */
  private void closeReaders() {
    RingletMeterProvider owner = metrics;
    if (owner == null) {
      if (startedReaders.isEmpty() && !added.hasMeterSettings()) {
        return;
      }
      RingletMeterProvider.Builder none = RingletMeterProvider.builder();
      startedReaders.forEach(none::addMetricReader);
      added.addReaders(none);
      owner = none.build();
    }
    owner.close(Duration.ZERO);
  }

  /** The file replaces the settings; what the application set in code overrides the file. */
  private void readFile() {
    fileReader = ConfigurationFile.reader();
    RingletSdk.Builder file = RingletSdk.builder();
    try {
      config = fileReader.read(config.getString(ConfigurationFile.KEY, ""), config, file);
    } finally {
      file.exporters.values().forEach(all -> all.forEach(one -> owned.add(one.exporter())));
      added.add(RingletSdk.builder(), file);
      startedSampler = added.sampler();
    }
    ConfigurationFile.append(file, builder);
    builder = file;
  }

  /** Whether neither a file nor the application configures a signal, so that nothing records it. */
  private boolean isLeftOut(Signal signal, List<?> settings) {
    return fileReader != null && hasNothingAdded(signal, settings);
  }

  /**
   * Whether nothing exports a signal and no setting in code may add what does, so that the classes
   * of its provider need not be loaded. Not asked for traces, whose ids must be propagated.
   */
  private boolean isUnread(Signal signal, List<?> settings) {
    return hasNothingAdded(signal, settings) && exporters.names(signal).isEmpty();
  }

  private boolean hasNothingAdded(Signal signal, List<?> settings) {
    return settings.isEmpty() && !builder.exporters.containsKey(signal);
  }

  private void customize() {
    List<String> names = config.getList(Components.CUSTOMIZERS);
    boolean isViewed = config.getBoolean(Components.VIEWER, false);
    if (!names.isEmpty() || isViewed) {
      RingletSdk.Builder given = builder;
      builder = BuilderCopy.of(given);
      settings.continueWith(builder);
      Resource inCode = builder.resource;
      try {
        components().customize(names, isViewed, builder, owned);
      } finally {
        added.add(given, builder);
        startedSampler = added.sampler();
      }
      Resource found = builder.resource;
      builder.resource = found == null ? inCode : found.merge(inCode);
      config = settings.read();
      components = components().with(config);
    }
  }

  /** A file describes all of it. */
  private Resource resource() {
    return fileReader != null && builder.resource != null
        ? builder.resource
        : Resource.fromConfig(config, detected()).merge(builder.resource);
  }

  /** Loads no class unless a setting names a detector. */
  private Resource detected() {
    return config.isSet(ResourceDetectors.KEY)
            || config.isSet(ResourceDetectors.PROVIDERS)
            || config.isSet(ResourceDetectors.AWS)
            || config.isSet(ResourceDetectors.AZURE)
            || config.isSet(ResourceDetectors.GCP)
        ? ResourceDetectors.detect(config, this::components)
        : Resource.empty();
  }

  private @Nullable RingletTracerProvider traces() {
    if (isLeftOut(Signal.TRACES, builder.tracerSettings)) {
      return null;
    }
    long delayNanos = (exporters.isWatched(Signal.TRACES) ? 1_000 : 5_000) * MILLI;
    Sampler configured = sampler();
    RingletTracerProvider.Builder traces =
        RingletTracerProvider.builder()
            .setSpanLimits(SpanLimits.fromConfig(config))
            .setResource(resource)
            .setSampler(configured);
    apply(builder.tracerSettings, traces);
    if (startedSampler != null) {
      closeIfReplaced(startedSampler);
    }
    if (!builder.samplerCustomizers.isEmpty()) {
      traces.setSampler(customized(configured));
    }
    String filter = config.getString(SPAN_FILTER);
    if (filter != null) {
      traces.addSpanProcessor(SpanFilter.parse(SPAN_FILTER, filter));
    }
    return traces.addExporter(pipeline(Signal.TRACES, "bsp", delayNanos)).build();
  }

  private Sampler sampler() {
    Sampler sampler = namedSampler();
    return config.getBoolean("ringlet.sampler.always.record", false)
        ? Samplers.alwaysRecord(sampler)
        : sampler;
  }

  private Sampler namedSampler() {
    String name = config.getString(Samplers.KEY, Samplers.DEFAULT);
    Sampler builtIn = Samplers.named(name, config);
    if (builtIn != null) {
      return builtIn;
    }
    startedSampler = components().sampler(Samplers.KEY, name, Samplers.names());
    return startedSampler;
  }

  /** The replacement closes what it replaces. */
  private Sampler customized(Sampler configured) {
    Sampler inCode = SamplerSetting.last(builder.tracerSettings);
    Sampler all = inCode == null ? configured : inCode;
    for (UnaryOperator<Sampler> customizer : builder.samplerCustomizers) {
      all = Objects.requireNonNull(customizer.apply(all), "customizer");
      startedSampler = all;
    }
    return all;
  }

  private void closeIfReplaced(Sampler configured) {
    Sampler inCode = SamplerSetting.last(builder.tracerSettings);
    if (inCode != null && inCode != configured) {
      SamplerSetting.close(configured);
      startedSampler = inCode == added.sampler() ? inCode : null;
    }
  }

  private @Nullable RingletMeterProvider metrics() {
    if (isLeftOut(Signal.METRICS, builder.meterSettings)) {
      return null;
    }
    ExemplarFilter filter = ExemplarFilter.fromConfig(config);
    if (isUnread(Signal.METRICS, builder.meterSettings)) {
      return null;
    }
    RingletMeterProvider.Builder metrics =
        RingletMeterProvider.builder()
            .setResource(resource)
            .setExemplarFilter(filter)
            .setClock(clock);
    apply(builder.meterSettings, metrics);
    for (MetricReader reader : readers()) {
      metrics.addMetricReader(reader);
    }
    return metrics.build();
  }

  private @Nullable RingletLoggerProvider logs() {
    if (isLeftOut(Signal.LOGS, builder.loggerSettings)) {
      return null;
    }
    LogLimits limits = LogLimits.fromConfig(config);
    String filter = config.getString(LOG_FILTER);
    if (filter == null && isUnread(Signal.LOGS, builder.loggerSettings)) {
      return null;
    }
    RingletLoggerProvider.Builder logs =
        RingletLoggerProvider.builder()
            .setLogLimits(limits)
            .setResource(resource)
            .setLoggerConfigurator(LoggerDefaults::of);
    apply(builder.loggerSettings, logs);
    if (filter != null) {
      logs.addLogRecordProcessor(LogRecordFilter.parse(LOG_FILTER, filter));
    }
    return logs.addExporter(pipeline(Signal.LOGS, "blrp", 1_000 * MILLI)).build();
  }

  /**
   * A loop and no lambda, because linking a lambda takes a fraction of a millisecond at the start.
   */
  private static <B> void apply(List<Consumer<B>> settings, B provider) {
    for (Consumer<B> setting : settings) {
      setting.accept(provider);
    }
  }

  private PipelineExporter pipeline(Signal signal, String prefix, long delayNanos) {
    RecordSink sink = sink(signal, prefix, delayNanos);
    return new PipelineExporter(new Pipeline(clock, pool, sink, counts));
  }

  /** Creates the sink for the records of a signal; null when nothing is exported. */
  private @Nullable RecordSink sink(Signal signal, String prefix, long delayNanos) {
    List<AddedExporter> all = exporters.create(signal);
    if (all.isEmpty()) {
      return null;
    }
    ScopeTable scopes = new ScopeTable(pool);
    RequestFrame frame = new RequestFrame(pool, resource, scopes);
    List<RecordSink> sinks = new ArrayList<>();
    for (AddedExporter added : all) {
      Config settings = added.settings() == null ? config : added.settings();
      BatchPolicy policy = BatchPolicy.fromConfig(settings, signal, prefix, delayNanos);
      String processor =
          settings.getEnum("ringlet." + signal.key() + ".processor", "batch", "batch", "simple");
      String suffix = signal == Signal.LOGS ? "log_processor" : "span_processor";
      if (processor.equals("batch")) {
        BatchWorker worker =
            new BatchWorker(policy, frame, scopes, added.exporter(), clock::resync);
        sinks.add(worker);
        pipelines.add(signal, "batching_" + suffix, worker);
      } else {
        long timeoutNanos = policy.exportTimeoutNanos();
        DirectSink sink = new DirectSink(signal, frame, scopes, added.exporter(), timeoutNanos);
        sinks.add(sink);
        pipelines.add(signal, "simple_" + suffix, sink);
      }
      owned.handOver(added.exporter());
    }
    return FanOutSink.of(sinks);
  }

  private List<MetricReader> readers() {
    List<MetricReader> readers = new ArrayList<>();
    for (String name : exporters.names(Signal.METRICS)) {
      MetricReader own =
          NamedExporters.NAMES.contains(name) ? null : components().metricReader(name);
      if (own != null) {
        startedReaders.add(own);
      }
      readers.add(own == null ? periodic(exporters.create(Signal.METRICS, name), null) : own);
    }
    for (AddedExporter added : builder.exporters.getOrDefault(Signal.METRICS, List.of())) {
      readers.add(periodic(exporters.customized(Signal.METRICS, added.exporter()), added.reader()));
    }
    return readers;
  }

  private MetricReader periodic(
      Exporter exporter, @Nullable Consumer<PeriodicMetricReader.Builder> settings) {
    TrackedExporter tracked = new TrackedExporter(exporter);
    MetricReader reader;
    if (settings == null) {
      reader = PeriodicMetricReader.fromConfig(config, tracked);
    } else {
      PeriodicMetricReader.Builder own = PeriodicMetricReader.builder(tracked);
      settings.accept(own);
      reader = own.build();
    }
    pipelines.add(Signal.METRICS, "periodic_metric_reader", tracked.delivery());
    owned.handOver(exporter);
    return reader;
  }

  /**
   * The component providers on the class path; loaded when a setting has a name that is not built
   * in.
   */
  Components components() {
    components = components == null ? Components.load(config) : components;
    return components;
  }
}
