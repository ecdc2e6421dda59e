// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.internal.engine.CreationCounts;
import dev.ringlet.trace.SamplingDecision;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import java.util.List;

/** The {@code otel.sdk.*} metrics of what tracers and loggers create. */
final class CreationMetrics {
  private static final AttributeKey<String> ORIGIN =
      AttributeKey.stringKey("otel.span.parent.origin");
  private static final AttributeKey<String> RESULT =
      AttributeKey.stringKey("otel.span.sampling_result");
  private static final List<String> ORIGINS = List.of("none", "remote", "local");

  private final CreationCounts counts;
  private final ObservableLongMeasurement started;
  private final ObservableLongMeasurement live;
  private final ObservableLongMeasurement logs;

  CreationMetrics(Meter meter, CreationCounts counts) {
    this.counts = counts;
    started =
        meter
            .counterBuilder("otel.sdk.span.started")
            .setUnit("{span}")
            .setDescription("Spans created.")
            .buildObserver();
    live =
        meter
            .upDownCounterBuilder("otel.sdk.span.live")
            .setUnit("{span}")
            .setDescription("Recorded spans that have not ended.")
            .buildObserver();
    logs =
        meter
            .counterBuilder("otel.sdk.log.created")
            .setUnit("{log_record}")
            .setDescription("Log records emitted by enabled loggers.")
            .buildObserver();
  }

  List<ObservableMeasurement> all() {
    return List.of(started, live, logs);
  }

  void observe() {
    for (SamplingDecision decision : SamplingDecision.values()) {
      boolean some = false;
      for (int origin = 0; origin < ORIGINS.size(); origin++) {
        long count = counts.started(origin, decision.ordinal());
        if (count != 0) {
          some = true;
          started.record(
              count, Attributes.of(ORIGIN, ORIGINS.get(origin), RESULT, decision.name()));
        }
      }
      if (some && decision != SamplingDecision.DROP) {
        live.record(counts.live(decision.ordinal()), Attributes.of(RESULT, decision.name()));
      }
    }
    if (counts.logs() != 0) {
      logs.record(counts.logs());
    }
  }
}
