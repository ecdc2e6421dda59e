// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import io.opentelemetry.api.incubator.ExtendedOpenTelemetry;
import io.opentelemetry.api.incubator.config.ConfigProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import org.jspecify.annotations.Nullable;

/** An SDK with the additional methods of the API's incubator; loaded only if its jar is present. */
final class ExtendedRingletSdk extends RingletSdk implements ExtendedOpenTelemetry {
  private final ConfigProvider configProvider;

  private ExtendedRingletSdk(
      Config config,
      ContextPropagators propagators,
      ExportPipelines pipelines,
      Providers providers,
      ConfigProvider configProvider) {
    super(config, propagators, pipelines, providers);
    this.configProvider = configProvider;
  }

  @Override
  public ConfigProvider getConfigProvider() {
    return configProvider;
  }

  /** Whether the incubator fits the API; a constructor that fails would leave a shutdown hook. */
  static boolean isUsable() {
    return ConfigProvider.noop() != null;
  }

  static RingletSdk create(
      Config config,
      ContextPropagators propagators,
      ExportPipelines pipelines,
      Providers providers,
      @Nullable Object configProvider) {
    return new ExtendedRingletSdk(
        config, propagators, pipelines, providers, configProvider(configProvider));
  }

  /** Before the constructor, whose shutdown hook would stay. */
  private static ConfigProvider configProvider(@Nullable Object given) {
    if (given == null) {
      return ConfigProvider.noop();
    }
    if (given instanceof ConfigProvider provider) {
      return provider;
    }
    throw new ConfigException(
        "configProvider: expected a "
            + ConfigProvider.class.getName()
            + ", not a "
            + given.getClass().getName());
  }
}
