// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.metrics.MetricReader;
import dev.ringlet.trace.Sampler;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Creates components of an SDK that settings name. Providers are found by {@link ServiceLoader},
 * and only when a setting contains a name that is not built in; the first provider that has the
 * name creates the component. Follows the OpenTelemetry specification, "Configuration SDK", section
 * "PluginComponentProvider".
 *
 * <p>Called on the thread that builds the SDK. Each method returns null for an unknown name, and
 * throws {@link ConfigException} for settings that it cannot use; then the SDK does not start.
 * Names come as they are written in the setting.
 */
public interface ComponentProvider {
  /**
   * Loads all providers of the class path, in the order of {@link ServiceLoader}.
   *
   * @throws ConfigException if one cannot be loaded
   */
  static List<ComponentProvider> loadAll() {
    List<ComponentProvider> found = new ArrayList<>();
    try {
      ServiceLoader.load(ComponentProvider.class, ComponentProvider.class.getClassLoader())
          .forEach(found::add);
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new ConfigException("A component provider cannot be loaded: " + e.getMessage());
    }
    return found;
  }

  /**
   * Creates an exporter that {@code otel.<signal>.exporter} names, which the SDK closes. One of
   * metrics may be a {@link dev.ringlet.metrics.MetricExporter}.
   */
  default @Nullable Exporter createExporter(Signal signal, String name, Config config) {
    return null;
  }

  /**
   * Creates a reader that {@code otel.metrics.exporter} names, if the component is not an exporter.
   * Called before {@link #createExporter}.
   */
  default @Nullable MetricReader createMetricReader(String name, Config config) {
    return null;
  }

  /** Creates a sampler that {@code otel.traces.sampler} names. */
  default @Nullable Sampler createSampler(String name, Config config) {
    return null;
  }

  /** Creates a propagator that {@code otel.propagators} names. */
  default @Nullable TextMapPropagator createPropagator(String name, Config config) {
    return null;
  }

  /**
   * Detects attributes of the resource, because {@code ringlet.resource.detectors} names the
   * detector. The resource should have the schema URL of its attributes. Runs while the application
   * starts: an implementation must limit its time. If it throws anything but a {@link
   * ConfigException}, a warning is logged and the SDK starts without these attributes. Follows the
   * OpenTelemetry specification, "Resource SDK", section "Detecting resource information from the
   * environment".
   *
   * @return what was detected; empty if there is nothing
   */
  default @Nullable Resource detectResource(String name, Config config) {
    return null;
  }

  /**
   * Changes settings and adds parts before the SDK is built, because {@code ringlet.customizers}
   * names the provider. Attributes of a resource that the application has set in code override
   * those that are set here.
   *
   * @param builder of the SDK; properties that are set on it apply from then on. The SDK closes
   *     what is added, also if it is disabled or does not start
   * @param config the settings so far
   * @return whether the provider has the name
   */
  default boolean customize(String name, RingletSdk.Builder builder, Config config) {
    return false;
  }

  /**
   * Called with the SDK once it has started, on each provider that was loaded for it, whether or
   * not it made a component; not if {@code otel.sdk.disabled} is true, and not for components of a
   * configuration file ({@link #createDeclared}), which come from a provider of their own. A
   * component that records telemetry of its own can get its logger, meter or tracer here. An
   * exception or a linkage error is logged, and the SDK stays.
   */
  default void started(RingletSdk sdk) {}

  /**
   * Creates a component that a configuration file names.
   *
   * @param type one of {@link Exporter}, {@link MetricReader}, {@link
   *     dev.ringlet.metrics.MetricProducer}, {@link Sampler}, {@link
   *     dev.ringlet.trace.SpanProcessor}, {@link dev.ringlet.trace.IdGenerator}, {@link
   *     dev.ringlet.logs.LogRecordProcessor}, {@link TextMapPropagator}, and {@link
   *     dev.ringlet.common.Resource} for a detector
   * @param signal of an exporter; null for the rest
   * @param name as it is written in the file
   * @param properties the content of the file below the name: text, Boolean, Integer, Long, Double,
   *     lists and maps; null for a key without a value. Those of a reader are its exporter's, and
   *     {@code cardinality_limits}
   */
  default <T> @Nullable T createDeclared(
      Class<T> type, @Nullable Signal signal, String name, Map<String, Object> properties) {
    return null;
  }
}
