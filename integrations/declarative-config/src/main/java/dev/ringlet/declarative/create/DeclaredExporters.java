// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative.create;

import dev.ringlet.config.Config;
import dev.ringlet.declarative.yaml.Node;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.OtlpProbe;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the exporters of a file that fits the schema, and makes none of them. */
public final class DeclaredExporters {
  private DeclaredExporters() {}

  /**
   * One exporter.
   *
   * @param choice its node, whose only key is the name
   * @param probes its addresses; empty unless it is an OTLP exporter
   */
  public record Found(Signal signal, Node choice, List<OtlpProbe> probes) {}

  /**
   * Returns all exporters, by signal in the order of the file.
   *
   * @param own the settings of {@code ringlet.*}
   */
  public static List<Found> of(Node root, Config own) {
    List<Found> found = new ArrayList<>();
    if (root.bool("disabled", false)) {
      return found;
    }
    Config settings = DeclaredSdk.settings(root, own);
    add(Signal.TRACES, root.get("tracer_provider"), "processors", settings, found);
    add(Signal.METRICS, root.get("meter_provider"), "readers", settings, found);
    add(Signal.LOGS, root.get("logger_provider"), "processors", settings, found);
    return found;
  }

  private static void add(
      Signal signal, @Nullable Node provider, String list, Config settings, List<Found> found) {
    if (provider == null) {
      return;
    }
    for (Node part : provider.items(list)) {
      Node exporter = part.chosen().isMap() ? part.chosen().get("exporter") : null;
      if (exporter != null && exporter.isMap() && exporter.map().size() == 1) {
        found.add(new Found(signal, exporter, Exporters.probes(settings, signal, exporter)));
      }
    }
  }
}
