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
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The component providers on the class path. Loaded only when a setting contains a name that is not
 * built in, so that an ordinary start does not pay for it.
 *
 * @param providers in the order of the class path
 */
record Components(List<ComponentProvider> providers, Config config) {
  static final String CUSTOMIZERS = "ringlet.customizers";
  static final String VIEWER = "ringlet.viewer";

  private static final String XRAY =
      "io.opentelemetry.contrib:opentelemetry-aws-xray-propagator and"
          + " dev.ringlet:ringlet-official-sdk";

  private static final String SAMPLERS = "dev.ringlet:ringlet-samplers";

  /** The artifacts to add for a name, by key. */
  private static final Map<String, Map<String, String>> ARTIFACTS =
      Map.of(
          "otel.metrics.exporter",
          Map.of(
              "prometheus", "dev.ringlet:ringlet-prometheus",
              "prometheus/development", "dev.ringlet:ringlet-prometheus"),
          VIEWER,
          Map.of("viewer", "dev.ringlet:ringlet-viewer"),
          "otel.propagators",
          Map.of("xray", XRAY, "xray-lambda", XRAY),
          "otel.traces.sampler",
          Map.of(
              "jaeger_remote", SAMPLERS,
              "parentbased_jaeger_remote", SAMPLERS,
              "probability", SAMPLERS,
              "parentbased_probability", SAMPLERS,
              "rate_limiting", SAMPLERS,
              "parentbased_rate_limiting", SAMPLERS,
              "rule_based", SAMPLERS,
              "parentbased_rule_based", SAMPLERS));

  static Components load(Config config) {
    return new Components(ComponentProvider.loadAll(), config);
  }

  Components with(Config newConfig) {
    return new Components(providers, newConfig);
  }

  Exporter exporter(Signal signal, String key, String name, List<String> known) {
    return first(key, name, known, from -> from.createExporter(signal, name, config));
  }

  /** Null if there is none of that name. */
  @Nullable MetricReader metricReader(String name) {
    return firstOrNull(from -> from.createMetricReader(name, config));
  }

  Sampler sampler(String key, String name, List<String> known) {
    return first(key, name, known, from -> from.createSampler(name, config));
  }

  TextMapPropagator propagator(String key, String name, List<String> known) {
    return first(key, name, known, from -> from.createPropagator(name, config));
  }

  Resource resource(String key, String name, List<String> known) {
    return first(key, name, known, from -> from.detectResource(name, config));
  }

  /** Null if no detector has that name. */
  @Nullable Resource resource(String name) {
    return firstOrNull(from -> from.detectResource(name, config));
  }

  /** Lets customizers change a builder; {@code owned} gets the exporters that they add. */
  void customize(
      List<String> names, boolean isViewed, RingletSdk.Builder builder, OwnedExporters owned) {
    List<AddedExporter> before = exporters(builder);
    try {
      for (String name : names) {
        customize(CUSTOMIZERS, name, builder);
      }
      if (isViewed) {
        customize(VIEWER, "viewer", builder);
      }
    } finally {
      owned.addNew(before, exporters(builder));
    }
  }

  private void customize(String key, String name, RingletSdk.Builder builder) {
    first(key, name, List.of(), from -> from.customize(name, builder, config) ? from : null);
  }

  private static List<AddedExporter> exporters(RingletSdk.Builder builder) {
    List<AddedExporter> all = new ArrayList<>();
    builder.exporters.values().forEach(all::addAll);
    return all;
  }

  /** Each provider may use the SDK from now on. */
  void started(RingletSdk sdk) {
    for (ComponentProvider provider : providers) {
      try {
        provider.started(sdk);
      } catch (RuntimeException | LinkageError e) {
        Logger.getLogger(ComponentProvider.class.getName())
            .log(Level.WARNING, "a component provider failed when the SDK had started", e);
      }
    }
  }

  private <T> T first(
      String key,
      String name,
      List<String> known,
      Function<ComponentProvider, @Nullable T> create) {
    T made = firstOrNull(create);
    if (made != null) {
      return made;
    }
    String artifact = artifact(key, name, known);
    if (artifact != null) {
      throw new ConfigException(key + ": " + name + " needs " + artifact + " on the class path");
    }
    String others = "the name of a component of a ComponentProvider on the class path";
    throw ConfigException.of(
        key,
        known.isEmpty() ? others : "one of " + String.join(", ", known) + ", or " + others,
        name);
  }

  private static @Nullable String artifact(String key, String name, List<String> known) {
    if (key.equals(ResourceDetectors.KEY) && known.contains(name)) {
      return ResourceDetectors.ARTIFACT;
    }
    return ARTIFACTS.getOrDefault(key, Map.of()).get(name);
  }

  private <T> @Nullable T firstOrNull(Function<ComponentProvider, @Nullable T> create) {
    for (ComponentProvider provider : providers) {
      T made = create.apply(provider);
      if (made != null) {
        return made;
      }
    }
    return null;
  }
}
