// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringlet.RingletSdk;
import dev.ringlet.checks.TelemetryReceiver;
import dev.ringlet.checks.data.CapturedLogRecord;
import dev.ringlet.checks.data.CapturedMetric;
import dev.ringlet.checks.data.CapturedSpan;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.util.List;
import java.util.Map;

/** Runs a recipe on Ringlet, and reads what a collector got of it. */
final class Kitchen implements AutoCloseable {
  /** A recipe. */
  interface Recipe {
    void run(RingletSdk ringlet) throws Exception;
  }

  final TelemetryReceiver receiver = TelemetryReceiver.start();

  /** Runs it to the end with settings in addition to the endpoint. */
  void run(Map<String, String> settings, Recipe recipe) throws Exception {
    RingletSdk.Builder builder =
        RingletSdk.builder()
            .property("otel.service.name", "recipe")
            .property("otel.exporter.otlp.endpoint", receiver.endpoint());
    settings.forEach(builder::property);
    try (RingletSdk ringlet = builder.build()) {
      recipe.run(ringlet);
    } finally {
      GlobalOpenTelemetry.resetForTest();
    }
  }

  CapturedSpan span(String name) {
    List<CapturedSpan> spans = receiver.getSpans();
    return spans.stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " in " + spans));
  }

  CapturedMetric metric(String name) {
    return receiver.getMetrics().stream()
        .filter(metric -> metric.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name));
  }

  CapturedLogRecord line(String body) {
    return receiver.getLogRecords().stream()
        .filter(line -> line.getBody().equals(body))
        .findFirst()
        .orElseThrow(() -> new AssertionError(body));
  }

  /** Asserts that the validator finds nothing wrong in what came. */
  @Override
  public void close() {
    try {
      assertThat(receiver.findings()).isEmpty();
    } finally {
      receiver.close();
    }
  }
}
