// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.config.Config;
import dev.ringlet.export.DropCause;
import dev.ringlet.export.Signal;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Exports what {@link Health} tells as metrics, by the semantic conventions for SDK metrics ({@code
 * otel.sdk.*}). All of it is read when metrics are collected; recording costs nothing more.
 *
 * <p>Two of the conventions' metrics are left out: {@code otel.sdk.span.live} and {@code
 * otel.sdk.span.started} would need a count at the start of each span.
 */
final class SelfTelemetry {
  static final AttributeKey<String> COMPONENT_TYPE = AttributeKey.stringKey("otel.component.type");
  static final AttributeKey<String> COMPONENT_NAME = AttributeKey.stringKey("otel.component.name");
  static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  private static final String VERSION = "otel.experimental.sdk.telemetry.version";

  private final Map<Signal, SignalMetrics> signals = new EnumMap<>(Signal.class);
  private final Supplier<Health> health;

  private SelfTelemetry(Supplier<Health> health) {
    this.health = health;
  }

  /** Whether properties ask for it, by our own name or by that of the official SDK. */
  static boolean isEnabled(Config config) {
    String version = config.getEnum(VERSION, "legacy", "legacy", "latest");
    return config.getBoolean("ringlet.self.telemetry.enabled", version.equals("latest"));
  }

  /**
   * Registers the instruments and begins to measure exports.
   *
   * @param processors the type of the component that gathers the records of each signal
   * @param exporters what sends them
   */
  static void register(
      Meter meter,
      Supplier<Health> health,
      Map<Signal, String> processors,
      Map<Signal, MeasuredExporter> exporters) {
    SelfTelemetry telemetry = new SelfTelemetry(health);
    List<ObservableMeasurement> observed = new ArrayList<>();
    exporters.forEach(
        (signal, exporter) -> {
          exporter.start(meter);
          SignalMetrics metrics =
              new SignalMetrics(
                  meter,
                  signal,
                  component(processors.get(signal)),
                  component(exporter.componentType()));
          telemetry.signals.put(signal, metrics);
          observed.addAll(metrics.observed);
        });
    if (!observed.isEmpty()) {
      meter.batchCallback(
          telemetry::observe,
          observed.get(0),
          observed.subList(1, observed.size()).toArray(new ObservableMeasurement[0]));
    }
  }

  /** The attributes of the only component of its type. */
  static Attributes component(String type) {
    return Attributes.of(COMPONENT_TYPE, type, COMPONENT_NAME, type + "/0");
  }

  private void observe() {
    Health now = health.get();
    signals.forEach((signal, metrics) -> metrics.observe(now.signal(signal)));
  }

  /** The instruments of one signal. */
  private static final class SignalMetrics {
    private final List<ObservableMeasurement> observed = new ArrayList<>();
    private final ObservableLongMeasurement created;
    private final ObservableLongMeasurement queueSize;
    private final ObservableLongMeasurement processed;
    private final ObservableLongMeasurement exported;
    private final ObservableLongMeasurement spooled;
    private final Attributes processor;
    private final Attributes exporter;
    private final Map<DropCause, Attributes> processorErrors = new EnumMap<>(DropCause.class);
    private final Map<DropCause, Attributes> exporterErrors = new EnumMap<>(DropCause.class);

    SignalMetrics(Meter meter, Signal signal, Attributes processor, Attributes exporter) {
      this.processor = processor;
      this.exporter = exporter;
      for (DropCause cause : DropCause.values()) {
        (beforeExporter(cause) ? processorErrors : exporterErrors)
            .put(
                cause,
                (beforeExporter(cause) ? processor : exporter)
                    .toBuilder().put(ERROR_TYPE, errorType(cause)).build());
      }
      String item = signal.item();
      String unit = "{" + (signal == Signal.LOGS ? "log_record" : item) + "}";
      boolean queued = signal == Signal.TRACES || signal == Signal.LOGS;
      created =
          signal == Signal.LOGS
              ? counter(
                  meter, "otel.sdk.log.created", unit, "Log records given to loggers that were on.")
              : null;
      queueSize =
          queued
              ? upDownCounter(
                  meter,
                  "otel.sdk.processor." + item + ".queue.size",
                  unit,
                  "Records that wait in memory or are under way.")
              : null;
      processed =
          queued
              ? counter(
                  meter,
                  "otel.sdk.processor." + item + ".processed",
                  unit,
                  "Records that were handed to the exporter, or lost before.")
              : null;
      exported =
          counter(
              meter,
              "otel.sdk.exporter." + item + ".exported",
              unit,
              "Records that arrived, or were lost on the way.");
      spooled =
          upDownCounter(
              meter,
              "ringlet.exporter." + item + ".spooled",
              unit,
              "Records that wait on disk for the receiver.");
    }

    private ObservableLongMeasurement counter(
        Meter meter, String name, String unit, String description) {
      ObservableLongMeasurement counter =
          meter.counterBuilder(name).setUnit(unit).setDescription(description).buildObserver();
      observed.add(counter);
      return counter;
    }

    private ObservableLongMeasurement upDownCounter(
        Meter meter, String name, String unit, String description) {
      ObservableLongMeasurement counter =
          meter
              .upDownCounterBuilder(name)
              .setUnit(unit)
              .setDescription(description)
              .buildObserver();
      observed.add(counter);
      return counter;
    }

    void observe(SignalHealth health) {
      if (created != null) {
        created.record(health.produced());
      }
      if (queueSize != null) {
        queueSize.record(health.pending(), processor);
        processed.record(
            health.produced() - health.pending() - lostBeforeExporter(health), processor);
        processorErrors.forEach((cause, errors) -> lost(processed, health, cause, errors));
      }
      exported.record(health.exported(), exporter);
      exporterErrors.forEach((cause, errors) -> lost(exported, health, cause, errors));
      if (health.spooled() != 0) {
        spooled.record(health.spooled(), exporter);
      }
    }

    private static void lost(
        ObservableLongMeasurement counter, SignalHealth health, DropCause cause, Attributes by) {
      long count = health.dropped(cause);
      if (count != 0) {
        counter.record(count, by);
      }
    }

    private static long lostBeforeExporter(SignalHealth health) {
      return health.dropped().entrySet().stream()
          .filter(entry -> beforeExporter(entry.getKey()))
          .mapToLong(Map.Entry::getValue)
          .sum();
    }

    private static boolean beforeExporter(DropCause cause) {
      return cause == DropCause.QUEUE_FULL
          || cause == DropCause.AFTER_CLOSE
          || cause == DropCause.INTERNAL_ERROR;
    }

    private static String errorType(DropCause cause) {
      return cause == DropCause.AFTER_CLOSE
          ? "already_shutdown"
          : cause.name().toLowerCase(Locale.ROOT);
    }
  }
}
