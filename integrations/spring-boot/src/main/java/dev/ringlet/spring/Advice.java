// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Logs once, when the SDK is created, the settings of Spring Boot that have no effect with it or
 * with its file, and the jars that the application no longer needs.
 */
final class Advice {
  private static final Logger LOGGER = Logger.getLogger(Advice.class.getName());

  /** Beginnings of settings without hyphens, and what takes their place. */
  private static final Map<String, String> REPLACED =
      Map.ofEntries(
          Map.entry("management.tracing.sampling.", "otel.traces.sampler"),
          Map.entry("management.tracing.opentelemetry.", "otel.bsp.*"),
          Map.entry("management.opentelemetry.resourceattributes", "otel.resource.attributes"),
          Map.entry(
              "management.opentelemetry.tracing.export.", "otel.exporter.otlp.* or otel.bsp.*"),
          Map.entry("management.opentelemetry.tracing.sampler", "otel.traces.sampler"),
          Map.entry("management.opentelemetry.logging.export.", "otel.exporter.otlp.*"),
          Map.entry("management.otlp.tracing.", "otel.exporter.otlp.traces.*"),
          Map.entry("management.otlp.logging.", "otel.exporter.otlp.logs.*"),
          Map.entry("management.otlp.metrics.export.", "otel.exporter.otlp.metrics.*"),
          Map.entry("management.zipkin.tracing.", "otel.traces.exporter"),
          Map.entry("management.tracing.export.zipkin.", "otel.traces.exporter"),
          Map.entry("management.tracing.propagation.", "otel.propagators"));

  /** A jar that is of no use, by one of its files, and the KB that go with it. */
  private record Useless(String file, String artifact, int kilobytes) {}

  private static final List<Useless> USELESS =
      List.of(
          new Useless(
              "io/opentelemetry/exporter/sender/okhttp/internal/OkHttpHttpSender.class",
              "io.opentelemetry:opentelemetry-exporter-otlp (with OkHttp and Kotlin, which"
                  + " otel.exporter.otlp.protocol=grpc needs)",
              3_400),
          new Useless(
              "io/micrometer/registry/otlp/OtlpMeterRegistry.class",
              "io.micrometer:micrometer-registry-otlp (with protobuf-java)",
              2_800),
          new Useless(
              "io/opentelemetry/exporter/zipkin/ZipkinSpanExporter.class",
              "io.opentelemetry:opentelemetry-exporter-zipkin",
              300));

  private Advice() {}

  static void give(ConfigurableEnvironment environment, SpringSettings settings) {
    boolean registryKept =
        OwnSettings.isOn(environment, OtlpRegistryFilter.SWITCH, false)
            || !RingletMetricsAutoConfiguration.isEnabled(environment);
    String replaced = replaced(environment, registryKept, settings.isSet(PropagatorsAreSet.KEY));
    if (!replaced.isEmpty()) {
      LOGGER.log(
          Level.WARNING, "Without effect, because Ringlet is the OpenTelemetry: {0}", replaced);
    }
    if (settings.isSet(ApplicationFacts.CONFIG_FILE)
        && environment.containsProperty(ApplicationFacts.NAME)) {
      LOGGER.log(
          Level.INFO,
          "{0} is set: the resource is that of the file, and {1} is not its service.name",
          new Object[] {ApplicationFacts.CONFIG_FILE, ApplicationFacts.NAME});
    }
    settings
        .unknownOwnKeys()
        .forEach(
            key ->
                LOGGER.log(
                    Level.WARNING,
                    "{0} is not known; there are {1}",
                    new Object[] {key, OwnSettings.KEYS}));
    String useless = useless(registryKept);
    if (!useless.isEmpty()) {
      LOGGER.log(Level.INFO, "Not used with Ringlet, and may be excluded: {0}", useless);
    }
  }

  /** The settings without effect, each with what takes its place; empty if there are none. */
  static String replaced(
      ConfigurableEnvironment environment, boolean registryKept, boolean propagatorsSet) {
    TreeSet<String> found = new TreeSet<>();
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> enumerable) {
        for (String name : enumerable.getPropertyNames()) {
          String replacement = replacement(name, registryKept, propagatorsSet);
          if (replacement != null) {
            found.add(name + " (use " + replacement + ")");
          }
        }
      }
    }
    return String.join(", ", found);
  }

  private static String replacement(String name, boolean registryKept, boolean propagatorsSet) {
    String uniform = name.toLowerCase(Locale.ROOT).replace("-", "");
    if (name.startsWith("MANAGEMENT_")) {
      uniform = uniform.replace('_', '.');
    }
    if (uniform.equals(OtlpRegistryFilter.SWITCH)
        || registryKept && uniform.startsWith("management.otlp.metrics.export.")
        || !propagatorsSet && uniform.startsWith("management.tracing.propagation.")) {
      return null;
    }
    for (Map.Entry<String, String> one : REPLACED.entrySet()) {
      if (uniform.startsWith(one.getKey())) {
        return one.getValue();
      }
    }
    return null;
  }

  private static String useless(boolean registryKept) {
    List<Useless> found = new ArrayList<>();
    for (Useless one : USELESS) {
      boolean used = registryKept && one.file().startsWith("io/micrometer/");
      if (!used && Advice.class.getClassLoader().getResource(one.file()) != null) {
        found.add(one);
      }
    }
    StringJoiner text = new StringJoiner(", ");
    found.forEach(one -> text.add(one.artifact() + " about " + one.kilobytes() + " KB"));
    return text.toString();
  }
}
