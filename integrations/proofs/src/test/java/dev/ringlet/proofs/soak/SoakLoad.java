// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.proofs.soak;

import dev.ringlet.RingletSdk;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The load: one thread of spans and one of log records, both of which also use metrics. Every span
 * and log record carries its number, and every collection of metrics the number of the collection.
 */
final class SoakLoad {
  static final AttributeKey<Long> ID = AttributeKey.longKey("soak.id");
  static final AttributeKey<Long> SLOT = AttributeKey.longKey("soak.slot");
  static final String SEQUENCE = "soak.sequence";

  /** Points of a gauge, a counter and a histogram in each collection. */
  static final int POINTS = 10;

  private static final int COUNTER_SLOT = 4;
  private static final int HISTOGRAM_SLOT = 8;
  private static final int LARGE = 2_000;

  private final RecordedCounts counts;
  private final int perSecond;
  private final Tracer tracer;
  private final Logger logger;
  private final LongCounter counter;
  private final DoubleHistogram histogram;
  private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock(true);
  private final CountDownLatch measured = new CountDownLatch(1);
  private volatile boolean stopped;

  SoakLoad(RingletSdk sdk, RecordedCounts counts, long seed, int perSecond) {
    this.counts = counts;
    this.perSecond = perSecond;
    tracer = sdk.getTracer("soak");
    logger = sdk.getLogsBridge().get("soak");
    Meter meter = sdk.getMeter("soak");
    counter = meter.counterBuilder("soak.counter").build();
    histogram = meter.histogramBuilder("soak.histogram").build();
    meter.gaugeBuilder(SEQUENCE).ofLongs().buildWithCallback(this::observe);
    for (int slot = COUNTER_SLOT; slot < POINTS; slot++) {
      measure(slot);
    }
    measured.countDown();
    start(new Random(seed), "soak-spans", this::span);
    start(new Random(~seed), "soak-logs", this::logRecord);
  }

  /** The first collection waits, so that each has all points. */
  private void observe(ObservableLongMeasurement measurement) {
    boolean interrupted = false;
    while (measured.getCount() > 0) {
      LockSupport.parkNanos(1_000_000);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    long sequence = counts.next(SoakApplication.COUNT_OF_COLLECTIONS);
    for (int slot = 0; slot < COUNTER_SLOT; slot++) {
      measurement.record(sequence, Attributes.of(SLOT, (long) slot));
    }
  }

  private interface Work {
    void one(Random random);
  }

  private void start(Random random, String name, Work work) {
    Thread thread = new Thread(() -> run(random, work), name);
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Random random, Work work) {
    while (!stopped) {
      int burst = random.nextInt(500) == 0 ? 5_000 : 1 + random.nextInt(perSecond / 10);
      gate.readLock().lock();
      try {
        for (int i = 0; i < burst && !stopped; i++) {
          work.one(random);
        }
      } finally {
        gate.readLock().unlock();
      }
      LockSupport.parkNanos((long) (burst * 2e9 * random.nextDouble() / perSecond));
    }
  }

  private void span(Random random) {
    long id = counts.next(SoakApplication.COUNT_OF_TRACES);
    Span span = tracer.spanBuilder("work").startSpan();
    try (Scope scope = span.makeCurrent()) {
      span.setAttribute(ID, id);
      span.setAttribute("note", text(random, scope));
      if (id % 10 == 0) {
        span.addEvent("event", Attributes.of(SLOT, id));
      }
      measure(COUNTER_SLOT + (int) (id % (POINTS - COUNTER_SLOT)));
    } finally {
      span.end();
    }
  }

  private void logRecord(Random random) {
    long id = counts.next(SoakApplication.COUNT_OF_LOGS);
    logger
        .logRecordBuilder()
        .setSeverity(id % 7 == 0 ? Severity.WARN : Severity.INFO)
        .setBody(text(random, this))
        .setAttribute(ID, id)
        .emit();
  }

  /** Usually short, now and then long. */
  private static String text(Random random, Object salt) {
    int length = random.nextInt(50) == 0 ? LARGE : random.nextInt(80);
    return Integer.toHexString(salt.hashCode()) + "x".repeat(length);
  }

  private void measure(int slot) {
    Attributes attributes = Attributes.of(SLOT, (long) slot);
    if (slot < HISTOGRAM_SLOT) {
      counter.add(1, attributes);
    } else {
      histogram.record(slot, attributes);
    }
  }

  /** Waits until nothing is being recorded, and lets nothing be recorded. */
  void pause() {
    gate.writeLock().lock();
  }

  void resume() {
    gate.writeLock().unlock();
  }

  /** Ends the load. */
  void stop() {
    stopped = true;
    gate.writeLock().lock();
    gate.writeLock().unlock();
  }
}
