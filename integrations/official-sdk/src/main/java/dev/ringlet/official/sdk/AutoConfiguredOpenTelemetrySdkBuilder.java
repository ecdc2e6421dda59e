// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official.sdk;

import dev.ringlet.RingletSdk;
import dev.ringlet.config.Config;
import dev.ringlet.official.Customizers;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Creates an {@link OpenTelemetrySdk} from the settings that Ringlet reads, the customizers given
 * here, and the customizers and resource providers on the class path. Not thread-safe.
 */
public final class AutoConfiguredOpenTelemetrySdkBuilder implements AutoConfigurationCustomizer {
  private static final String CUSTOMIZERS = "ringlet.customizers";

  private final Customizers customizers = new Customizers();
  private final RingletSdk.Builder builder = RingletSdk.builder();
  private ClassLoader loader = AutoConfiguredOpenTelemetrySdkBuilder.class.getClassLoader();
  private boolean global;

  AutoConfiguredOpenTelemetrySdkBuilder() {}

  @Override
  public AutoConfiguredOpenTelemetrySdkBuilder addPropagatorCustomizer(
      BiFunction<? super TextMapPropagator, ConfigProperties, ? extends TextMapPropagator>
          customizer) {
    customizers.addPropagatorCustomizer(customizer);
    return this;
  }

  @Override
  public AutoConfiguredOpenTelemetrySdkBuilder addResourceCustomizer(
      BiFunction<? super Resource, ConfigProperties, ? extends Resource> customizer) {
    customizers.addResourceCustomizer(customizer);
    return this;
  }

  @Override
  public AutoConfiguredOpenTelemetrySdkBuilder addSamplerCustomizer(
      BiFunction<? super Sampler, ConfigProperties, ? extends Sampler> customizer) {
    customizers.addSamplerCustomizer(customizer);
    return this;
  }

  @Override
  public AutoConfiguredOpenTelemetrySdkBuilder addSpanExporterCustomizer(
      BiFunction<? super SpanExporter, ConfigProperties, ? extends SpanExporter> customizer) {
    customizers.addSpanExporterCustomizer(customizer);
    return this;
  }

  @Override
  public AutoConfiguredOpenTelemetrySdkBuilder addSpanProcessorCustomizer(
      BiFunction<? super SpanProcessor, ConfigProperties, ? extends SpanProcessor> customizer) {
    customizers.addSpanProcessorCustomizer(customizer);
    return this;
  }

  @Override
  public AutoConfiguredOpenTelemetrySdkBuilder addPropertiesSupplier(
      Supplier<Map<String, String>> supplier) {
    customizers.addPropertiesSupplier(supplier);
    return this;
  }

  @Override
  public AutoConfiguredOpenTelemetrySdkBuilder addPropertiesCustomizer(
      Function<ConfigProperties, Map<String, String>> customizer) {
    customizers.addPropertiesCustomizer(customizer);
    return this;
  }

  @Override
  public AutoConfiguredOpenTelemetrySdkBuilder addTracerProviderCustomizer(
      BiFunction<SdkTracerProviderBuilder, ConfigProperties, SdkTracerProviderBuilder> customizer) {
    customizers.addTracerProviderCustomizer(customizer);
    return this;
  }

  @Override
  public AutoConfiguredOpenTelemetrySdkBuilder addMeterProviderCustomizer(
      BiFunction<SdkMeterProviderBuilder, ConfigProperties, SdkMeterProviderBuilder> customizer) {
    customizers.addMeterProviderCustomizer(customizer);
    return this;
  }

  @Override
  public AutoConfiguredOpenTelemetrySdkBuilder addMetricExporterCustomizer(
      BiFunction<? super MetricExporter, ConfigProperties, ? extends MetricExporter> customizer) {
    customizers.addMetricExporterCustomizer(customizer);
    return this;
  }

  @Override
  public AutoConfiguredOpenTelemetrySdkBuilder addMetricReaderCustomizer(
      BiFunction<? super MetricReader, ConfigProperties, ? extends MetricReader> customizer) {
    customizers.addMetricReaderCustomizer(customizer);
    return this;
  }

  @Override
  public AutoConfiguredOpenTelemetrySdkBuilder addLoggerProviderCustomizer(
      BiFunction<SdkLoggerProviderBuilder, ConfigProperties, SdkLoggerProviderBuilder> customizer) {
    customizers.addLoggerProviderCustomizer(customizer);
    return this;
  }

  @Override
  public AutoConfiguredOpenTelemetrySdkBuilder addLogRecordExporterCustomizer(
      BiFunction<? super LogRecordExporter, ConfigProperties, ? extends LogRecordExporter>
          customizer) {
    customizers.addLogRecordExporterCustomizer(customizer);
    return this;
  }

  @Override
  public AutoConfiguredOpenTelemetrySdkBuilder addLogRecordProcessorCustomizer(
      BiFunction<? super LogRecordProcessor, ConfigProperties, ? extends LogRecordProcessor>
          customizer) {
    customizers.addLogRecordProcessorCustomizer(customizer);
    return this;
  }

  /** Disables the shutdown hook, so that the end of the process does not close the SDK. */
  public AutoConfiguredOpenTelemetrySdkBuilder disableShutdownHook() {
    builder.property("ringlet.shutdown.hook", "false");
    return this;
  }

  /** Registers the SDK with {@link GlobalOpenTelemetry}. */
  public AutoConfiguredOpenTelemetrySdkBuilder setResultAsGlobal() {
    global = true;
    return this;
  }

  /** Sets the class loader for customizers and resource providers. */
  public AutoConfiguredOpenTelemetrySdkBuilder setServiceClassLoader(ClassLoader loader) {
    this.loader = Objects.requireNonNull(loader, "loader");
    return this;
  }

  /**
   * Creates the SDK.
   *
   * @throws dev.ringlet.config.ConfigException if a setting cannot be used
   * @throws IllegalStateException if it is to be global and something is registered already; the
   *     SDK is closed then
   */
  public AutoConfiguredOpenTelemetrySdk build() {
    Config config = Config.fromSystem(Map.of());
    customizers.apply(loader, builder, config);
    List<String> others = new ArrayList<>(config.getList(CUSTOMIZERS));
    others.remove("official"); // they have been applied
    builder.property(CUSTOMIZERS, String.join(",", others));
    RingletSdk ringlet = builder.build();
    OpenTelemetrySdk sdk =
        new OpenTelemetrySdk(
            ringlet.getTracerProvider(),
            ringlet.getMeterProvider(),
            ringlet.getLogsBridge(),
            ringlet.getPropagators(),
            ringlet::close);
    if (global) {
      try {
        GlobalOpenTelemetry.set(sdk);
      } catch (IllegalStateException taken) {
        sdk.close();
        throw taken;
      }
    }
    return new AutoConfiguredOpenTelemetrySdk(sdk);
  }
}
