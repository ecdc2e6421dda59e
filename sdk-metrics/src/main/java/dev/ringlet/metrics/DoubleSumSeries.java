// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import io.opentelemetry.api.common.Attributes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A sum of floating-point numbers: one cell, and several once threads get into each other's way.
 * Cells hold the bits of a double.
 */
final class DoubleSumSeries extends Series {
  private static final VarHandle SUM;
  private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(long[].class);

  static {
    try {
      SUM = MethodHandles.lookup().findVarHandle(DoubleSumSeries.class, "sum", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private long sum;
  private volatile long[] cells;

  DoubleSumSeries(Attributes attributes, int hash) {
    super(attributes, hash);
  }

  @Override
  void addLong(long value) {
    addDouble(value);
  }

  @Override
  void addDouble(double value) {
    long[] wide = cells;
    if (wide == null) {
      long before = (long) SUM.getOpaque(this);
      if (SUM.compareAndSet(this, before, plus(before, value))) {
        return;
      }
      wide = widen();
    }
    int cell = (Stripes.mine() + 1) * Stripes.PAD;
    long before;
    do {
      before = (long) CELLS.getOpaque(wide, cell);
    } while (!CELLS.compareAndSet(wide, cell, before, plus(before, value)));
  }

  private static long plus(long bits, double value) {
    return Double.doubleToRawLongBits(Double.longBitsToDouble(bits) + value);
  }

  private synchronized long[] widen() {
    if (cells == null) {
      cells = new long[(Stripes.COUNT + 2) * Stripes.PAD];
    }
    return cells;
  }

  @Override
  boolean read(PointValues into, boolean reset) {
    long first = reset ? (long) SUM.getAndSet(this, 0L) : (long) SUM.getVolatile(this);
    double total = Double.longBitsToDouble(first);
    long[] wide = cells;
    if (wide != null) {
      for (int i = Stripes.PAD; i <= Stripes.COUNT * Stripes.PAD; i += Stripes.PAD) {
        long bits = reset ? (long) CELLS.getAndSet(wide, i, 0L) : (long) CELLS.getVolatile(wide, i);
        total += Double.longBitsToDouble(bits);
      }
    }
    into.sumBits = Double.doubleToRawLongBits(total);
    return total != 0;
  }

  @Override
  void absorb(PointValues values) {
    addDouble(Double.longBitsToDouble(values.sumBits));
  }
}
