// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.RingletSdk;
import dev.ringlet.config.Config;
import dev.ringlet.config.Origin;
import dev.ringlet.export.Signal;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.SdkLoggerProviderBuilder;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Collects the changes of official customizers and applies them to a builder of Ringlet.
 *
 * <p>A customizer gets an object of the official SDK where Ringlet has none: a sampler or an
 * exporter that delegates to Ringlet's. If it returns the same object, nothing changes. Not
 * thread-safe.
 */
public final class Customizers implements AutoConfigurationCustomizer {
  final List<BiFunction<? super TextMapPropagator, ConfigProperties, ? extends TextMapPropagator>>
      propagators = new ArrayList<>();
  final List<BiFunction<? super Resource, ConfigProperties, ? extends Resource>> resources =
      new ArrayList<>();
  final List<BiFunction<? super Sampler, ConfigProperties, ? extends Sampler>> samplers =
      new ArrayList<>();
  final List<BiFunction<? super SpanExporter, ConfigProperties, ? extends SpanExporter>>
      spanExporters = new ArrayList<>();
  final List<BiFunction<? super MetricExporter, ConfigProperties, ? extends MetricExporter>>
      metricExporters = new ArrayList<>();
  final List<BiFunction<? super LogRecordExporter, ConfigProperties, ? extends LogRecordExporter>>
      logRecordExporters = new ArrayList<>();
  final List<BiFunction<? super SpanProcessor, ConfigProperties, ? extends SpanProcessor>>
      spanProcessors = new ArrayList<>();
  final List<BiFunction<? super LogRecordProcessor, ConfigProperties, ? extends LogRecordProcessor>>
      logRecordProcessors = new ArrayList<>();
  final List<BiFunction<SdkTracerProviderBuilder, ConfigProperties, SdkTracerProviderBuilder>>
      tracerProviders = new ArrayList<>();
  final List<BiFunction<SdkMeterProviderBuilder, ConfigProperties, SdkMeterProviderBuilder>>
      meterProviders = new ArrayList<>();
  final List<BiFunction<SdkLoggerProviderBuilder, ConfigProperties, SdkLoggerProviderBuilder>>
      loggerProviders = new ArrayList<>();
  private final List<Supplier<Map<String, String>>> propertySuppliers = new ArrayList<>();
  private final List<Function<ConfigProperties, Map<String, String>>> propertyCustomizers =
      new ArrayList<>();

  /** Creates an empty collection. */
  public Customizers() {}

  /** Collects the changes of all providers on a class path. */
  void addAllOf(Services services) {
    for (AutoConfigurationCustomizerProvider provider :
        services.ordered(AutoConfigurationCustomizerProvider.class)) {
      provider.customize(this);
    }
  }

  /**
   * Collects the changes of all providers on the class path of a loader, and applies them to an
   * SDK.
   *
   * @param config the settings of the builder so far
   */
  public void apply(ClassLoader loader, RingletSdk.Builder builder, Config config) {
    Services services = new Services(loader);
    addAllOf(services);
    apply(services, builder, config);
  }

  void apply(Services services, RingletSdk.Builder builder, Config before) {
    Config config = applyProperties(builder, before);
    new CustomizedParts(this, services, builder, config).apply();
  }

  /** Returns the settings as Ringlet reads them: of several suppliers the last one wins. */
  private Config applyProperties(RingletSdk.Builder builder, Config before) {
    Map<String, String> set = new HashMap<>();
    Map<String, String> defaults = new HashMap<>();
    for (String key : before.keys()) {
      (before.origin(key) == Origin.SUPPLIER ? defaults : set)
          .put(key, Objects.requireNonNull(before.getString(key), key));
    }
    for (Supplier<Map<String, String>> supplier : propertySuppliers) {
      Map<String, String> own = supplier.get();
      builder.addPropertiesSupplier(() -> own);
      defaults.putAll(own);
    }
    Config config = Config.of(set, Map.of(), Map.of(), defaults);
    for (Function<ConfigProperties, Map<String, String>> customizer : propertyCustomizers) {
      Map<String, String> changes =
          Services.calling(asSupplier(customizer, new ConfigView(config)));
      changes.forEach((key, value) -> builder.property(key, value == null ? "" : value));
      config = config.withOverrides(changes);
    }
    return config;
  }

  private static <A, B> Supplier<B> asSupplier(Function<A, B> function, A argument) {
    return () -> function.apply(argument);
  }

