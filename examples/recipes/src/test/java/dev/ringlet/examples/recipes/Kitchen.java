// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples.recipes;

import dev.ringlet.RingletSdk;
import dev.ringlet.testing.OtlpCapture;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs a recipe on Ringlet, and reads what a collector got of it. */
final class Kitchen implements AutoCloseable {
  /** A recipe. */
  interface Recipe {
    void run(RingletSdk ringlet) throws Exception;
  }

  final OtlpCapture receiver = OtlpCapture.start();

  /** Runs it to the end with settings in addition to the endpoint. */
  void run(Map<String, String> settings, Recipe recipe) throws Exception {
    RingletSdk.Builder builder =
        RingletSdk.builder().property("otel.exporter.otlp.endpoint", receiver.endpoint());
    settings.forEach(builder::property);
    try (RingletSdk ringlet = builder.build()) {
      recipe.run(ringlet);
    } finally {
      GlobalOpenTelemetry.resetForTest();
    }
  }

  List<Span> spans() {
    return receiver.traces().stream()
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  Span span(String name) {
    return spans().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError(name + " in " + spans().stream().map(Span::getName).toList()));
  }

  Metric metric(String name) {
    return receiver.metrics().stream()
        .flatMap(request -> request.getResourceMetricsList().stream())
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .flatMap(scope -> scope.getMetricsList().stream())
        .filter(metric -> metric.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name));
  }

  List<LogRecord> lines() {
    return receiver.logs().stream()
        .flatMap(request -> request.getResourceLogsList().stream())
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .toList();
  }

  static Map<String, AnyValue> attributes(List<KeyValue> list) {
    Map<String, AnyValue> attributes = new HashMap<>();
    list.forEach(one -> attributes.put(one.getKey(), one.getValue()));
    return attributes;
  }

  @Override
  public void close() {
    receiver.close();
  }
}
