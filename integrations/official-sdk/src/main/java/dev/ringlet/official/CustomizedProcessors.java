// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.ComponentProvider;
import dev.ringlet.RingletSdk;
import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.internal.named.NamedExporters;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Serves customizers of processors. Ringlet has no processor in front of an exporter, so those of
 * the official SDK are used, at the official SDK's cost: a customizer may hold records back.
 */
final class CustomizedProcessors {
  private final Customizers customizers;
  private final RingletSdk.Builder builder;
  private final Config config;
  private final ConfigProperties properties;

  CustomizedProcessors(Customizers customizers, RingletSdk.Builder builder, Config config) {
    this.customizers = customizers;
    this.builder = builder;
    this.config = config;
    properties = new ConfigView(config);
  }

  void apply() {
    if (customizers.customizesProcessors(Signal.TRACES)) {
      for (Exporter exporter : takeOver(Signal.TRACES)) {
        var official =
            Customizers.chain(customizers.spanExporters, ExporterViews.spans(exporter), properties);
        SpanProcessor batch =
            BatchSpanProcessor.builder(official)
                .setScheduleDelay(duration("otel.bsp.schedule.delay", 5_000))
                .setExporterTimeout(duration("otel.bsp.export.timeout", 30_000))
                .setMaxQueueSize(config.getInt("otel.bsp.max.queue.size", 2048))
                .setMaxExportBatchSize(config.getInt("otel.bsp.max.export.batch.size", 512))
                .build();
        builder.addSpanProcessor(
            OfficialTypes.spanProcessor(
                Customizers.chain(customizers.spanProcessors, batch, properties)));
      }
    }
    if (customizers.customizesProcessors(Signal.LOGS)) {
      for (Exporter exporter : takeOver(Signal.LOGS)) {
        var official =
            Customizers.chain(
                customizers.logRecordExporters, ExporterViews.logRecords(exporter), properties);
        LogRecordProcessor batch =
            BatchLogRecordProcessor.builder(official)
                .setScheduleDelay(duration("otel.blrp.schedule.delay", 1_000))
                .setExporterTimeout(duration("otel.blrp.export.timeout", 30_000))
                .setMaxQueueSize(config.getInt("otel.blrp.max.queue.size", 2048))
                .setMaxExportBatchSize(config.getInt("otel.blrp.max.export.batch.size", 512))
                .build();
        builder.addLogRecordProcessor(
            OfficialTypes.logRecordProcessor(
                Customizers.chain(customizers.logRecordProcessors, batch, properties)));
      }
    }
  }

  private Duration duration(String key, long defaultMillis) {
    return Duration.ofNanos(config.getDurationNanos(key, defaultMillis * 1_000_000));
  }

  /** The exporters that settings name, which Ringlet then does not create. */
  private List<Exporter> takeOver(Signal signal) {
    NamedExporters named = new NamedExporters(config);
    List<Exporter> exporters = new ArrayList<>();
    for (String name : named.names(signal)) {
      Exporter exporter = named.create(signal, name);
      exporters.add(exporter == null ? provided(signal, name) : exporter);
    }
    builder.property(NamedExporters.key(signal), "none");
    return exporters;
  }

  /** An exporter of a component provider, such as the one for components of the official SDK. */
  private Exporter provided(Signal signal, String name) {
    for (ComponentProvider provider : ComponentProvider.loadAll()) {
      Exporter found = provider.createExporter(signal, name, config);
      if (found != null) {
        return found;
      }
    }
    throw ConfigException.of(NamedExporters.key(signal), "the name of an exporter", name);
  }
}
