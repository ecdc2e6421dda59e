// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.config.Config;
import dev.ringlet.export.Signal;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Settings of exporters, from Ringlet's and the official SDK's properties. */
final class ExporterSettings {
  private static final List<String> OTLP =
      List.of(
          "endpoint",
          "protocol",
          "headers",
          "compression",
          "timeout",
          "certificate",
          "client.key",
          "client.certificate");
  private static final List<String> OTHERS =
      List.of(
          "otel.java.exporter.otlp.retry.disabled",
          "otel.exporter.otlp.metrics.temporality.preference",
          "otel.exporter.otlp.metrics.default.histogram.aggregation",
          "ringlet.exporter.otlp.endpoints",
          "ringlet.exporter.otlp.proxy",
          "ringlet.exporter.otlp.no.proxy",
          "ringlet.exporter.otlp.connect.timeout",
          "ringlet.exporter.otlp.max.request.bytes",
          "ringlet.exporter.otlp.max.response.bytes",
          "ringlet.exporter.otlp.max.concurrent.exports",
          "ringlet.spool.directory",
          "ringlet.spool.max.bytes",
          "ringlet.spool.max.age",
          "ringlet.spool.policy",
          "ringlet.spool.sync.interval",
          "ringlet.spool.strict",
          "ringlet.spool.replay.any.endpoint",
          "ringlet.spool.drain.max.bytes.per.second");
  private static final int MOST_ENDPOINTS = 16;

  private ExporterSettings() {}

  /** The properties of the official SDK, which have no list of their keys. */
  static Config of(Signal signal, ConfigProperties properties) {
    Map<String, String> found = new HashMap<>();
    for (String key : keys(signal)) {
      String value = properties.getString(key);
      if (value != null) {
        found.put(key, value);
      }
    }
    return Config.of(found, Map.of(), Map.of());
  }

  private static List<String> keys(Signal signal) {
    List<String> keys = new ArrayList<>(OTHERS);
    for (String name : OTLP) {
      keys.add("otel.exporter.otlp." + name);
      keys.add("otel.exporter.otlp." + signal.key() + "." + name);
    }
    keys.add("ringlet.exporter.otlp." + signal.key() + ".endpoints");
    for (int i = 1; i <= MOST_ENDPOINTS; i++) {
      keys.add("ringlet.exporter.otlp.endpoints." + i + ".headers");
    }
    return keys;
  }
}
