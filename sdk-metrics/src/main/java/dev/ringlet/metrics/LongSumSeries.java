// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import io.opentelemetry.api.common.Attributes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A sum of whole numbers: one cell, and several once threads get into each other's way. */
final class LongSumSeries extends Series {
  private static final VarHandle SUM;
  private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(long[].class);

  static {
    try {
      SUM = MethodHandles.lookup().findVarHandle(LongSumSeries.class, "sum", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private long sum;
  private volatile long[] cells;

  LongSumSeries(Attributes attributes, int hash) {
    super(attributes, hash);
  }

  @Override
  void addLong(long value) {
    long[] wide = cells;
    if (wide == null) {
      long before = (long) SUM.getOpaque(this);
      if (SUM.compareAndSet(this, before, before + value)) {
        return;
      }
      wide = widen();
    }
    CELLS.getAndAdd(wide, (Stripes.mine() + 1) * Stripes.PAD, value);
  }

  private synchronized long[] widen() {
    if (cells == null) {
      cells = new long[(Stripes.COUNT + 2) * Stripes.PAD];
    }
    return cells;
  }

  @Override
  void addDouble(double value) {
    addLong((long) value);
  }

  @Override
  boolean read(PointValues into, boolean reset) {
    long total = reset ? (long) SUM.getAndSet(this, 0L) : (long) SUM.getVolatile(this);
    long[] wide = cells;
    if (wide != null) {
      for (int i = Stripes.PAD; i <= Stripes.COUNT * Stripes.PAD; i += Stripes.PAD) {
        total += reset ? (long) CELLS.getAndSet(wide, i, 0L) : (long) CELLS.getVolatile(wide, i);
      }
    }
    into.sumBits = total;
    return total != 0;
  }

  @Override
  void absorb(PointValues values) {
    addLong(values.sumBits);
  }
}
