// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.ExportPipelines.Pipeline;
import dev.ringlet.config.Config;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.engine.CreationCounts;
import dev.ringlet.metrics.MetricReader;
import dev.ringlet.metrics.OnDemandMetricReader;
import dev.ringlet.metrics.RingletMeterProvider;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Exports the counters of {@link Health} as metrics, by the semantic conventions for SDK metrics
 * ({@code otel.sdk.*}). Most values are read when metrics are collected. Only the numbers of spans
 * that start and end, and of log records, are counted during recording, and only if self-telemetry
 * is enabled.
 */
final class SelfTelemetry {
  static final AttributeKey<String> COMPONENT_TYPE = AttributeKey.stringKey("otel.component.type");
  static final AttributeKey<String> COMPONENT_NAME = AttributeKey.stringKey("otel.component.name");
  static final AttributeKey<String> SERVER_ADDRESS = AttributeKey.stringKey("server.address");
  static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");
  static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  private static final String VERSION = "otel.experimental.sdk.telemetry.version";

  private static final List<Double> SECONDS =
      List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0);

  private final List<PipelineMetrics> pipelines = new ArrayList<>();
  private final CreationMetrics creation;

  private SelfTelemetry(CreationMetrics creation) {
    this.creation = creation;
  }

  /** Whether a property enables it, by the name of Ringlet or of the official SDK. */
  static boolean isEnabled(Config config) {
    String version = config.getEnum(VERSION, "legacy", "legacy", "latest");
    return config.getBoolean("ringlet.self.telemetry.enabled", version.equals("latest"));
  }

  /** Registers the instruments and begins to measure exports and collections. */
  static void register(
      RingletMeterProvider provider, ExportPipelines pipelines, CreationCounts counts) {
    Meter meter = provider.get("dev.ringlet.sdk");
    SelfTelemetry telemetry = new SelfTelemetry(new CreationMetrics(meter, counts));
    DoubleHistogram exports =
        durations(
            meter,
            "otel.sdk.exporter.operation.duration",
            "Duration of an export, with all attempts.");
    DoubleHistogram collections =
        durations(meter, "otel.sdk.metric_reader.collection.duration", "Duration of a collection.");
    Set<ObservableMeasurement> observed = new LinkedHashSet<>(telemetry.creation.all());
    Map<Signal, SignalInstruments> instruments = new EnumMap<>(Signal.class);
    for (Pipeline pipeline : pipelines.all()) {
      if (pipeline.processorType() == null) {
        continue;
      }
      SignalInstruments own =
          instruments.computeIfAbsent(
              pipeline.signal(), signal -> new SignalInstruments(meter, signal));
      observed.addAll(own.all);
      PipelineMetrics metrics = new PipelineMetrics(own, pipeline);
      telemetry.pipelines.add(metrics);
      pipeline.delivery().sender().setListener(metrics.exports(exports));
      pipeline.delivery().setCollectionListener(metrics.collections(collections));
    }
    measure(provider.getMetricReaders(), collections);
    List<ObservableMeasurement> all = List.copyOf(observed);
    meter.batchCallback(
        telemetry::observe,
        all.get(0),
        all.subList(1, all.size()).toArray(new ObservableMeasurement[0]));
  }

  /** Each reader that is asked as one component, numbered by type. */
  private static void measure(List<MetricReader> readers, DoubleHistogram durations) {
    Map<String, Integer> numbers = new HashMap<>();
    for (MetricReader reader : readers) {
      if (reader instanceof OnDemandMetricReader asked) {
        String type = asked.getComponentType();
        int number = numbers.merge(type, 1, Integer::sum) - 1;
        Attributes by = PipelineMetrics.component(type, type + "/" + number);
        asked.setCollectionListener(
            nanos -> durations.record(nanos / PipelineMetrics.NANOS_PER_SECOND, by));
      }
    }
  }

  private static DoubleHistogram durations(Meter meter, String name, String description) {
    return meter
        .histogramBuilder(name)
        .setUnit("s")
        .setDescription(description)
        .setExplicitBucketBoundariesAdvice(SECONDS)
        .build();
  }

  private void observe() {
    creation.observe();
    pipelines.forEach(PipelineMetrics::observe);
  }
}
