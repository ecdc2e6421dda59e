// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples.recipes;

import dev.ringlet.RingletSdk;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A device with little memory and a bad network. What cannot be sent waits on disk, over restarts
 * and power cuts, in 16 MiB at most; a second collector takes over while the first is away. Health
 * checks are not recorded at all.
 */
public final class EdgeDevice {
  private static final AttributeKey<String> VALVE = AttributeKey.stringKey("device.valve");

  private EdgeDevice() {}

  /** The settings of a device, as they could also stand in its environment. */
  static Map<String, String> settings(Path spool, String... collectors) {
    return Map.ofEntries(
        Map.entry("otel.service.name", "pump"),
        Map.entry("ringlet.exporter.otlp.endpoints", String.join(",", collectors)),
        Map.entry("otel.exporter.otlp.compression", "gzip"),
        Map.entry("otel.exporter.otlp.timeout", "5s"),
        Map.entry("ringlet.spool.directory", spool.toString()),
        Map.entry("ringlet.spool.max.bytes", "16m"),
        Map.entry("ringlet.spool.max.age", "7d"),
        Map.entry("ringlet.bsp.max.queue.bytes", "1m"),
        Map.entry("otel.metric.export.interval", "5m"),
        Map.entry("otel.exporter.otlp.metrics.temporality.preference", "delta"),
        Map.entry("ringlet.traces.filter", "drop if name=\"health check\""));
  }

  public static void main(String[] arguments) {
    Path spool = Path.of(System.getProperty("java.io.tmpdir"), "pump-spool");
    RingletSdk.Builder builder = RingletSdk.builder();
    settings(spool, "http://localhost:4318", "http://backup:4318").forEach(builder::property);
    try (RingletSdk ringlet = builder.build()) {
      run(ringlet);
      ringlet.flush(Duration.ofSeconds(10));
      System.out.println(ringlet.health());
    }
  }

  /** One turn of the device's work. */
  static void run(OpenTelemetry openTelemetry) {
    Tracer tracer = openTelemetry.getTracer("recipes.pump");
    Meter meter = openTelemetry.getMeter("recipes.pump");
    LongCounter strokes = meter.counterBuilder("pump.strokes").build();
    DoubleGauge pressure = meter.gaugeBuilder("pump.pressure").setUnit("bar").build();
    tracer.spanBuilder("health check").startSpan().end();
    Span span = tracer.spanBuilder("open valve").setAttribute(VALVE, "inlet").startSpan();
    strokes.add(12, Attributes.of(VALVE, "inlet"));
    pressure.set(2.4);
    span.end();
  }
}
