// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.RingletSdk;
import dev.ringlet.config.Config;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.context.BoundedBaggage;
import dev.ringlet.trace.Samplers;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Applies customizers to the components of one SDK. */
final class CustomizedParts {
  private final Customizers customizers;
  private final Services services;
  private final RingletSdk.Builder builder;
  private final Config config;
  private final ConfigProperties properties;

  CustomizedParts(
      Customizers customizers, Services services, RingletSdk.Builder builder, Config config) {
    this.customizers = customizers;
    this.services = services;
    this.builder = builder;
    this.config = config;
    properties = new ConfigView(config);
  }

  void apply() {
    DetectedResource detected = new DetectedResource(services, config);
    Resource resource = detected.make(builder, customizers.resources);
    if (!customizers.samplers.isEmpty()) {
      builder.addSamplerCustomizer(this::sampler);
    }
    if (!customizers.propagators.isEmpty()) {
      builder.addPropagatorCustomizer(this::propagator);
    }
    exporters();
    new CustomizedProcessors(customizers, builder, config).apply();
    ProviderBuilders providers =
        new ProviderBuilders(builder, resource)
            .applyTracerProvider(customizers.tracerProviders, properties)
            .applyMeterProvider(customizers.meterProviders, properties)
            .applyLoggerProvider(customizers.loggerProviders, properties);
    detected.set(builder, providers.resource());
  }

  private dev.ringlet.trace.Sampler sampler(dev.ringlet.trace.Sampler sampler) {
    Sampler official = official(sampler);
    Sampler made = Customizers.chain(customizers.samplers, official, properties);
    return made == official ? sampler : new OfficialSampler(made, sampler);
  }

  /** The official one where there is one of that name; a view of Ringlet's otherwise. */
  private Sampler official(dev.ringlet.trace.Sampler sampler) {
    if (sampler instanceof OfficialSampler adapted) {
      return adapted.sampler();
    }
    List<Sampler> roots = new ArrayList<>(List.of(Sampler.alwaysOn(), Sampler.alwaysOff()));
    String name = config.getString(Samplers.KEY, Samplers.DEFAULT).toLowerCase(Locale.ROOT);
    if (name.endsWith("traceidratio")) { // the argument of others need not be a number
      double ratio = config.getDouble("otel.traces.sampler.arg", 1.0, 0.0, 1.0);
      roots.add(Sampler.traceIdRatioBased(ratio));
    }
    for (Sampler root : roots) {
      for (Sampler builtIn : List.of(root, Sampler.parentBased(root))) {
        if (builtIn.getDescription().equals(sampler.getDescription())) {
          return builtIn;
        }
      }
    }
    return new SamplerView(sampler);
  }

  /** Customizers get the baggage propagator of the API, whose class they may look for. */
  private TextMapPropagator propagator(TextMapPropagator propagator) {
    TextMapPropagator baggage = W3CBaggagePropagator.getInstance();
    TextMapPropagator given = propagator == BoundedBaggage.INSTANCE ? baggage : propagator;
    TextMapPropagator made = Customizers.chain(customizers.propagators, given, properties);
    return made == baggage ? BoundedBaggage.INSTANCE : made;
  }

  private void exporters() {
    if (!customizers.spanExporters.isEmpty()) {
      builder.addExporterCustomizer(Signal.TRACES, this::spanExporter);
    }
    if (!customizers.metricExporters.isEmpty()) {
      builder.addExporterCustomizer(Signal.METRICS, this::metricExporter);
    }
    if (!customizers.logRecordExporters.isEmpty()) {
      builder.addExporterCustomizer(Signal.LOGS, this::logRecordExporter);
    }
  }

  private Exporter spanExporter(Exporter exporter) {
    SpanExporter official = ExporterViews.spans(exporter);
    SpanExporter made = Customizers.chain(customizers.spanExporters, official, properties);
    return made == official ? exporter : OfficialTypes.exporter(made);
  }

  private Exporter metricExporter(Exporter exporter) {
    MetricExporter official = ExporterViews.metrics(exporter, config);
    MetricExporter made = Customizers.chain(customizers.metricExporters, official, properties);
    return made == official ? exporter : OfficialTypes.exporter(made);
  }

  private Exporter logRecordExporter(Exporter exporter) {
    LogRecordExporter official = ExporterViews.logRecords(exporter);
    LogRecordExporter made =
        Customizers.chain(customizers.logRecordExporters, official, properties);
    return made == official ? exporter : OfficialTypes.exporter(made);
  }
}
