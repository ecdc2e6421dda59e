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

  /** Null for signals that have none. */
  final @Nullable ObservableLongMeasurement created;

  /** Null for signals that do not wait in a queue. */
  final @Nullable ObservableLongMeasurement queueSize;

  /** Null for signals that do not wait in a queue. */
  final @Nullable ObservableLongMeasurement processed;

  final ObservableLongMeasurement exported;
  final ObservableLongMeasurement spooled;
  private final Meter meter;
  private final String unit;

  SignalInstruments(Meter meter, Signal signal) {
    this.meter = meter;
    String item = signal.item();
    unit = "{" + (signal == Signal.LOGS ? "log_record" : item) + "}";
    boolean queued = signal == Signal.TRACES || signal == Signal.LOGS;
    created =
        signal == Signal.LOGS
            ? counter("otel.sdk.log.created", "Log records emitted by enabled loggers.")
            : null;
    queueSize =
        queued
            ? upDownCounter(
                "otel.sdk.processor." + item + ".queue.size", "Records in memory or under way.")
            : null;
    processed =
        queued
            ? counter(
                "otel.sdk.processor." + item + ".processed",
                "Records passed to the exporter or dropped before.")
            : null;
    exported = counter("otel.sdk.exporter." + item + ".exported", "Records exported or dropped.");
    spooled =
        upDownCounter("ringlet.exporter." + item + ".spooled", "Records in the spool on disk.");
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
