// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;

/** The same measurements with the Prometheus client; label values are looked up or bound. */
final class PrometheusRecording {
  private static final String[] NAMES = {"method", "route", "status"};

  private PrometheusRecording() {}

  static Recording of(String instrument, String attributes) {
    boolean bound = attributes.equals("bound");
    switch (instrument) {
      case "longCounter":
        Counter counter = Counter.builder().name("c").labelNames(NAMES).build();
        CounterDataPoint one = counter.labelValues("GET", "/users/{id}", "200");
        return bound
            ? value -> one.inc(1)
            : value -> counter.labelValues("GET", "/users/{id}", "200").inc(1);
      case "doubleCounter":
        Counter doubles = Counter.builder().name("c").labelNames(NAMES).build();
        CounterDataPoint oneDouble = doubles.labelValues("GET", "/users/{id}", "200");
        return bound
            ? value -> oneDouble.inc(1.5)
            : value -> doubles.labelValues("GET", "/users/{id}", "200").inc(1.5);
      case "gauge":
        Gauge gauge = Gauge.builder().name("g").labelNames(NAMES).build();
        GaugeDataPoint oneGauge = gauge.labelValues("GET", "/users/{id}", "200");
        return bound
            ? value -> oneGauge.set(value)
            : value -> gauge.labelValues("GET", "/users/{id}", "200").set(value);
      default:
        return histogram(instrument, bound);
    }
  }

  private static Recording histogram(String instrument, boolean bound) {
    Histogram.Builder builder = Histogram.builder().name("h").labelNames(NAMES);
    if (instrument.equals(MetricPeer.EXPONENTIAL)) {
      builder.nativeOnly();
    } else {
      builder
          .classicOnly()
          .classicUpperBounds(
              0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000);
    }
    Histogram histogram = builder.build();
    DistributionDataPoint one = histogram.labelValues("GET", "/users/{id}", "200");
    return bound
        ? value -> one.observe(value)
        : value -> histogram.labelValues("GET", "/users/{id}", "200").observe(value);
  }
}
