// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks;

import dev.ringlet.trace.IdGenerator;
import java.util.concurrent.atomic.AtomicLong;

/** Ids that count from one, for traces and for spans. Thread-safe. */
final class SequentialIds implements IdGenerator {
  private final AtomicLong traces = new AtomicLong();
  private final AtomicLong spans = new AtomicLong();

  void reset() {
    traces.set(0);
    spans.set(0);
  }

  @Override
  public long nextTraceIdHigh() {
    return 0;
  }

  @Override
  public long nextTraceIdLow() {
    return traces.incrementAndGet();
  }

  @Override
  public long nextSpanId() {
    return spans.incrementAndGet();
  }
}
