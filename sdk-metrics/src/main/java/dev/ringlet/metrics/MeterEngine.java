// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.common.Resource;
import dev.ringlet.internal.log.ThrottledLogger;
import dev.ringlet.internal.time.AnchoredClock;
import dev.ringlet.internal.wire.RecordBuffer;
import dev.ringlet.internal.wire.RecordPool;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;

/** What all meters of a provider share. Immutable but for the flag that it is closed. */
final class MeterEngine {
  final AnchoredClock clock;
  final RecordPool pool;
  final Resource resource;
  final ExemplarFilter exemplarFilter;
  final int exemplarCells = Runtime.getRuntime().availableProcessors();
  final List<RegisteredView> views;
  final ViewMatchingMode viewMatchingMode;
  final List<MetricReader> readers;
  final ThrottledLogger logger = new ThrottledLogger(RingletMeterProvider.class);
  final LongAdder userErrors = new LongAdder();
  volatile boolean closed;

  /** A view and what it is for. */
  record RegisteredView(InstrumentSelector selector, View view) {}

  MeterEngine(RingletMeterProvider.Builder builder) {
    clock = builder.clock;
    pool = builder.pool;
    resource = builder.resource;
    exemplarFilter = builder.exemplarFilter;
    views = List.copyOf(builder.views);
    viewMatchingMode = builder.viewMatchingMode;
    readers = List.copyOf(builder.readers);
  }

  long now() {
    return clock.epochNanos(clock.anchorIndex());
  }

  /** A buffer for attributes without limits; the caller releases it. */
  RecordBuffer attributeBuffer(int tag) {
    RecordBuffer buffer = pool.take();
    buffer.begin(tag, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
    return buffer;
  }

  boolean isSampled(Span span) {
    try {
      return span.getSpanContext().isSampled();
    } catch (Throwable t) {
      onUserError("span", t);
      return false;
    }
  }

  /** Whether a reader waits for this thread, which must not wait for a reader then. */
  boolean isInsideCallback() {
    for (int i = 0; i < readers.size(); i++) {
      if (readers.get(i).isRunningCallbacksHere()) {
        return true;
      }
    }
    return false;
  }

  /** Counts and reports an exception of the application's own code that ran inside ours. */
  void onUserError(String where, Throwable error) {
    userErrors.increment();
    logger.log(Level.WARNING, where, () -> "A " + where + " threw " + error.getClass().getName());
  }
}
