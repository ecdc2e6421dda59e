// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.differential.metrics;

import dev.ringlet.differential.metrics.ExtendedInstruments.Extended;
import dev.ringlet.metrics.differential.Instruments;
import dev.ringlet.metrics.differential.Instruments.Recorder;
import dev.ringlet.metrics.differential.MetricSettings;
import dev.ringlet.metrics.differential.MetricSettings.Temporality;
import dev.ringlet.metrics.differential.MetricSubject;
import dev.ringlet.metrics.differential.RingletMetricSubject;
import dev.ringlet.metrics.differential.TestTime;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Calls with null to the incubator's instruments, then whether they are enabled after close. */
final class ExtendedOddCallsProgram {
  private static final AttributeKey<String> KEY = AttributeKey.stringKey("key");

  private ExtendedOddCallsProgram() {}

  static List<String> run(String... arguments) {
    MetricSettings settings =
        new MetricSettings(Temporality.CUMULATIVE, false, "always_off", 0, List.of());
    List<String> lines = new ArrayList<>();
    List<Extended> instruments = new ArrayList<>();
    try (MetricSubject subject = new RingletMetricSubject(settings, new TestTime())) {
      for (int kind = 0; kind < Instruments.KINDS; kind++) {
        Extended one =
            ExtendedInstruments.make(
                subject.meterProvider().get("m"), kind, "i" + kind, Arrays.asList(null, KEY));
        Recorder bound = one.bind().apply(null);
        bound.record(1, null, null);
        bound.record(1, null, Context.root());
        one.direct().record(1, null, Context.root());
        one.direct().record(1, Attributes.of(KEY, "value"), Context.root());
        instruments.add(one);
      }
      lines.add(subject.collect().getResourceMetrics(0).getScopeMetrics(0).getMetricsCount() + "");
    }
    instruments.forEach(one -> lines.add("" + one.isEnabled().getAsBoolean()));
    return lines;
  }
}
