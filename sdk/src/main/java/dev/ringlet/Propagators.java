// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.internal.context.BoundedBaggage;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The propagators of the application, or those that {@code otel.propagators} names. */
final class Propagators {
  private static final String KEY = "otel.propagators";
  private static final String EXTENSION = "io.opentelemetry.extension.trace.propagation.";

  /** In this order. */
  private static final Set<String> DEFAULT =
      Collections.unmodifiableSet(new LinkedHashSet<>(List.of("tracecontext", "baggage")));

  private static final List<String> KNOWN =
      List.of("tracecontext", "baggage", "b3", "b3multi", "jaeger", "ottrace", "none");

  private Propagators() {}

  /** Creates them and lets customizers replace each; the setting is checked in any case. */
  static ContextPropagators of(RingletSdk.Builder builder, Config config, Assembly assembly) {
    List<TextMapPropagator> all = named(builder, config, assembly);
    ContextPropagators inCode = builder.propagators;
    if (inCode != null && builder.propagatorCustomizers.isEmpty()) {
      return inCode;
    }
    if (inCode != null) {
      all = List.of(inCode.getTextMapPropagator());
    }
    if (all.isEmpty()) {
      return ContextPropagators.noop();
    }
    List<TextMapPropagator> customized = new ArrayList<>();
    for (TextMapPropagator propagator : all) {
      customized.add(customized(propagator, builder));
    }
    return ContextPropagators.create(TextMapPropagator.composite(customized));
  }

  private static TextMapPropagator customized(
      TextMapPropagator propagator, RingletSdk.Builder builder) {
    TextMapPropagator all = propagator;
    for (UnaryOperator<TextMapPropagator> customizer : builder.propagatorCustomizers) {
      all = Objects.requireNonNull(customizer.apply(all), "customizer");
    }
    return all;
  }

  /** Those that the setting names; empty for {@code none}. */
  private static List<TextMapPropagator> named(
      RingletSdk.Builder builder, Config config, Assembly assembly) {
    Set<String> names = config.getNames(KEY, DEFAULT, KNOWN);
    if (names.contains("none")) {
      if (names.size() > 1) {
        throw new ConfigException(KEY + " contains none along with other propagators");
      }
      return List.of();
    }
    List<TextMapPropagator> found = new ArrayList<>();
    for (String name : names) {
      found.add(named(name, builder, assembly));
    }
    return found;
  }

  private static TextMapPropagator named(
      String name, RingletSdk.Builder builder, Assembly assembly) {
    return switch (name) {
      case "tracecontext" -> W3CTraceContextPropagator.getInstance();
      case "baggage" -> BoundedBaggage.INSTANCE;
      case "b3" -> extension(name, "B3Propagator", "injectingSingleHeader");
      case "b3multi" -> extension(name, "B3Propagator", "injectingMultiHeaders");
      case "jaeger" -> extension(name, "JaegerPropagator", "getInstance");
      case "ottrace" -> extension(name, "OtTracePropagator", "getInstance");
      default -> {
        TextMapPropagator added = builder.propagatorsByName.get(name);
        yield added == null ? assembly.components().propagator(KEY, name, KNOWN) : added;
      }
    };
  }

  /**
   * Returns a propagator of opentelemetry-extension-trace-propagators, if that is on the class
   * path.
   */
  private static TextMapPropagator extension(String name, String type, String method) {
    try {
      return (TextMapPropagator) Class.forName(EXTENSION + type).getMethod(method).invoke(null);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new ConfigException(
          KEY
              + ": "
              + name
              + " needs io.opentelemetry:opentelemetry-extension-trace-propagators on the class"
              + " path");
    }
  }
}
