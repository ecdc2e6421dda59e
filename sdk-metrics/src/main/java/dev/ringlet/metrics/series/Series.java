// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import io.opentelemetry.api.common.Attributes;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The cells of one set of attributes in one {@link MetricStorage}.
 *
 * <p>Its attributes are those that the view keeps.
 */
public abstract class Series {
  /*
   * The state decides whether a series counts against the limit, and whether a late writer must move
   * what it wrote.
   *
   *   DEAD      no longer in the table
   *   IDLE      not written since the last collection that resets; the next writer takes the lock
   *   RESERVED  the same, but bound, and so it counts against the limit
   *   ACTIVE    written
   *
   * Parties:      writers; one thread that holds the storage's lock (a collector, or a writer that
   *               makes, wakes or empties a series).
   * Fields:       state      | only under the storage's lock | volatile store | writers: volatile load
   *               cells      | writers: atomic, or as holder or owner         | see the subclasses
   * Nothing lost: a collector stores DEAD and then reads the cells; a writer writes its cell and then
   *               loads the state. Whatever the order, either the collector sees the value or the
   *               writer sees DEAD, and moves what is left to the living series under the lock.
   * Checked by:   MetricStorageFireTest, SeriesStress and its weakened twin.
   */
  static final int DEAD = -1;
  static final int IDLE = 0;
  static final int RESERVED = 1;
  static final int ACTIVE = 2;

  private static final VarHandle STATE =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "state", VarHandle.class, Series.class, int.class);

  final Attributes attributes;
  final int hash;

  /** The attributes as fields of a point; under the storage's lock. */
  byte[] encodedAttributes;

  /** When the series began, by the wall clock; corrected when that was set. */
  long startEpochNanos;

  /** The same by the monotonic clock. */
  long startNanoTime;

  /** Whether a bound instrument writes it; under the storage's lock. */
  boolean bound;

  /** Made when the first measurement passes the exemplar filter; under the storage's lock. */
  volatile Exemplars exemplars;

  private int state;

  Series(Attributes attributes, int hash) {
    this.attributes = attributes;
    this.hash = hash;
  }

  final int state() {
    return (int) STATE.getVolatile(this);
  }

  final void state(int next) {
    STATE.setVolatile(this, next);
  }

  /** Called before the series is bound; from then on it never dies. */
  void onBound() {}

  abstract void addLong(long value);

  abstract void addDouble(double value);

  /**
   * Reads the cells.
   *
   * @param reset whether to empty them, so that each value is read once
   * @return whether there is anything in them
   */
  abstract boolean read(Point into, boolean reset);

  /** Adds what was read from a series that is no longer in the table. */
  abstract void absorb(Point values);
}
