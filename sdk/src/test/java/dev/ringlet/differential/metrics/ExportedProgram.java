// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.differential.metrics;

import dev.ringlet.metrics.differential.Instruments;
import dev.ringlet.metrics.differential.Instruments.Description;
import dev.ringlet.metrics.differential.Instruments.Recorder;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;

/** An application with every instrument, several meters and attributes of every type. */
final class ExportedProgram {
  private static final int ASYNCHRONOUS_KINDS = 6;
  private static final List<Attributes> SERIES =
      List.of(
          Attributes.empty(),
          Attributes.of(AttributeKey.stringKey("route"), "/a"),
          Attributes.of(AttributeKey.stringKey("route"), "/b é ☃"),
          Attributes.of(AttributeKey.longKey("status"), 200L),
          Attributes.of(AttributeKey.doubleKey("share"), 0.25),
          Attributes.of(AttributeKey.booleanKey("cached"), true),
          Attributes.builder()
              .put("strings", "a", "", "b")
              .put("longs", 1L, -1L)
              .put("doubles", 0.5, -0.0)
              .put("booleans", true, false)
              .build());

  private final List<Recorder> recorders = new ArrayList<>();
  private int round;

  ExportedProgram(OpenTelemetry telemetry) {
    Meter full =
        telemetry
            .meterBuilder("shop.orders")
            .setInstrumentationVersion("1.2.3")
            .setSchemaUrl("https://opentelemetry.io/schemas/1.21.0")
            .build();
    for (int kind = 0; kind < Instruments.KINDS; kind++) {
      recorders.add(Instruments.synchronous(full, kind, about("sync." + kind)));
    }
    for (int kind = 0; kind < ASYNCHRONOUS_KINDS; kind++) {
      Instruments.asynchronous(full, kind, about("async." + kind), this::observe);
    }
    Meter bare = telemetry.getMeter("shop.stock");
    recorders.add(Instruments.synchronous(bare, 0, new Description("plain", "", "", null)));
    // the same name for other things: both are sent
    recorders.add(Instruments.synchronous(bare, 5, new Description("plain", "other", "s", null)));
    ObservableLongMeasurement left = bare.gaugeBuilder("left").ofLongs().buildObserver();
    ObservableDoubleMeasurement sold = bare.counterBuilder("sold").ofDoubles().buildObserver();
    bare.batchCallback(
        () -> {
          left.record(10 - round, SERIES.get(1));
          sold.record(round * 1.5, SERIES.get(1));
        },
        left,
        sold);
    telemetry.getMeter("never.used").counterBuilder("never.used").build();
  }

  private static Description about(String name) {
    return new Description(name, "What " + name + " is", "{thing}", List.of(1.0, 5.0, 25.0));
  }

  private void observe(Recorder recorder) {
    for (int i = 0; i < SERIES.size(); i++) {
      recorder.record(10 * round + i, SERIES.get(i), Context.root());
    }
  }

  /** Records what belongs to a round: fewer series each time. */
  void record(int number) {
    round = number;
    Context sampled =
        Context.root()
            .with(
                Span.wrap(
                    SpanContext.create(
                        "0af7651916cd43dd8448eb211c80319c",
                        "b7ad6b716920333" + number,
                        TraceFlags.getSampled(),
                        TraceState.getDefault())));
    for (Recorder recorder : recorders) {
      for (int i = 0; i < SERIES.size() - number; i++) {
        recorder.record(i * 3.5 + number, SERIES.get(i), i % 2 == 0 ? sampled : Context.root());
        recorder.record(100, SERIES.get(i), Context.root());
      }
    }
  }
}
