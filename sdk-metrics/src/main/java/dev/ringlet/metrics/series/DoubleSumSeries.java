// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import io.opentelemetry.api.common.Attributes;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A sum of floating-point numbers: a cell of the owner, one for all others, and several once
 * threads collide. Shared cells hold the bits of a double.
 */
final class DoubleSumSeries extends OwnableSeries {
  private static final VarHandle OWN =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "own", VarHandle.class, DoubleSumSeries.class, double.class);
  private static final VarHandle SUM =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "sum", VarHandle.class, DoubleSumSeries.class, long.class);
  private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(long[].class);

  /** Total added by owners; 0 in a series that is emptied, which has no owner. */
  private double own;

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
    if (isMine()) {
      OWN.setOpaque(this, own + value);
    } else {
      addShared(value);
    }
  }

  private void addShared(double value) {
    long[] wide = cells;
    if (wide == null) {
      double owned = (double) OWN.getOpaque(this);
      long before = (long) SUM.getOpaque(this);
      if (SUM.compareAndSet(this, before, plus(before, value))) {
        if ((double) OWN.getOpaque(this) != owned) {
          widen(); // the owner writes at the same time, and to the same cache line
        }
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
      retire();
    }
    return cells;
  }

  @Override
  boolean read(Point into, boolean reset) {
    long shared = reset ? (long) SUM.getAndSet(this, 0L) : (long) SUM.getVolatile(this);
    double total = (double) OWN.getVolatile(this) + Double.longBitsToDouble(shared);
    long[] wide = cells;
    if (wide != null) {
      for (int i = Stripes.PAD; i <= Stripes.COUNT * Stripes.PAD; i += Stripes.PAD) {
        long bits = reset ? (long) CELLS.getAndSet(wide, i, 0L) : (long) CELLS.getVolatile(wide, i);
        total += Double.longBitsToDouble(bits);
      }
    }
    reopenAfterEnd(into);
    into.sumBits = Double.doubleToRawLongBits(total);
    return total != 0;
  }

  @Override
  void absorb(Point values) {
    addShared(Double.longBitsToDouble(values.sumBits));
  }
}
