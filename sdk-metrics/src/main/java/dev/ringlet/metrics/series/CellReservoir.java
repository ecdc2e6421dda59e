// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import dev.ringlet.internal.time.AnchoredClock;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The reservoirs of the specification: each cell keeps one measurement. With boundaries each bucket
 * has a cell, and the last measurement wins; without, all measurements have the same probability.
 */
final class CellReservoir implements Exemplars {
  /*
   * Parties:   application threads that offer, one thread that collects.
   * Fields:    busy      | the thread that works on the cells, by CAS; freed by a release store
   *            all else  | only while busy, plain
   * Accepted:  an offer that finds the reservoir busy is dropped: exemplars are a sample in any case,
   *            and no writer waits for them. The collector waits, some tens of nanoseconds.
   */
  private static final VarHandle BUSY =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "busy", VarHandle.class, CellReservoir.class, int.class);

  private final AnchoredClock clock;
  private final Buckets buckets;
  private final long[] values;
  private final long[] times;
  private final boolean[] whole;
  private final Attributes[] attributes;
  private final SpanContext[] spans;
  private int seen;
  private volatile int busy;

  private CellReservoir(AnchoredClock clock, Buckets buckets, int cells) {
    this.clock = clock;
    this.buckets = buckets;
    values = new long[cells];
    times = new long[cells];
    whole = new boolean[cells];
    attributes = new Attributes[cells];
    spans = new SpanContext[cells];
  }

  static CellReservoir ofFixedSize(AnchoredClock clock, int cells) {
    return new CellReservoir(clock, null, cells);
  }

  static CellReservoir ofBuckets(AnchoredClock clock, Buckets buckets) {
    return new CellReservoir(clock, buckets, buckets.count());
  }

  @Override
  public void offer(long value, Attributes attributes, Context context) {
    offer(value, value, true, attributes, context);
  }

  @Override
  public void offer(double value, Attributes attributes, Context context) {
    offer(value, Double.doubleToRawLongBits(value), false, attributes, context);
  }

  private void offer(double value, long bits, boolean isWhole, Attributes with, Context context) {
    if (!BUSY.compareAndSet(this, 0, 1)) {
      return;
    }
    try {
      int cell = cell(value);
      if (cell >= 0) {
        SpanContext span =
            Span.fromContext(context).getSpanContext(); // may be a foreign one: first
        values[cell] = bits;
        whole[cell] = isWhole;
        times[cell] = clock.epochNanos();
        attributes[cell] = with;
        spans[cell] = span;
      }
    } finally {
      busy = 0; // a store, not a call, as the stack may be full
    }
  }

  private int cell(double value) {
    if (buckets != null) {
      return buckets.index(value);
    }
    int number = seen++;
    int cell =
        number < values.length ? number : ThreadLocalRandom.current().nextInt(Math.max(seen, 1));
    return cell < values.length ? cell : -1;
  }

  @Override
  public void collect(ExemplarList into) {
    long since = System.nanoTime();
    for (int tries = 1; !BUSY.compareAndSet(this, 0, 1); tries++) {
      if (!Patience.mayWait(tries, since)) {
        return; // the thread that works on the cells was stopped; another collection finds them
      }
    }
    try {
      seen = 0;
      for (int i = 0; i < values.length; i++) {
        if (attributes[i] != null) {
          into.add(times[i], values[i], whole[i], attributes[i], spans[i]);
          attributes[i] = null;
          spans[i] = null;
        }
      }
    } finally {
      busy = 0; // a store, not a call, as the stack may be full
    }
  }
}
