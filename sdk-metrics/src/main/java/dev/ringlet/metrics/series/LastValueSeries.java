// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import io.opentelemetry.api.common.Attributes;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The last value: the last writer wins. */
final class LastValueSeries extends Series {
  private static final VarHandle BITS =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "bits", VarHandle.class, LastValueSeries.class, long.class);
  private static final VarHandle WRITTEN =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "written", VarHandle.class, LastValueSeries.class, boolean.class);

  private final boolean isLong;
  private final boolean resets;
  private long bits;
  private boolean written;

  LastValueSeries(Attributes attributes, int hash, boolean isLong, boolean resets) {
    super(attributes, hash);
    this.isLong = isLong;
    this.resets = resets;
  }

  @Override
  void addLong(long value) {
    set(isLong ? value : Double.doubleToRawLongBits(value));
  }

  @Override
  void addDouble(double value) {
    set(isLong ? (long) value : Double.doubleToRawLongBits(value));
  }

  private void set(long value) {
    BITS.setRelease(this, value);
    if (resets || !(boolean) WRITTEN.getOpaque(this)) {
      WRITTEN.setVolatile(this, true);
    }
  }

  @Override
  boolean read(Point into, boolean reset) {
    boolean there =
        reset ? (boolean) WRITTEN.getAndSet(this, false) : (boolean) WRITTEN.getVolatile(this);
    into.sumBits = (long) BITS.getAcquire(this);
    return there;
  }

  @Override
  void absorb(Point values) {
    set(values.sumBits);
  }
}
