// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative.create;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import dev.ringlet.declarative.yaml.Node;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.console.ConsoleExporter;
import dev.ringlet.exporter.file.OtlpFileExporter;
import dev.ringlet.exporter.otlp.OtlpExporters;
import dev.ringlet.exporter.otlp.OtlpProbe;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes exporters by the code that reads properties, each from properties of its own. */
final class Exporters {
  static final List<String> KNOWN =
      List.of("otlp_http", "otlp_grpc", "otlp_file/development", "console");

  private static final String OTLP = "otel.exporter.otlp.";

  private final Config base;
  private final Plugins plugins;
  private final OtlpExporters otlp;

  /** Creates with the settings of {@code ringlet.*}. */
  Exporters(Config base, Plugins plugins) {
    this.base = base;
    this.plugins = plugins;
    otlp = OtlpExporters.of(base);
  }

  Exporter create(Signal signal, Node choice) {
    Node node = choice.chosen();
    String protocol = protocol(choice);
    if (protocol != null) {
      return otlp(signal, node, protocol);
    }
    return switch (choice.choice()) {
      case "otlp_file/development" -> file(signal, node);
      case "console" -> ConsoleExporter.fromConfig(base);
      default -> plugins.create(Exporter.class, signal, choice, KNOWN);
    };
  }

  private Exporter otlp(Signal signal, Node node, String protocol) {
    try {
      return otlp.exporter(signal, settings(base, signal, node, protocol));
    } catch (ConfigException e) {
      throw refused(signal, node, e);
    }
  }

  /** Returns the protocol of an OTLP exporter, or null for another one. */
  private static @Nullable String protocol(Node choice) {
    return switch (choice.choice()) {
      case "otlp_http" ->
          "json".equals(choice.chosen().text("encoding")) ? "http/json" : "http/protobuf";
      case "otlp_grpc" -> "grpc";
      default -> null;
    };
  }

  /** Returns what makes each address of an OTLP exporter; empty for another exporter. */
  static List<OtlpProbe> probes(Config base, Signal signal, Node choice) {
    String protocol = protocol(choice);
    if (protocol == null) {
      return List.of();
    }
    Node node = choice.chosen();
    try {
      return OtlpExporters.of(settings(base, signal, node, protocol)).probes(signal);
    } catch (ConfigException e) {
      throw refused(signal, node, e);
    }
  }

  /** Says where in the file the value stands, and leaves the name of the setting out. */
  private static ConfigException refused(Signal signal, Node node, ConfigException e) {
    return Places.wrong(
        node, String.valueOf(e.getMessage()).replace(OTLP + signal.key() + ".", ""));
  }

  private static Config settings(Config base, Signal signal, Node node, String protocol) {
    String prefix = OTLP + signal.key() + ".";
    Map<String, String> settings = new HashMap<>();
    settings.put(prefix + "protocol", protocol);
    put(settings, prefix + "endpoint", node, "endpoint");
    put(settings, prefix + "compression", node, "compression");
    put(settings, prefix + "timeout", node, "timeout");
    if (node.get("endpoint") != null) { // it is stronger than a list for all exporters
      settings.put("ringlet.exporter.otlp.endpoints", "");
      settings.put("ringlet.exporter.otlp." + signal.key() + ".endpoints", "");
    }
    Node tls = node.get("tls");
    if (tls != null) {
      put(settings, prefix + "certificate", tls, "ca_file");
      put(settings, prefix + "client.key", tls, "key_file");
      put(settings, prefix + "client.certificate", tls, "cert_file");
      put(settings, prefix + "insecure", tls, "insecure");
    }
    settings.put(prefix + "headers", headers(node));
    return base.withOverrides(settings);
  }

  private static void put(Map<String, String> settings, String key, Node node, String name) {
    String text = node.text(name);
    if (text != null) {
      settings.put(key, text);
    }
  }

  /** The list, then the single ones, which win, in the form of the setting. */
  private static String headers(Node node) {
    StringBuilder all = new StringBuilder();
    String list = node.text("headers_list");
    if (list != null) {
      all.append(list);
    }
    for (Node header : node.items("headers")) {
      String value = header.text("value");
      if (value != null) {
        all.append(all.isEmpty() ? "" : ",")
            .append(header.text("name"))
            .append('=')
            .append(percentEncoded(value));
      }
    }
    return all.toString();
  }

  private static String percentEncoded(String value) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
      if (plain) {
        encoded.append((char) b);
      } else {
        encoded.append(String.format("%%%02X", b));
      }
    }
    return encoded.toString();
  }

  private Exporter file(Signal signal, Node node) {
    String stream = node.text("output_stream");
    if (stream == null || stream.equals("stdout")) {
      return OtlpFileExporter.toStandardOutput(signal);
    }
    return Places.at(
        node,
        () -> {
          if (!stream.startsWith("file:")) {
            throw new ConfigException("output_stream must be stdout or begin with file:");
          }
          String key = "ringlet.exporter.file." + signal.key() + ".path";
          String path = Path.of(URI.create(stream)).toString();
          return OtlpFileExporter.fromConfig(signal, base.withOverrides(Map.of(key, path)));
        });
  }
}
