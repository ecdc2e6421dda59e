// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.internal.engine.SignalEngine;
import dev.ringlet.internal.record.RecordBuffer;
import io.opentelemetry.api.trace.Span;
import java.util.List;

/** What all meters of a provider share. Immutable but for the flag that it is closed. */
final class MeterEngine extends SignalEngine {
  final ExemplarFilter exemplarFilter;
  final int exemplarCells = Runtime.getRuntime().availableProcessors();
  final List<RegisteredView> views;
  final ViewMatchingMode viewMatchingMode;
  final List<MetricReader> readers;

  /** A view and what it is for. */
  record RegisteredView(InstrumentSelector selector, View view) {}

  MeterEngine(RingletMeterProvider.Builder builder) {
    super(RingletMeterProvider.class, builder.clock, builder.pool, builder.resource);
    exemplarFilter = builder.exemplarFilter;
    views = List.copyOf(builder.views);
    viewMatchingMode = builder.viewMatchingMode;
    readers = List.copyOf(builder.readers);
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
}
