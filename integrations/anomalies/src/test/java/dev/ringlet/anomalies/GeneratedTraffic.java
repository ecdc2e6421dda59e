// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.anomalies;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.Random;

/**
 * Spans of a route as services have them: arrivals are random, latencies are lognormal with a
 * second, slower mode (a cache that misses), the load and with it the latencies follow the hour and
 * a slow random walk, one in 200 spans fails. Two hosts share the spans.
 */
final class GeneratedTraffic {
  static final long SECOND = 1_000_000_000L;
  static final AttributeKey<String> HOST = AttributeKey.stringKey("host.name");
  static final AttributeKey<String> VERSION = AttributeKey.stringKey("service.version");

  final Random random;
  final double spansPerSecond;
  double sigma = 0.5;
  double medianMillis = 20;
  double errorShare = 0.005;

  /** How many times as long as usual the affected spans take. */
  double slowFactor = 1;

  /** The share of spans that are slow or fail. */
  double affectedShare = 1;

  double extraErrorShare;
  String badHost = "";
  private double walk;
  private long walkNanos;
  private long epochNanos = 1_700_000_000L * SECOND;
  private long spans;

  GeneratedTraffic(long seed, double spansPerSecond) {
    random = new Random(seed);
    this.spansPerSecond = spansPerSecond;
  }

  long epochNanos() {
    return epochNanos;
  }

  /** Sends spans for a time to a detector. */
  void run(AnomalyDetector detector, String route, long seconds) {
    long end = epochNanos + seconds * SECOND;
    while (epochNanos < end) {
      double gap = -Math.log(1 - random.nextDouble()) / spansPerSecond;
      epochNanos += (long) (gap * 1e9) + 1;
      if (epochNanos >= walkNanos) {
        walkNanos = epochNanos + 5 * SECOND;
        walk = 0.98 * walk + 0.01 * random.nextGaussian();
      }
      detector.record(route, next());
    }
  }

  private ObservedSpan next() {
    spans++;
    String host = random.nextBoolean() ? "alpha" : "beta";
    boolean candidate = badHost.isEmpty() || badHost.equals(host);
    boolean affected = candidate && random.nextDouble() < affectedShare;
    double hour = Math.sin(2 * Math.PI * (epochNanos / 1e9 % 86_400) / 86_400);
    double log = Math.log(medianMillis) + 0.1 * hour + walk + sigma * random.nextGaussian();
    if (random.nextInt(20) == 0) {
      log += Math.log(4);
    }
    double millis = Math.exp(log) * (affected ? slowFactor : 1);
    boolean error =
        random.nextDouble() < errorShare
            || affected && extraErrorShare > 0 && random.nextDouble() < extraErrorShare;
    return new ObservedSpan(
        epochNanos,
        (long) (millis * 1e6),
        error,
        error ? "java.io.IOException" : null,
        String.format("%032x", spans),
        String.format("%016x", spans),
        Attributes.of(HOST, host, VERSION, "1.4"),
        null,
        0);
  }
}
