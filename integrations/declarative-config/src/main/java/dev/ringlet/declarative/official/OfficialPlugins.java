// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative.official;

import dev.ringlet.common.Resource;
import dev.ringlet.config.ConfigException;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.logs.LogRecordProcessor;
import dev.ringlet.metrics.MetricProducer;
import dev.ringlet.metrics.MetricReader;
import dev.ringlet.official.OfficialTypes;
import dev.ringlet.trace.IdGenerator;
import dev.ringlet.trace.Sampler;
import dev.ringlet.trace.SpanProcessor;
import io.opentelemetry.api.incubator.config.DeclarativeConfigException;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.autoconfigure.spi.internal.ComponentProvider;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Components of the official SDK's {@code ComponentProvider} as parts of Ringlet. Used only if
 * {@code ringlet-official-sdk} and the incubator of the API are there.
 */
public final class OfficialPlugins {
  private static final String[] NEEDED = {
    "dev.ringlet.official.OfficialTypes",
    "io.opentelemetry.api.incubator.config.DeclarativeConfigProperties",
    "io.opentelemetry.sdk.autoconfigure.spi.internal.ComponentProvider"
  };

  private OfficialPlugins() {}

  /** Whether the artifacts are on the class path. */
  public static boolean isAvailable() {
    return ClassPath.hasAll(NEEDED);
  }

  /** Makes a component; null if no provider has one of that type and name. */
  public static <T> @Nullable T create(
      Class<T> type, @Nullable Signal signal, String name, Map<String, Object> properties) {
    return type.cast(Adapted.create(type, signal, name, properties));
  }

  /** Loaded only after the check. */
  private static final class Adapted {
    static @Nullable Object create(
        Class<?> type, @Nullable Signal signal, String name, Map<String, Object> properties) {
      if (type == Exporter.class && signal == Signal.TRACES) {
        return find(SpanExporter.class, name, properties, OfficialTypes::exporter);
      }
      if (type == Exporter.class && signal == Signal.LOGS) {
        return find(LogRecordExporter.class, name, properties, OfficialTypes::exporter);
      }
      if (type == Exporter.class) {
        return find(MetricExporter.class, name, properties, OfficialTypes::exporter);
      }
      if (type == SpanProcessor.class) {
        return find(
            io.opentelemetry.sdk.trace.SpanProcessor.class,
            name,
            properties,
            OfficialTypes::spanProcessor);
      }
      if (type == LogRecordProcessor.class) {
        return find(
            io.opentelemetry.sdk.logs.LogRecordProcessor.class,
            name,
            properties,
            OfficialTypes::logRecordProcessor);
      }
      if (type == Sampler.class) {
        return find(
            io.opentelemetry.sdk.trace.samplers.Sampler.class,
            name,
            properties,
            OfficialTypes::sampler);
      }
      return createOther(type, name, properties);
    }

    private static @Nullable Object createOther(
        Class<?> type, String name, Map<String, Object> properties) {
      if (type == IdGenerator.class) {
        return find(
            io.opentelemetry.sdk.trace.IdGenerator.class,
            name,
            properties,
            OfficialTypes::idGenerator);
      }
      if (type == MetricReader.class) {
        return find(
            io.opentelemetry.sdk.metrics.export.MetricReader.class,
            name,
            properties,
            OfficialTypes::metricReader);
      }
      if (type == MetricProducer.class) {
        return find(
            io.opentelemetry.sdk.metrics.export.MetricProducer.class,
            name,
            properties,
            producer ->
                OfficialTypes.metricProducer(
                    producer, io.opentelemetry.sdk.resources.Resource.getDefault()));
      }
      if (type == Resource.class) {
        return find(
            io.opentelemetry.sdk.resources.Resource.class,
            name,
            properties,
            OfficialTypes::resource);
      }
      return type == TextMapPropagator.class
          ? find(TextMapPropagator.class, name, properties, propagator -> propagator)
          : null;
    }

    private static <P> @Nullable Object find(
        Class<P> type, String name, Map<String, Object> properties, Function<P, Object> adapt) {
      try {
        for (ComponentProvider provider :
            ServiceLoader.load(ComponentProvider.class, OfficialPlugins.class.getClassLoader())) {
          if (provider.getType() == type && provider.getName().equals(name)) {
            Object made = provider.create(DeclaredProperties.of(properties));
            return adapt.apply(type.cast(made));
          }
        }
        return null;
      } catch (ServiceConfigurationError | LinkageError | ClassCastException e) {
        throw new ConfigException(name + " cannot be loaded: " + e.getMessage());
      } catch (DeclarativeConfigException | ConfigurationException e) {
        throw new ConfigException(String.valueOf(e.getMessage()));
      }
    }
  }
}
