// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.export.Signal;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The observed {@code otel.sdk.*} instruments of one signal, which its exporters share. */
final class SignalInstruments {
  final List<ObservableMeasurement> all = new ArrayList<>();

  /** Null for signals that do not wait in a queue. */
  final @Nullable ObservableLongMeasurement queueSize;

  /** Null for signals that do not wait in a queue. */
  final @Nullable ObservableLongMeasurement queueCapacity;

  /** Null for signals that do not wait in a queue. */
  final @Nullable ObservableLongMeasurement processed;

  final ObservableLongMeasurement inflight;
  final ObservableLongMeasurement exported;
  final ObservableLongMeasurement spooled;
  private final Meter meter;
  private final String unit;

  SignalInstruments(Meter meter, Signal signal) {
    this.meter = meter;
    String item = signal.item();
    unit = "{" + (signal == Signal.LOGS ? "log_record" : unitOf(item)) + "}";
    boolean queued = signal == Signal.TRACES || signal == Signal.LOGS;
    String processor = "otel.sdk.processor." + item;
    String exporter = "otel.sdk.exporter." + item;
    queueSize =
        queued ? upDownCounter(processor + ".queue.size", "Records that wait in the queue.") : null;
    queueCapacity =
        queued
            ? upDownCounter(processor + ".queue.capacity", "Records for which the queue has room.")
            : null;
    processed =
        queued
            ? counter(processor + ".processed", "Records passed to the exporter or dropped before.")
            : null;
    inflight = upDownCounter(exporter + ".inflight", "Records in requests without an outcome yet.");
    exported = counter(exporter + ".exported", "Records exported or dropped.");
    spooled =
        upDownCounter("ringlet.exporter." + item + ".spooled", "Records in the spool on disk.");
  }

  private static String unitOf(String item) {
    return item.equals("metric_data_point") ? "data_point" : item;
  }

  private ObservableLongMeasurement counter(String name, String description) {
    ObservableLongMeasurement counter =
        meter.counterBuilder(name).setUnit(unit).setDescription(description).buildObserver();
    all.add(counter);
    return counter;
  }

  private ObservableLongMeasurement upDownCounter(String name, String description) {
    ObservableLongMeasurement counter =
        meter.upDownCounterBuilder(name).setUnit(unit).setDescription(description).buildObserver();
    all.add(counter);
    return counter;
  }
}
