// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.differential.metrics;

import dev.ringlet.differential.metrics.ExtendedInstruments.Extended;
import dev.ringlet.metrics.differential.Instruments;
import dev.ringlet.metrics.differential.Instruments.Recorder;
import dev.ringlet.metrics.differential.MetricSettings;
import dev.ringlet.metrics.differential.MetricSettings.Temporality;
import dev.ringlet.metrics.differential.MetricSettings.ViewSetting;
import dev.ringlet.metrics.differential.MetricSubject;
import dev.ringlet.metrics.differential.MetricText;
import dev.ringlet.metrics.differential.OfficialMetricSubject;
import dev.ringlet.metrics.differential.RingletMetricSubject;
import dev.ringlet.metrics.differential.TestTime;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Every instrument of the incubator: advice, bound and unbound calls in turn, whether enabled. */
final class ExtendedProgram {
  private static final int CALLS = 400;
  private static final int CARDINALITY_LIMIT = 6;
  private static final List<AttributeKey<?>> ADVICE =
      List.of(AttributeKey.stringKey("route"), AttributeKey.longKey("status"));
  private static final double[] VALUES = {0, 1, -1, 2.5, 7, 40, 900, 20_000, Double.NaN, 1e-9};

  private ExtendedProgram() {}

  /**
   * Runs and collects several times.
   *
   * @param arguments the subject, {@code official} or {@code ringlet}, and the temporality
   */
  static List<String> run(String... arguments) {
    MetricSubject.Maker maker =
        arguments[0].equals("official") ? OfficialMetricSubject::new : RingletMetricSubject::new;
    MetricSettings settings =
        new MetricSettings(
            Temporality.valueOf(arguments[1]),
            false,
            "always_off",
            CARDINALITY_LIMIT,
            List.of(
                new ViewSetting(
                    "dropped*",
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    MetricSettings.Aggregation.DROP,
                    null,
                    0,
                    0,
                    0)));
    TestTime time = new TestTime();
    MetricText text = new MetricText(MetricText.Exemplars.ALL);
    List<String> lines = new ArrayList<>();
    List<Extended> instruments = new ArrayList<>();
    MetricSubject subject = maker.make(settings, time);
    try (subject) {
      Meter meter = subject.meterProvider().get("extended");
      for (int kind = 0; kind < Instruments.KINDS; kind++) {
        instruments.add(ExtendedInstruments.make(meter, kind, "plain" + kind, null));
        instruments.add(ExtendedInstruments.make(meter, kind, "advised" + kind, ADVICE));
        instruments.add(ExtendedInstruments.make(meter, kind, "dropped" + kind, ADVICE));
      }
      List<Recorder> recorders = recorders(instruments);
      instruments.forEach(one -> lines.add("enabled " + one.isEnabled().getAsBoolean()));
      Random random = new Random(11);
      for (int collection = 0; collection < 4; collection++) {
        time.advance(1_000_000_000L);
        // a collection with nothing new, and one in which few series are written to
        int calls = collection == 1 ? 0 : collection == 2 ? 20 : CALLS;
        for (int call = 0; call < calls; call++) {
          record(recorders.get(random.nextInt(recorders.size())), random);
        }
        lines.add("collection " + collection);
        lines.addAll(text.lines(subject.collect()));
      }
    }
    return lines;
  }

  /** Each instrument as it is, and bound to a few sets of attributes, one of them twice. */
  private static List<Recorder> recorders(List<Extended> instruments) {
    List<Recorder> recorders = new ArrayList<>();
    for (Extended instrument : instruments) {
      recorders.add(instrument.direct());
      recorders.add(instrument.direct());
      for (int series : new int[] {0, 1, 1}) {
        recorders.add(instrument.bind().apply(attributes(series)));
      }
    }
    return recorders;
  }

  private static void record(Recorder recorder, Random random) {
    double value = VALUES[random.nextInt(VALUES.length)];
    recorder.record(value, attributes(random.nextInt(4)), Context.root());
  }

  private static Attributes attributes(int series) {
    return series == 3
        ? Attributes.empty()
        : Attributes.builder()
            .put("route", "/" + series)
            .put("status", 200 + series)
            .put("user", "somebody")
            .build();
  }
}
