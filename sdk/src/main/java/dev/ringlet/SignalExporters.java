// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.console.ConsoleExporter;
import dev.ringlet.exporter.file.OtlpFileExporter;
import dev.ringlet.exporter.otlp.OtlpExporters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The exporters of each signal: those that settings name, then those that the builder has. */
final class SignalExporters {
  private static final Set<String> CONSOLE = Set.of("console", "logging");
  private static final Set<String> DEFAULT = Set.of("otlp");
  private static final List<String> BUILT_IN =
      List.of(
          "otlp",
          "otlp_file",
          "otlp_file/development",
          "otlp/stdout",
          "experimental-otlp/stdout",
          "logging-otlp",
          "console",
          "logging",
          "none");

  private final RingletSdk.Builder builder;
  private final Config config;
  private final Assembly assembly;
  private final OwnedExporters owned;
  private @Nullable OtlpExporters otlp;

  /**
   * Creates no exporter yet.
   *
   * @param assembly has the component providers, which are loaded when a name is not built in
   * @param owned gets each exporter that is created
   */
  SignalExporters(
      RingletSdk.Builder builder, Config config, Assembly assembly, OwnedExporters owned) {
    this.builder = builder;
    this.config = config;
    this.assembly = assembly;
    this.owned = owned;
  }

  /** The names in the setting of the signal; empty for {@code none}. */
  Set<String> names(Signal signal) {
    String key = key(signal);
    Set<String> names = config.getDistinctNames(key, DEFAULT, BUILT_IN);
    if (!names.contains("none")) {
      return names;
    }
    if (names.size() > 1) {
      throw new ConfigException(key + " contains none along with other exporters");
    }
    return Set.of();
  }

  boolean isBuiltIn(String name) {
    return BUILT_IN.contains(name);
  }

  /** Whether a user watches the output and no other exporter takes the signal. */
  boolean isWatched(Signal signal) {
    Set<String> names = names(signal);
    return !names.isEmpty() && CONSOLE.containsAll(names) && !builder.exporters.containsKey(signal);
  }

  /** Creates those that settings name and adds those of the builder; each is customized. */
  List<AddedExporter> create(Signal signal) {
    List<AddedExporter> exporters = new ArrayList<>();
    for (String name : names(signal)) {
      exporters.add(new AddedExporter(create(signal, name), null, null));
    }
    for (AddedExporter added : builder.exporters.getOrDefault(signal, List.of())) {
      Exporter exporter = customized(signal, added.exporter());
      exporters.add(new AddedExporter(exporter, added.settings(), null));
    }
    return exporters;
  }

  Exporter create(Signal signal, String name) {
    Exporter exporter;
    switch (name) {
      case "otlp" -> {
        otlp = otlp == null ? OtlpExporters.of(config) : otlp;
        exporter = otlp.exporter(signal);
      }
      case "console", "logging" -> exporter = ConsoleExporter.fromConfig(config);
      case "otlp_file", "otlp_file/development" ->
          exporter = OtlpFileExporter.fromConfig(signal, config);
      case "otlp/stdout", "experimental-otlp/stdout", "logging-otlp" ->
          exporter = OtlpFileExporter.toStandardOutput(signal);
      default -> exporter = assembly.components().exporter(signal, key(signal), name, BUILT_IN);
    }
    owned.add(exporter);
    return customized(signal, exporter);
  }

  /** What the customizers of the builder make of an exporter. */
  Exporter customized(Signal signal, Exporter exporter) {
    Exporter all = exporter;
    for (UnaryOperator<Exporter> customizer :
        builder.exporterCustomizers.getOrDefault(signal, List.of())) {
      all = Objects.requireNonNull(customizer.apply(all), "customizer");
    }
    owned.customized(exporter, all);
    return all;
  }

  private static String key(Signal signal) {
    return "otel." + signal.key() + ".exporter";
  }
}
