// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.doctor;

import dev.ringlet.config.Config;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.otlp.OtlpExporters;
import dev.ringlet.exporter.otlp.OtlpProbe;
import java.util.List;
import java.util.Map;

/** Where a file of settings sends telemetry. */
record Receiver(String endpoint, String protocol) {
  /**
   * Asks for it.
   *
   * @throws dev.ringlet.config.ConfigException if the address cannot be used
   */
  static Receiver ask(Questions ask, String suggested) {
    String endpoint = ask.text("endpoint", "Where to send", suggested);
    String protocol =
        ask.oneOf(
            "protocol",
            "Protocol",
            endpoint.endsWith(":4317") ? "grpc" : "http/protobuf",
            List.of("http/protobuf", "http/json", "grpc"));
    Map<String, String> settings =
        Map.of("otel.exporter.otlp.endpoint", endpoint, "otel.exporter.otlp.protocol", protocol);
    for (OtlpProbe probe :
        OtlpExporters.of(Config.of(settings, Map.of(), Map.of())).probes(Signal.TRACES)) {
      probe.exporter().close(); // it only shows whether the address can be used
    }
    return new Receiver(endpoint, protocol);
  }

  /** The address for a signal, as a declarative file has it: whole. */
  String address(String signal) {
    if (protocol.equals("grpc")) {
      return endpoint;
    }
    String base = endpoint.endsWith("/") ? endpoint : endpoint + "/";
    return base + "v1/" + signal;
  }
}
