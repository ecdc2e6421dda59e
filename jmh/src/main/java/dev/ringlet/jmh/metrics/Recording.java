// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.metrics;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.incubator.metrics.BoundDoubleCounter;
import io.opentelemetry.api.incubator.metrics.BoundDoubleGauge;
import io.opentelemetry.api.incubator.metrics.BoundDoubleHistogram;
import io.opentelemetry.api.incubator.metrics.BoundLongCounter;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleCounter;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleGauge;
import io.opentelemetry.api.incubator.metrics.ExtendedDoubleHistogram;
import io.opentelemetry.api.incubator.metrics.ExtendedLongCounter;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;

/** One way to record a measurement. */
interface Recording {
  AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

  /**
   * Records one measurement.
   *
   * @param value 0 or more; varies, so that the bucket of a histogram varies
   */
  void record(int value);

  static Attributes attributes() {
    return Attributes.of(METHOD, "GET", ROUTE, "/users/{id}", STATUS, 200L);
  }

  /** Records a measurement with any attributes. */
  interface Keyed {
    void record(int value, Attributes attributes);
  }

  /** Returns a function that records with any attributes. */
  static Keyed keyed(Meter meter, String instrument) {
    switch (instrument) {
      case "longCounter":
        LongCounter counter = meter.counterBuilder(instrument).build();
        return (value, attributes) -> counter.add(value, attributes);
      case "gauge":
        DoubleGauge gauge = meter.gaugeBuilder(instrument).build();
        return (value, attributes) -> gauge.set(value, attributes);
      default:
        DoubleHistogram histogram = meter.histogramBuilder(instrument).build();
        return (value, attributes) -> histogram.record(value, attributes);
    }
  }

  /**
   * Creates a recording.
   *
   * @param attributes constant: the same object in each call; fresh: created for each call, equal
   *     to the previous one; bound: bound in advance
   */
  static Recording of(Meter meter, String instrument, String attributes) {
    return of(meter, instrument, instrument, attributes);
  }

  /** Creates a recording whose instrument has the given name. */
  static Recording of(Meter meter, String instrument, String name, String attributes) {
    switch (instrument) {
      case "longCounter":
        return longCounter(meter.counterBuilder(name).build(), attributes);
      case "doubleCounter":
        return doubleCounter(meter.counterBuilder(name).ofDoubles().build(), attributes);
      case "gauge":
        return gauge(meter.gaugeBuilder(name).build(), attributes);
      case "histogram":
      case MetricPeer.EXPONENTIAL:
        return histogram(meter.histogramBuilder(name).build(), attributes);
      default:
        throw new IllegalArgumentException("instrument: " + instrument);
    }
  }

  private static Recording longCounter(LongCounter counter, String attributes) {
    Attributes constant = attributes();
    switch (attributes) {
      case "bound":
        BoundLongCounter bound = ((ExtendedLongCounter) counter).bind(constant);
        return value -> bound.add(1);
      case "fresh":
        return value -> counter.add(1, attributes());
      default:
        return value -> counter.add(1, constant);
    }
  }

  private static Recording doubleCounter(DoubleCounter counter, String attributes) {
    Attributes constant = attributes();
    switch (attributes) {
      case "bound":
        BoundDoubleCounter bound = ((ExtendedDoubleCounter) counter).bind(constant);
        return value -> bound.add(1.5);
      case "fresh":
        return value -> counter.add(1.5, attributes());
      default:
        return value -> counter.add(1.5, constant);
    }
  }

  private static Recording gauge(DoubleGauge gauge, String attributes) {
    Attributes constant = attributes();
    switch (attributes) {
      case "bound":
        BoundDoubleGauge bound = ((ExtendedDoubleGauge) gauge).bind(constant);
        return value -> bound.set(value);
      case "fresh":
        return value -> gauge.set(value, attributes());
      default:
        return value -> gauge.set(value, constant);
    }
  }

  private static Recording histogram(DoubleHistogram histogram, String attributes) {
    Attributes constant = attributes();
    switch (attributes) {
      case "bound":
        BoundDoubleHistogram bound = ((ExtendedDoubleHistogram) histogram).bind(constant);
        return value -> bound.record(value);
      case "fresh":
        return value -> histogram.record(value, attributes());
      default:
        return value -> histogram.record(value, constant);
    }
  }
}
