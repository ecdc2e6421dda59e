// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.differential;

import dev.ringlet.metrics.differential.Instruments.Description;
import dev.ringlet.metrics.differential.Instruments.Recorder;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterBuilder;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A program drawn from a seed. Nothing that an SDK answers has an influence on what comes next, so
 * two runs with one seed are one program.
 */
final class RandomMetricProgram {
  private static final String[] NAMES = {
    "requests",
    "Size/Total",
    "latency",
    "queue.size",
    "size/total",
    "depth",
    "a_b-c.d/e",
    "SIZE/total",
    "bad name",
    "9start",
    "",
    "é",
    "n".repeat(255),
    "n".repeat(256)
  };
  private static final String[] UNITS = {null, "", "ms", "By", "{request}", "1", "u".repeat(64)};
  private static final double[] VALUES = {
    0,
    1,
    2,
    3,
    5,
    7.5,
    10,
    24.999,
    25,
    25.001,
    100,
    1000,
    10_000,
    10_001,
    0.1,
    0.2,
    0.3,
    1e-9,
    4,
    8,
    16,
    1024,
    1.5,
    1e6,
    123456.789,
    1e12,
    5e-324,
    1e-310,
    1e300
  };
  // Not -0.0: exponential histograms of the official SDK throw on it. Not infinity: it spoils the
  // sums of the official SDK.
  private static final double[] ODD_VALUES = {
    -1, -0.5, Double.NaN, Long.MAX_VALUE, Long.MIN_VALUE, Double.MAX_VALUE, -Double.MIN_VALUE
  };
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("route");
  private static final AttributeKey<Long> STATUS = AttributeKey.longKey("status");
  private static final AttributeKey<Boolean> RETRY = AttributeKey.booleanKey("retry");
  private static final AttributeKey<Long> OBSERVER = AttributeKey.longKey("observer");
  private static final AttributeKey<Long> SERIES = AttributeKey.longKey("series");
  private static final AttributeKey<List<String>> TAGS = AttributeKey.stringArrayKey("tags");

  private final Random random;
  private final MetricSubject subject;
  private final TestTime time;
  private final MetricText text;
  private final List<Meter> meters = new ArrayList<>();
  private final List<Recorder> recorders = new ArrayList<>();
  private final List<Observed> observed = new ArrayList<>();
  private final List<String> result = new ArrayList<>();
  private int fresh;
  private int collections;

  private RandomMetricProgram(long seed, MetricSubject subject, TestTime time, MetricText text) {
    random = new Random(seed);
    this.subject = subject;
    this.time = time;
    this.text = text;
  }

  /** Runs the first steps of a program and returns all that was collected. */
  static List<String> run(
      long seed, int steps, MetricSubject subject, TestTime time, MetricText text) {
    RandomMetricProgram program = new RandomMetricProgram(seed, subject, time, text);
    program.openMeters(subject.meterProvider());
    for (int i = 0; i < steps; i++) {
      program.step();
    }
    program.collect();
    return program.result;
  }

  private void openMeters(MeterProvider provider) {
    meters.add(provider.get("shop"));
    meters.add(
        provider
            .meterBuilder("shop")
            .setInstrumentationVersion("1.2")
            .setSchemaUrl("https://schema/1")
            .build());
    MeterBuilder other = provider.meterBuilder("stock");
    meters.add(other.build());
    meters.add(provider.get("shop"));
  }

  private void step() {
    int dice = random.nextInt(100);
    if (recorders.isEmpty() || dice < 6) {
      recorders.add(
          Instruments.synchronous(meter(), random.nextInt(Instruments.KINDS), description()));
    } else if (dice < 9) {
      observe();
    } else if (dice < 13) {
      collect();
    } else if (dice < 20) {
      time.advance(1 + random.nextInt(2_000_000_000));
    } else {
      record();
    }
  }

  private Meter meter() {
    return meters.get(random.nextInt(meters.size()));
  }

