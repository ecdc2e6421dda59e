// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative.create;

import dev.ringlet.RingletSdk;
import dev.ringlet.declarative.yaml.Node;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.metrics.Aggregation;
import dev.ringlet.metrics.ExemplarFilter;
import dev.ringlet.metrics.InstrumentType;
import dev.ringlet.metrics.MeterConfig;
import dev.ringlet.metrics.MetricExporter;
import dev.ringlet.metrics.MetricProducer;
import dev.ringlet.metrics.MetricReader;
import dev.ringlet.metrics.PeriodicMetricReader;
import dev.ringlet.metrics.Temporality;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes readers of metrics, and what the meter provider has for all of them. */
final class MetricParts {
  private final Plugins plugins;
  private final Exporters exporters;
  private final RingletSdk.Builder parts;

  MetricParts(Plugins plugins, Exporters exporters, RingletSdk.Builder parts) {
    this.plugins = plugins;
    this.exporters = exporters;
    this.parts = parts;
  }

  void add(Node provider) {
    String filter = provider.text("exemplar_filter");
    if (filter != null) {
      parts.setExemplarFilter(ExemplarFilter.valueOf(filter.toUpperCase(Locale.ROOT)));
    }
    for (Node view : provider.items("views")) {
      Places.run(
          view,
          () ->
              parts.addView(
                  ViewFactory.selector(view.required("selector")),
                  ViewFactory.view(view.required("stream"))));
    }
    Node configurator = provider.get("meter_configurator/development");
    if (configurator != null) {
      Function<String, @Nullable Node> configs = RecordParts.configs(configurator, "meters");
      parts.setMeterConfigurator(
          scope -> {
            Node config = configs.apply(scope.getName());
            return config == null || config.bool("enabled", true)
                ? MeterConfig.enabled()
                : MeterConfig.disabled();
          });
    }
    for (Node choice : provider.items("readers")) {
      if (choice.choice().equals("periodic")) {
        addPeriodic(choice.chosen());
      }
    }
    for (Node choice : provider.items("readers")) { // last, for they begin to listen
      if (choice.choice().equals("pull")) {
        addPull(choice.chosen());
      }
    }
  }

  private List<MetricProducer> producers(Node reader) {
    List<MetricProducer> producers = new ArrayList<>();
    for (Node choice : reader.items("producers")) {
      producers.add(plugins.create(MetricProducer.class, null, choice, List.of()));
    }
    return producers;
  }

  private void addPeriodic(Node node) {
    Integer interval = node.integer("interval");
    if (interval != null && interval == 0) {
      throw Places.wrong(node.required("interval"), "expected a whole number of 1 or more");
    }
    List<MetricProducer> producers = producers(node);
    Node choice = node.required("exporter");
    Exporter exporter = exporters.create(Signal.METRICS, choice);
    Node preferences = exporter instanceof MetricExporter ? null : choice.chosen();
    parts.addMetricExporter(
        exporter,
        reader ->
            Places.run(
                node,
                () -> {
                  setTimes(reader, node);
                  setLimits(reader, node);
                  producers.forEach(reader::addMetricProducer);
                  if (preferences != null) {
                    setPreferences(reader, preferences);
                  }
                }));
  }

  private static void setTimes(PeriodicMetricReader.Builder reader, Node node) {
    Integer interval = node.integer("interval");
    if (interval != null) {
      reader.setInterval(Duration.ofMillis(interval));
    }
    Integer timeout = node.integer("timeout");
    if (timeout != null) {
      reader.setTimeout(
          timeout == 0 ? Duration.ofNanos(Long.MAX_VALUE) : Duration.ofMillis(timeout));
    }
  }

  private static void setLimits(PeriodicMetricReader.Builder reader, Node node) {
    Integer batch = node.integer("max_export_batch_size/development");
    if (batch != null) {
      reader.setMaxExportBatchSize(batch);
    }
    Node limits = node.get("cardinality_limits");
    if (limits != null) {
      Integer standard = limits.integer("default");
      reader.setCardinalityLimits(
          type -> {
            Integer own = limits.integer(type.name().toLowerCase(Locale.ROOT));
            Integer limit = own == null ? standard : own;
            return limit == null ? 0 : limit;
          });
    }
  }

  private static void setPreferences(PeriodicMetricReader.Builder reader, Node exporter) {
    String temporality = exporter.text("temporality_preference");
    if (temporality != null) {
      String name = temporality.replace("_", "").toUpperCase(Locale.ROOT);
      reader.setTemporality(Temporality.valueOf(name));
    }
    if ("base2_exponential_bucket_histogram"
        .equals(exporter.text("default_histogram_aggregation"))) {
      reader.setDefaultAggregation(
          type ->
              type == InstrumentType.HISTOGRAM
                  ? Aggregation.base2ExponentialBucketHistogram()
                  : Aggregation.defaultAggregation());
    }
  }

  private void addPull(Node node) {
    Node choice = node.required("exporter");
    if (node.get("producers") != null) {
      throw Places.wrong(
          node.required("producers"), "a reader that is asked has no producers of its own");
    }
    Map<String, Object> properties = new LinkedHashMap<>(choice.chosen().plainMap());
    Node limits = node.get("cardinality_limits");
    if (limits != null) {
      properties.put("cardinality_limits", limits.plain());
    }
    parts.addMetricReader(plugins.create(MetricReader.class, null, choice, properties, List.of()));
  }
}
