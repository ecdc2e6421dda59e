// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import io.opentelemetry.api.common.Attributes;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A sum of whole numbers: a cell of the owner, one for all others, and several once threads
 * collide.
 */
class LongSumSeries extends OwnableSeries {
  private static final VarHandle OWN =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "own", VarHandle.class, LongSumSeries.class, long.class);
  private static final VarHandle SUM =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "sum", VarHandle.class, LongSumSeries.class, long.class);
  private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(long[].class);

  /** Total added by owners. */
  long own;

  /** Total of owners at the last collection that empties. */
  private long collectedOwn;

  long sum;
  private volatile long[] cells;

  LongSumSeries(Attributes attributes, int hash) {
    super(attributes, hash);
  }

  @Override
  final void onBound() {
    open();
  }

  @Override
  final void addLong(long value) {
    if (isMine()) {
      OWN.setOpaque(this, own + value);
    } else {
      addShared(value);
    }
  }

  private void addShared(long value) {
    long[] wide = cells;
    if (wide == null) {
      long owned = (long) OWN.getOpaque(this);
      long before = (long) SUM.getOpaque(this);
      if (SUM.compareAndSet(this, before, before + value)) {
        if ((long) OWN.getOpaque(this) != owned) {
          widen(); // the owner writes at the same time, and to the same cache line
        }
        return;
      }
      wide = widen();
    }
    CELLS.getAndAdd(wide, (Stripes.mine() + 1) * Stripes.PAD, value);
  }

  private synchronized long[] widen() {
    if (cells == null) {
      cells = new long[(Stripes.COUNT + 2) * Stripes.PAD];
      retire();
    }
    return cells;
  }

  @Override
  final void addDouble(double value) {
    addLong((long) value);
  }

  @Override
  final boolean read(Point into, boolean reset) {
    long total = reset && isOwnable() ? takeOwn() : (long) OWN.getVolatile(this);
    total += reset ? takeShared() : (long) SUM.getVolatile(this);
    long[] wide = cells;
    if (wide != null) {
      for (int i = Stripes.PAD; i <= Stripes.COUNT * Stripes.PAD; i += Stripes.PAD) {
        total += reset ? (long) CELLS.getAndSet(wide, i, 0L) : (long) CELLS.getVolatile(wide, i);
      }
    }
    reopenAfterEnd(into);
    into.sumBits = total;
    return total != 0;
  }

  /** Amount added by owners since the last call. */
  long takeOwn() {
    long owned = (long) OWN.getVolatile(this);
    long added = owned - collectedOwn;
    collectedOwn = owned;
    return added;
  }

  /** Amount added by other threads to the first cell since the last call. */
  long takeShared() {
    return (long) SUM.getAndSet(this, 0L);
  }

  @Override
  final void absorb(Point values) {
    addShared(values.sumBits);
  }
}
