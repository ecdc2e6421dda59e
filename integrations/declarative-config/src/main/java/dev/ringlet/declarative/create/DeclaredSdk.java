// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative.create;

import dev.ringlet.RingletSdk;
import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import dev.ringlet.declarative.yaml.Node;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes an SDK of a file that fits the schema. What a property can say becomes a property, so that
 * one piece of code reads both.
 */
public final class DeclaredSdk {
  private static final List<String> PROPAGATORS =
      List.of("tracecontext", "baggage", "b3", "b3multi", "jaeger", "ottrace", "none");

  private final Node root;
  private final Config own;
  private final Map<String, String> settings = new HashMap<>();

  private DeclaredSdk(Node root, Config own) {
    this.root = root;
    this.own = own;
  }

  /**
   * Adds the parts that a file describes.
   *
   * @param own the settings of {@code ringlet.*}; those of the file are stronger
   * @param environment for the detector of the service
   * @return the settings that hold
   */
  public static Config create(
      Node root, Config own, UnaryOperator<String> environment, RingletSdk.Builder parts) {
    return new DeclaredSdk(root, settings(root, own)).create(environment, parts);
  }

  /** Returns the settings of {@code ringlet.*} with those of the file, which are stronger. */
  static Config settings(Node root, Config own) {
    return own.withOverrides(distribution(root));
  }

  /** Returns the settings of {@code ringlet.*} that a file has. */
  public static Map<String, String> distribution(Node root) {
    Map<String, String> distribution = new HashMap<>();
    Node vendors = root.get("distribution");
    Node ringlet = vendors == null ? null : vendors.get("ringlet");
    if (ringlet != null) {
      flatten("ringlet", ringlet, distribution);
    }
    return distribution;
  }

  private static void flatten(String key, Node node, Map<String, String> settings) {
    if (node.isMap()) {
      node.map()
          .forEach((name, value) -> flatten(key + "." + name.replace('_', '.'), value, settings));
    } else if (node.isList()) {
      settings.put(key, String.join(",", node.list().stream().map(Node::text).toList()));
    } else if (!node.isNull()) {
      settings.put(key, node.text());
    }
  }

  private Config create(UnaryOperator<String> environment, RingletSdk.Builder parts) {
    for (String signal : List.of("traces", "metrics", "logs")) {
      settings.put("otel." + signal + ".exporter", "none");
    }
    readLogLevel();
    Plugins plugins = new Plugins();
    readPropagators(plugins, parts);
    if (root.bool("disabled", false)) {
      settings.put("otel.sdk.disabled", "true");
      return own.withOverrides(settings);
    }
    readLimits();
    String serviceName = environment.apply("OTEL_SERVICE_NAME");
    Resource resource = new ResourceFactory(own, plugins, serviceName).create(root.get("resource"));
    parts.setResource(resource);
    Exporters exporters = new Exporters(own, plugins);
    RecordParts records = new RecordParts(own, plugins, exporters, parts);
    Node traces = root.get("tracer_provider");
    if (traces != null) {
      records.addTraces(traces, nameOf(resource));
    }
    Node logs = root.get("logger_provider");
    if (logs != null) {
      records.addLogs(logs);
    }
    Node metrics = root.get("meter_provider");
    if (metrics != null) {
      new MetricParts(plugins, exporters, parts).add(metrics);
    }
    return own.withOverrides(settings);
  }

  private static String nameOf(Resource resource) {
    String name = resource.getAttribute(AttributeKey.stringKey("service.name"));
    return name == null ? "" : name;
  }

  private void readLogLevel() {
    String level = root.text("log_level");
    if (level != null) {
      String name = level.replaceAll("[0-9]", "");
      settings.put("otel.log.level", name.equals("fatal") ? "error" : name);
    }
  }

  private void readPropagators(Plugins plugins, RingletSdk.Builder parts) {
    Set<String> names = new LinkedHashSet<>();
    Node node = root.get("propagator");
    if (node != null) {
      for (Node choice : node.items("composite")) {
        String name = choice.choice();
        names.add(name);
        if (!PROPAGATORS.contains(name)) {
          addPlugin(plugins, parts, name, choice.chosen());
        }
      }
      String list = node.text("composite_list");
      for (String name : list == null ? new String[0] : list.split(",")) {
        if (!name.isBlank() && names.add(name.trim()) && !PROPAGATORS.contains(name.trim())) {
          addPlugin(plugins, parts, name.trim(), null);
        }
      }
    }
    settings.put("otel.propagators", names.isEmpty() ? "none" : String.join(",", names));
  }

  /** One that is not found here may be found by its name alone. */
  private static void addPlugin(
      Plugins plugins, RingletSdk.Builder parts, String name, @Nullable Node node) {
    Map<String, Object> properties = node == null ? Map.of() : node.plainMap();
    TextMapPropagator found = plugins.createOrNull(TextMapPropagator.class, null, name, properties);
    if (found != null) {
      parts.addPropagator(name, found);
    }
  }

  private void readLimits() {
    put(root.get("attribute_limits"), "attribute_count_limit", "otel.attribute.count.limit");
    put(
        root.get("attribute_limits"),
        "attribute_value_length_limit",
        "otel.attribute.value.length.limit");
    settings.put("otel.event.attribute.count.limit", "128"); // whatever the general limit is
    settings.put("otel.link.attribute.count.limit", "128");
    readLimits("tracer_provider", "otel.span.");
    readLimits("logger_provider", "otel.logrecord.");
  }

  private void readLimits(String provider, String prefix) {
    Node node = root.get(provider);
    Node limits = node == null ? null : node.get("limits");
    put(limits, "attribute_count_limit", prefix + "attribute.count.limit");
    put(limits, "attribute_value_length_limit", prefix + "attribute.value.length.limit");
    put(limits, "event_count_limit", prefix + "event.count.limit");
    put(limits, "link_count_limit", prefix + "link.count.limit");
    put(limits, "event_attribute_count_limit", "otel.event.attribute.count.limit");
    put(limits, "link_attribute_count_limit", "otel.link.attribute.count.limit");
  }

  private void put(@Nullable Node node, String name, String key) {
    Integer number = node == null ? null : node.integer(name);
    if (number != null) {
      settings.put(key, number.toString());
    }
  }
}
