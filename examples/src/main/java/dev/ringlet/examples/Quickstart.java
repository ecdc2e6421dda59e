// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import dev.ringlet.RingletSdk;
import dev.ringlet.metrics.Aggregation;
import dev.ringlet.metrics.InstrumentSelector;
import dev.ringlet.metrics.OnDemandMetricReader;
import dev.ringlet.metrics.View;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.Set;

/** The samples of README.md, which a test compares with this file. */
public final class Quickstart {
  private Quickstart() {}

  /** Sends one span to the collector that the system properties name. */
  public static void main(String[] arguments) {
    try (RingletSdk ringlet = RingletSdk.create()) {
      Span span = ringlet.getTracer("quickstart").spanBuilder("hello").startSpan();
      span.end();
    }
  }

  /** An SDK that is set up in code. */
  static RingletSdk configured() {
    return RingletSdk.builder()
        .property("otel.service.name", "checkout")
        .property("otel.exporter.otlp.endpoint", "http://collector:4318")
        .build();
  }

  /** Metrics as this application wants them, and a reader that is asked when they are needed. */
  static void measured() {
    OnDemandMetricReader reader = OnDemandMetricReader.builder().build();
    RingletSdk ringlet =
        RingletSdk.builder()
            .addView(
                InstrumentSelector.builder().setName("http.server.*").build(),
                View.builder()
                    .setAttributeKeys(Set.of("http.route", "http.response.status_code"))
                    .setAggregation(Aggregation.base2ExponentialBucketHistogram())
                    .build())
            .addMetricReader(reader)
            .build();
    List<byte[]> requests = reader.collect(); // OTLP, to be put where you like
    requests.forEach(request -> System.out.println(request.length + " bytes"));
    ringlet.close();
  }
}
