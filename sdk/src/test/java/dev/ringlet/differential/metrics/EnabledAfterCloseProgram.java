// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.differential.metrics;

import dev.ringlet.differential.metrics.ExtendedInstruments.Extended;
import dev.ringlet.differential.metrics.MetricSettings.Temporality;
import java.util.ArrayList;
import java.util.List;

/** Whether each instrument of the incubator is enabled when its provider has been closed. */
final class EnabledAfterCloseProgram {
  private EnabledAfterCloseProgram() {}

  static List<String> run(String... arguments) {
    MetricSettings settings =
        new MetricSettings(Temporality.CUMULATIVE, false, "always_off", 0, List.of());
    List<Extended> instruments = new ArrayList<>();
    try (MetricSubject subject = new RingletMetricSubject(settings, new TestTime())) {
      for (int kind = 0; kind < Instruments.KINDS; kind++) {
        instruments.add(
            ExtendedInstruments.make(subject.meterProvider().get("m"), kind, "i" + kind, null));
      }
    }
    return instruments.stream().map(one -> "" + one.isEnabled().getAsBoolean()).toList();
  }
}
