// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.metrics.collect.RequestWriter;
import dev.ringlet.testing.Allocations;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.util.Locale;

/**
 * Prints the bytes that each way to record, and each collection, allocates, in a process of its
 * own: one line each, a name and a number.
 */
final class MetricAllocationMain {
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.status_code");
  private static final int COLLECTIONS = 100;

  /** Whatever is stored here has escaped. */
  static volatile Object escaped;

  private final OnDemandMetricReader reader;
  private final LongCounter counter;
  private final DoubleCounter doubles;
  private final DoubleHistogram histogram;
  private final DoubleHistogram exponential;
  private final LongGauge gauge;
  private final LongCounter filtered;
  private final Attributes[] attributes = new Attributes[10];
  private final Attributes constant;
  private double next = 1;
  private long bytesCollected;

  private MetricAllocationMain(Temporality temporality, ExemplarFilter filter) {
    reader = TestMetrics.reader(temporality);
    RingletMeterProvider provider =
        TestMetrics.provider(reader)
            .setExemplarFilter(filter)
            .addView(
                InstrumentSelector.builder().setName("exponential").build(),
                View.builder()
                    .setAggregation(Aggregation.base2ExponentialBucketHistogram())
                    .build())
            .addView(
                InstrumentSelector.builder().setName("filtered").build(),
                View.builder().setAttributeKeys(java.util.List.of("http.route")).build())
            .build();
    Meter meter = provider.get("test");
    counter = meter.counterBuilder("counter").build();
    doubles = meter.counterBuilder("doubles").ofDoubles().build();
    histogram = meter.histogramBuilder("histogram").build();
    exponential = meter.histogramBuilder("exponential").build();
    gauge = meter.gaugeBuilder("gauge").ofLongs().build();
    filtered = meter.counterBuilder("filtered").build();
    for (int i = 0; i < attributes.length; i++) {
      attributes[i] = Attributes.of(ROUTE, "/users/{id}", STATUS, 200L + i);
    }
    constant = attributes[0];
  }

  public static void main(String[] args) {
    for (ExemplarFilter filter :
        new ExemplarFilter[] {ExemplarFilter.ALWAYS_OFF, ExemplarFilter.TRACE_BASED}) {
      String suffix = " " + filter.name().toLowerCase(Locale.ROOT);
      new MetricAllocationMain(Temporality.CUMULATIVE, filter).records(suffix);
      for (Temporality temporality :
          new Temporality[] {Temporality.CUMULATIVE, Temporality.DELTA}) {
        String name = "collect " + temporality.name().toLowerCase(Locale.ROOT) + suffix;
        new MetricAllocationMain(temporality, filter).collections(name);
      }
    }
    SpanContext sampled =
        SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            TraceFlags.getSampled(),
            TraceState.getDefault());
    try (Scope scope = Span.wrap(sampled).makeCurrent()) {
      escaped = scope;
      String suffix = " in a sampled span";
      new MetricAllocationMain(Temporality.CUMULATIVE, ExemplarFilter.TRACE_BASED).records(suffix);
      new MetricAllocationMain(Temporality.DELTA, ExemplarFilter.TRACE_BASED)
          .collections("collect delta" + suffix);
    }
  }

  private static void print(String name, Runnable operation, int operations) {
    System.out.println(name + "=" + Allocations.bytesPerOperation(operation, operations));
  }

  private void records(String suffix) {
    BoundInstruments.BoundLongCounter bound = BoundInstruments.bind(counter, attributes[1]);
    BoundInstruments.BoundDoubleHistogram boundHistogram =
        BoundInstruments.bind(histogram, attributes[1]);
    print("canary" + suffix, this::addAndAllocate, 20_000);
    print("counter" + suffix, () -> counter.add(1, constant), 20_000);
    print("counter without attributes" + suffix, () -> counter.add(1), 20_000);
    print("counter of doubles" + suffix, () -> doubles.add(0.5, constant), 20_000);
    print("counter with filtered attributes" + suffix, () -> filtered.add(1, constant), 20_000);
    print("histogram" + suffix, () -> histogram.record(value(), constant), 20_000);
    print("exponential histogram" + suffix, () -> exponential.record(value(), constant), 20_000);
    print("gauge" + suffix, () -> gauge.set(7, constant), 20_000);
    print("bound counter" + suffix, () -> bound.add(1), 20_000);
    print("bound histogram" + suffix, () -> boundHistogram.record(value()), 20_000);
  }

  private void addAndAllocate() {
    counter.add(1, constant);
    escaped = new byte[16];
  }

  /** Values far apart, so that exponential histograms change their scale. */
  private double value() {
    next = next > 1e9 ? 1e-9 : next * 1.7;
    return next;
  }

  private void collections(String name) {
    print(name, this::recordAndCollect, COLLECTIONS);
    if (bytesCollected == 0) {
      throw new AssertionError(name + " collected nothing");
    }
    print("canary " + name, this::recordCollectAndAllocate, COLLECTIONS);
  }

  private void recordAndCollect() {
    for (Attributes with : attributes) {
      counter.add(1, with);
      doubles.add(0.5, with);
      filtered.add(1, with);
      gauge.set(7, with);
      for (int i = 0; i < 10; i++) {
        histogram.record(value(), with);
        exponential.record(value(), with);
      }
    }
    RequestWriter requests = reader.collectRequests();
    bytesCollected += requests.body(0).position();
  }

  private void recordCollectAndAllocate() {
    recordAndCollect();
    escaped = new byte[16];
  }
}
