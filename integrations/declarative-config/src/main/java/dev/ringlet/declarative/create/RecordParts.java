// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative.create;

import dev.ringlet.RingletSdk;
import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.config.Config;
import dev.ringlet.declarative.yaml.Node;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.logs.LogRecordProcessor;
import dev.ringlet.logs.LoggerConfig;
import dev.ringlet.trace.IdGenerator;
import dev.ringlet.trace.Sampler;
import dev.ringlet.trace.Samplers;
import dev.ringlet.trace.SpanProcessor;
import dev.ringlet.trace.TracerConfig;
import io.opentelemetry.api.logs.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes what spans and log records go through. */
final class RecordParts {
  private final Config base;
  private final Plugins plugins;
  private final Exporters exporters;
  private final RingletSdk.Builder parts;

  RecordParts(Config base, Plugins plugins, Exporters exporters, RingletSdk.Builder parts) {
    this.base = base;
    this.plugins = plugins;
    this.exporters = exporters;
    this.parts = parts;
  }

  void addTraces(Node provider, String serviceName) {
    for (Node choice : provider.items("processors")) {
      if (!addExporter(Signal.TRACES, "bsp", choice)) {
        parts.addSpanProcessor(
            plugins.create(SpanProcessor.class, null, choice, List.of("batch", "simple")));
      }
    }
    Node sampler = provider.get("sampler");
    if (sampler != null) {
      Sampler decides = new SamplerFactory(plugins, serviceName).create(sampler);
      boolean records = base.getBoolean("ringlet.sampler.always.record", false);
      parts.setSampler(records ? Samplers.alwaysRecord(decides) : decides);
    }
    Node ids = provider.get("id_generator");
    if (ids != null && !ids.choice().equals("random")) {
      parts.setIdGenerator(plugins.create(IdGenerator.class, null, ids, List.of("random")));
    }
    Node configurator = provider.get("tracer_configurator/development");
    if (configurator != null) {
      Function<String, @Nullable Node> configs = configs(configurator, "tracers");
      parts.setTracerConfigurator(
          scope -> {
            Node config = configs.apply(scope.getName());
            return config == null || config.bool("enabled", true)
                ? TracerConfig.enabled()
                : TracerConfig.disabled();
          });
    }
  }

  void addLogs(Node provider) {
    for (Node choice : provider.items("processors")) {
      if (!addExporter(Signal.LOGS, "blrp", choice)) {
        parts.addLogRecordProcessor(
            plugins.create(LogRecordProcessor.class, null, choice, List.of("batch", "simple")));
      }
    }
    Node configurator = provider.get("logger_configurator/development");
    if (configurator != null) {
      Function<String, @Nullable Node> configs = configs(configurator, "loggers");
      parts.setLoggerConfigurator(scope -> loggerConfig(configs.apply(scope.getName()), scope));
    }
  }

  /** Without a word of the file OkHttp's records below INFO stay out, as without a file. */
  private static LoggerConfig loggerConfig(@Nullable Node config, InstrumentationScope scope) {
    if (config == null) {
      return scope.getName().startsWith("okhttp3.")
          ? LoggerConfig.create(Severity.INFO, false)
          : LoggerConfig.enabled();
    }
    if (!config.bool("enabled", true)) {
      return LoggerConfig.disabled();
    }
    String severity = config.text("minimum_severity");
    return LoggerConfig.create(
        severity == null
            ? Severity.UNDEFINED_SEVERITY_NUMBER
            : Severity.valueOf(severity.toUpperCase(Locale.ROOT)),
        config.bool("trace_based", false));
  }

  /** By the name of a scope; null if the file says nothing of it. */
  static Function<String, @Nullable Node> configs(Node configurator, String list) {
    List<Node> matchers = configurator.items(list);
    Node standard = configurator.get("default_config");
    return name -> {
      for (Node matcher : matchers) {
        if (Patterns.matches(matcher.required("name").text(), name)) {
          return matcher.get("config");
        }
      }
      return standard;
    };
  }

  /** Adds the exporter of a processor that is built in; false if the processor is not. */
  private boolean addExporter(Signal signal, String prefix, Node choice) {
    String kind = choice.choice();
    if (!kind.equals("batch") && !kind.equals("simple")) {
      return false;
    }
    Node node = choice.chosen();
    Map<String, String> settings = new HashMap<>();
    settings.put("ringlet." + signal.key() + ".processor", kind);
    for (String name :
        List.of("schedule_delay", "export_timeout", "max_queue_size", "max_export_batch_size")) {
      Integer number = node.integer(name);
      if (number != null) {
        settings.put("otel." + prefix + "." + name.replace('_', '.'), number.toString());
      }
    }
    Exporter exporter = exporters.create(signal, node.required("exporter"));
    parts.addExporter(signal, exporter, base.withOverrides(settings));
    return true;
  }
}
