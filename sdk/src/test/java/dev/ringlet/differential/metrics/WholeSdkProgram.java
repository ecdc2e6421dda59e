// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.differential.metrics;

import static dev.ringlet.testing.Await.LONG;

import dev.ringlet.RingletSdk;
import dev.ringlet.metrics.differential.Instruments;
import dev.ringlet.metrics.differential.Instruments.Description;
import dev.ringlet.testing.OtlpCapture;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import java.util.List;

/** Every signal and every instrument once, through a whole SDK to a receiver. */
final class WholeSdkProgram {
  private WholeSdkProgram() {}

  static List<String> run(String... arguments) {
    try (OtlpCapture collector = OtlpCapture.start()) {
      RingletSdk sdk =
          RingletSdk.builder()
              .property("otel.exporter.otlp.endpoint", collector.endpoint())
              .build();
      try (sdk) {
        sdk.getTracer("test").spanBuilder("span").startSpan().end();
        sdk.getLogsBridge().get("test").logRecordBuilder().setBody("log").emit();
        Meter meter = sdk.getMeter("test");
        for (int kind = 0; kind < Instruments.KINDS; kind++) {
          Instruments.synchronous(meter, kind, about("synchronous" + kind))
              .record(1, Attributes.empty(), Context.root());
        }
        for (int kind = 0; kind < 6; kind++) {
          Instruments.asynchronous(
              meter,
              kind,
              about("asynchronous" + kind),
              recorder -> recorder.record(1, Attributes.empty(), Context.root()));
        }
        if (!sdk.flush(LONG)) {
          throw new AssertionError("not flushed: " + sdk.health());
        }
        return List.of(
            "spans "
                + collector.traces().get(0).getResourceSpans(0).getScopeSpans(0).getSpansCount(),
            "log records "
                + collector.logs().get(0).getResourceLogs(0).getScopeLogs(0).getLogRecordsCount(),
            "metrics "
                + collector
                    .metrics()
                    .get(0)
                    .getResourceMetrics(0)
                    .getScopeMetrics(0)
                    .getMetricsCount(),
            "closed");
      }
    }
  }

  private static Description about(String name) {
    return new Description(name, "", "", null);
  }
}