  /** The result of a chain of customizers for a component. */
  static <T> T chain(
      List<? extends BiFunction<? super T, ConfigProperties, ? extends T>> customizers,
      T part,
      ConfigProperties properties) {
    T made = part;
    for (BiFunction<? super T, ConfigProperties, ? extends T> customizer : customizers) {
      T last = made;
      made = Services.calling(() -> customizer.apply(last, properties));
    }
    return made;
  }

  /** Whether exporters of a signal are added as processors. */
  boolean customizesProcessors(Signal signal) {
    return signal == Signal.TRACES
        ? !spanProcessors.isEmpty()
        : signal == Signal.LOGS && !logRecordProcessors.isEmpty();
  }

  @Override
  public Customizers addPropagatorCustomizer(
      BiFunction<? super TextMapPropagator, ConfigProperties, ? extends TextMapPropagator>
          customizer) {
    propagators.add(Objects.requireNonNull(customizer, "customizer"));
    return this;
  }

  @Override
  public Customizers addResourceCustomizer(
      BiFunction<? super Resource, ConfigProperties, ? extends Resource> customizer) {
    resources.add(Objects.requireNonNull(customizer, "customizer"));
    return this;
  }

  @Override
  public Customizers addSamplerCustomizer(
      BiFunction<? super Sampler, ConfigProperties, ? extends Sampler> customizer) {
    samplers.add(Objects.requireNonNull(customizer, "customizer"));
    return this;
  }

  @Override
  public Customizers addSpanExporterCustomizer(
      BiFunction<? super SpanExporter, ConfigProperties, ? extends SpanExporter> customizer) {
    spanExporters.add(Objects.requireNonNull(customizer, "customizer"));
    return this;
  }

  @Override
  public Customizers addSpanProcessorCustomizer(
      BiFunction<? super SpanProcessor, ConfigProperties, ? extends SpanProcessor> customizer) {
    spanProcessors.add(Objects.requireNonNull(customizer, "customizer"));
    return this;
  }

  @Override
  public Customizers addPropertiesSupplier(Supplier<Map<String, String>> supplier) {
    propertySuppliers.add(Objects.requireNonNull(supplier, "supplier"));
    return this;
  }

  @Override
  public Customizers addPropertiesCustomizer(
      Function<ConfigProperties, Map<String, String>> customizer) {
    propertyCustomizers.add(Objects.requireNonNull(customizer, "customizer"));
    return this;
  }

  @Override
  public Customizers addTracerProviderCustomizer(
      BiFunction<SdkTracerProviderBuilder, ConfigProperties, SdkTracerProviderBuilder> customizer) {
    tracerProviders.add(Objects.requireNonNull(customizer, "customizer"));
    return this;
  }

  @Override
  public Customizers addMeterProviderCustomizer(
      BiFunction<SdkMeterProviderBuilder, ConfigProperties, SdkMeterProviderBuilder> customizer) {
    meterProviders.add(Objects.requireNonNull(customizer, "customizer"));
    return this;
  }

  @Override
  public Customizers addMetricExporterCustomizer(
      BiFunction<? super MetricExporter, ConfigProperties, ? extends MetricExporter> customizer) {
    metricExporters.add(Objects.requireNonNull(customizer, "customizer"));
    return this;
  }

  /**
   * Not supported: the readers in front of exporters are Ringlet's own.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public Customizers addMetricReaderCustomizer(
      BiFunction<? super MetricReader, ConfigProperties, ? extends MetricReader> customizer) {
    throw new UnsupportedOperationException(
        "Ringlet's metric readers cannot be customized; add one by addMeterProviderCustomizer");
  }

  @Override
  public Customizers addLoggerProviderCustomizer(
      BiFunction<SdkLoggerProviderBuilder, ConfigProperties, SdkLoggerProviderBuilder> customizer) {
    loggerProviders.add(Objects.requireNonNull(customizer, "customizer"));
    return this;
  }

  @Override
  public Customizers addLogRecordExporterCustomizer(
      BiFunction<? super LogRecordExporter, ConfigProperties, ? extends LogRecordExporter>
          customizer) {
    logRecordExporters.add(Objects.requireNonNull(customizer, "customizer"));
    return this;
  }

  @Override
  public Customizers addLogRecordProcessorCustomizer(
      BiFunction<? super LogRecordProcessor, ConfigProperties, ? extends LogRecordProcessor>
          customizer) {
    logRecordProcessors.add(Objects.requireNonNull(customizer, "customizer"));
    return this;
  }
}
