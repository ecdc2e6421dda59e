// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.spring;

import dev.ringlet.Health;
import dev.ringlet.SignalHealth;
import dev.ringlet.export.Signal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Judges the health of an SDK: DEGRADED for five minutes after it is seen that records were lost,
 * else UP. Spring's aggregate ignores DEGRADED, so lost telemetry never takes an application out of
 * service. Thread-safe.
 */
final class HealthReport {
  /** Status and details. */
  record Answer(String status, Map<String, Object> details) {}

  private static final long DEGRADED_NANOS = 300_000_000_000L;

  private final Supplier<Health> health;
  private final LongSupplier nanoTime;
  private long seenDropped;
  private long seenAtNanos;
  private boolean everSeen;

  HealthReport(Supplier<Health> health) {
    this(health, System::nanoTime);
  }

  HealthReport(Supplier<Health> health, LongSupplier nanoTime) {
    this.health = health;
    this.nanoTime = nanoTime;
  }

  synchronized Answer answer() {
    Health now = health.get();
    long dropped = now.signals().values().stream().mapToLong(SignalHealth::totalLost).sum();
    long nanos = nanoTime.getAsLong();
    if (dropped > seenDropped) {
      seenDropped = dropped;
      seenAtNanos = nanos;
      everSeen = true;
    }
    boolean degraded = everSeen && nanos - seenAtNanos < DEGRADED_NANOS;
    return new Answer(degraded ? "DEGRADED" : "UP", details(now));
  }

  /** All numbers, in the words of {@link SignalHealth}. */
  static Map<String, Object> details(Health health) {
    Map<String, Object> details = new LinkedHashMap<>();
    for (Signal signal : Signal.values()) {
      SignalHealth one = health.signals().get(signal);
      if (one != null) {
        details.put(signal.key(), numbers(one));
      }
    }
    if (health.exporters().size() > health.signals().size()) {
      Map<String, Object> exporters = new LinkedHashMap<>();
      health.exporters().forEach((name, one) -> exporters.put(name, numbers(one)));
      details.put("exporters", exporters);
    }
    details.put("caughtErrors", health.caughtErrors());
    return details;
  }

  private static Map<String, Object> numbers(SignalHealth health) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("produced", health.produced());
    numbers.put("exported", health.exported());
    numbers.put("pending", health.pending());
    numbers.put("spooled", health.spooled());
    numbers.put("retried", health.retried());
    Map<String, Long> dropped = new TreeMap<>();
    health
        .dropped()
        .forEach((cause, count) -> dropped.put(cause.name().toLowerCase(Locale.ROOT), count));
    numbers.put("dropped", dropped);
    numbers.put("queueBytes", health.queueBytes());
    return numbers;
  }
}
