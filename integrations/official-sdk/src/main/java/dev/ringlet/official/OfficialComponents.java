// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.ComponentProvider;
import dev.ringlet.RingletSdk;
import dev.ringlet.config.Config;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.metrics.MetricReader;
import dev.ringlet.trace.Sampler;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurablePropagatorProvider;
import io.opentelemetry.sdk.autoconfigure.spi.internal.ConfigurableMetricReaderProvider;
import io.opentelemetry.sdk.autoconfigure.spi.logs.ConfigurableLogRecordExporterProvider;
import io.opentelemetry.sdk.autoconfigure.spi.metrics.ConfigurableMetricExporterProvider;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSamplerProvider;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider;
import org.jspecify.annotations.Nullable;

/**
 * Components of the official SDK on the class path, by the names that their providers give them:
 * exporters, readers of metrics, samplers and propagators. {@code ringlet.customizers=official}
 * adds those that have no name: {@code ResourceProvider} and {@code
 * AutoConfigurationCustomizerProvider}. Found by Ringlet itself.
 */
public final class OfficialComponents implements ComponentProvider {
  private static final String NAME = "official";

  private final Services services = Services.ofThisClassPath();

  /** For the service loader. */
  public OfficialComponents() {}

  @Override
  public @Nullable Exporter createExporter(Signal signal, String name, Config config) {
    ConfigProperties properties = new ConfigView(config);
    return switch (signal) {
      case TRACES ->
          services.named(
              ConfigurableSpanExporterProvider.class,
              ConfigurableSpanExporterProvider::getName,
              name,
              from -> OfficialTypes.exporter(from.createExporter(properties)));
      case METRICS ->
          services.named(
              ConfigurableMetricExporterProvider.class,
              ConfigurableMetricExporterProvider::getName,
              name,
              from -> OfficialTypes.exporter(from.createExporter(properties)));
      case LOGS ->
          services.named(
              ConfigurableLogRecordExporterProvider.class,
              ConfigurableLogRecordExporterProvider::getName,
              name,
              from -> OfficialTypes.exporter(from.createExporter(properties)));
      case PROFILES -> null;
    };
  }

  @Override
  public @Nullable MetricReader createMetricReader(String name, Config config) {
    return services.named(
        ConfigurableMetricReaderProvider.class,
        ConfigurableMetricReaderProvider::getName,
        name,
        from ->
            OfficialMetricReader.of(from.createMetricReader(new ConfigView(config)))
                .setCardinalityLimit(
                    config.getInt(
                        "otel.java.metrics.cardinality.limit", 2000, 1, Integer.MAX_VALUE))
                .build());
  }

  @Override
  public @Nullable Sampler createSampler(String name, Config config) {
    return services.named(
        ConfigurableSamplerProvider.class,
        ConfigurableSamplerProvider::getName,
        name,
        from -> OfficialTypes.sampler(from.createSampler(new ConfigView(config))));
  }

  @Override
  public @Nullable TextMapPropagator createPropagator(String name, Config config) {
    return services.named(
        ConfigurablePropagatorProvider.class,
        ConfigurablePropagatorProvider::getName,
        name,
        from -> from.getPropagator(new ConfigView(config)));
  }

  @Override
  public boolean customize(String name, RingletSdk.Builder builder, Config config) {
    if (!name.equals(NAME)) {
      return false;
    }
    Customizers customizers = new Customizers();
    customizers.addAllOf(services);
    customizers.apply(services, builder, config);
    return true;
  }
}