  private Description description() {
    String name = NAMES[random.nextInt(random.nextInt(4) == 0 ? NAMES.length : 7)];
    String description = random.nextInt(3) == 0 ? "about " + random.nextInt(2) : "";
    String unit = UNITS[random.nextInt(4) == 0 ? random.nextInt(UNITS.length) : 1];
    List<Double> boundaries =
        switch (random.nextInt(5)) {
          case 0 -> List.of(1.0, 10.0, 100.0);
          case 1 -> List.of();
          default -> null;
        };
    return new Description(name, description, unit == null ? "" : unit, boundaries);
  }

  private void record() {
    Recorder recorder = recorders.get(random.nextInt(recorders.size()));
    int times = random.nextInt(8) == 0 ? 20 : 1;
    for (int i = 0; i < times; i++) {
      recorder.record(value(), attributes(), context());
    }
  }

  /** No 0.125, which the rounded logarithm of the official SDK puts into the bucket above. */
  private double value() {
    return random.nextInt(60) == 0
        ? ODD_VALUES[random.nextInt(ODD_VALUES.length)]
        : random.nextInt(3) == 0
            ? (8 + random.nextInt(2_000)) / 8.0
            : VALUES[random.nextInt(VALUES.length)];
  }

  private Attributes attributes() {
    switch (random.nextInt(6)) {
      case 0 -> {
        return Attributes.empty();
      }
      case 1 -> {
        return Attributes.of(ROUTE, "/" + fresh++, STATUS, 200L);
      }
      default -> {
        AttributesBuilder builder = Attributes.builder();
        builder.put(ROUTE, "/" + (char) ('a' + random.nextInt(3)));
        if (random.nextBoolean()) {
          builder.put(STATUS, random.nextBoolean() ? 200L : 500L);
        }
        if (random.nextInt(4) == 0) {
          builder.put(RETRY, random.nextBoolean());
        }
        if (random.nextInt(6) == 0) {
          builder.put(TAGS, List.of("x", "y" + random.nextInt(2)));
        }
        return builder.build();
      }
    }
  }

  private Context context() {
    int dice = random.nextInt(4);
    if (dice == 0) {
      return Context.root();
    }
    SpanContext span =
        SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c",
            String.format("%016x", 1 + random.nextInt(1000)),
            dice == 1 ? TraceFlags.getDefault() : TraceFlags.getSampled(),
            TraceState.getDefault());
    return Context.root().with(Span.wrap(span));
  }

  private void observe() {
    int kind = random.nextInt(6);
    Observed one = new Observed(observed.size(), kind < 2);
    Instruments.asynchronous(meter(), kind, description(), one::report);
    observed.add(one);
  }

  private void collect() {
    for (Observed one : observed) {
      one.draw();
    }
    result.add("--- collection " + collections++);
    result.addAll(text.lines(subject.collect()));
  }

  /**
   * What a callback reports; drawn before the collection, as the order of callbacks is free.
   *
   * <p>Each set of attributes is its own, stays once it is there, and totals only grow: for totals
   * that shrink, are left out or are observed twice, the official SDK reports what is not so.
   */
  private final class Observed {
    private final int number;
    private final boolean grows;
    private final List<Double> values = new ArrayList<>();
    private final List<Attributes> attributes = new ArrayList<>();

    Observed(int number, boolean grows) {
      this.number = number;
      this.grows = grows;
    }

    void draw() {
      int more = random.nextInt(3);
      for (int i = 0; i < more; i++) {
        values.add(0.0);
        attributes.add(
            RandomMetricProgram.this.attributes().toBuilder()
                .put(OBSERVER, number)
                .put(SERIES, attributes.size())
                .build());
      }
      for (int i = 0; i < values.size(); i++) {
        values.set(i, grows ? values.get(i) + random.nextInt(2_000) / 8 : value());
      }
    }

    void report(Recorder recorder) {
      for (int i = 0; i < values.size(); i++) {
        recorder.record(values.get(i), attributes.get(i), Context.root());
      }
    }

    private double value() {
      double value = RandomMetricProgram.this.value();
      return Double.isNaN(value) ? 0 : value;
    }
  }
}
