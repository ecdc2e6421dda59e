// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.config.Config;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.metrics.PeriodicMetricReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An exporter that the application has added, with the settings of its batches or its reader.
 *
 * @param settings of its batches; null for those of the SDK
 * @param reader sets up the reader of an exporter of metrics; null for the settings of the SDK
 */
record AddedExporter(
    Exporter exporter,
    @Nullable Config settings,
    @Nullable Consumer<PeriodicMetricReader.Builder> reader) {
  AddedExporter {
    Objects.requireNonNull(exporter, "exporter");
  }

  static void add(Map<Signal, List<AddedExporter>> all, Signal signal, AddedExporter added) {
    Objects.requireNonNull(signal, "signal");
    all.computeIfAbsent(signal, s -> new ArrayList<>()).add(added);
  }
}
