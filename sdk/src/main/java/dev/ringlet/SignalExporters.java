// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.config.Config;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.named.NamedExporters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The exporters of each signal: those that settings name, then those that the builder has. */
final class SignalExporters {
  private static final Set<String> CONSOLE = Set.of("console", "logging");

  private final RingletSdk.Builder builder;
  private final Assembly assembly;
  private final OwnedExporters owned;
  private final NamedExporters named;

  /**
   * Creates no exporter yet.
   *
   * @param assembly has the component providers, which are loaded when a name is not built in
   * @param owned gets each exporter that is created
   */
  SignalExporters(
      RingletSdk.Builder builder, Config config, Assembly assembly, OwnedExporters owned) {
    this.builder = builder;
    this.assembly = assembly;
    this.owned = owned;
    named = new NamedExporters(config);
  }

  /** The names in the setting of the signal; empty for {@code none}. */
  Set<String> names(Signal signal) {
    return named.names(signal);
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
    Exporter exporter = named.create(signal, name);
    if (exporter == null) {
      String key = NamedExporters.key(signal);
      exporter = assembly.components().exporter(signal, key, name, NamedExporters.NAMES);
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
    Exporter complete = CustomizedExporter.of(exporter, all);
    owned.customized(exporter, complete);
    return complete;
  }
}
