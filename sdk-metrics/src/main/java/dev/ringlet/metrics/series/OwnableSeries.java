// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import io.opentelemetry.api.common.Attributes;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A series of which one thread, the first to write it, may own a part that it writes without an
 * atomic operation.
 */
abstract class OwnableSeries extends Series {
  /*
   * Parties:  writers; one thread that holds the storage's lock (the collector, or a thread that binds).
   * Field:    owner, one of
   *             null     no owner is possible; the initial value, so that a thread that reads a plainly
   *                      published reference cannot become the owner
   *             OPEN     the next writer may become the owner, by CAS
   *             a thread the owner; that thread alone writes the owned part, by opaque or release stores
   *             RETIRED  permanently: the owner and other threads write at the same time too often
   * Change:   OPEN to a thread by that thread. A thread to OPEN by the collector once the thread has
   *           ended: Thread.isAlive() orders all it wrote before that, and the next owner's CAS orders
   *           it before what that one reads. To RETIRED by any thread; a write of the owner may be under
   *           way then, which is harmless: no other thread writes the owned part again.
   * Reading:  the owned part is only read by others, never emptied: a plain store and a look at a flag
   *           by the owner are not ordered, so it could write over what was emptied. This is why only
   *           series that are not emptied have owners, and sums of whole numbers, which subtract
   *           exactly. Nor may a series with an owner die: its owner would not see that in time.
   * Leaks:    a thread that has ended is held until the next collection.
   * Checked by: MetricStorageFireTest, OwnerStress and its weakened twins.
   */
  private static final Object OPEN = new Object();
  private static final Object RETIRED = new Object();
  private static final VarHandle OWNER =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "owner", VarHandle.class, OwnableSeries.class, Object.class);

  private Object owner;

  OwnableSeries(Attributes attributes, int hash) {
    super(attributes, hash);
  }

  /** Allows the next writer to become the owner. */
  final void open() {
    OWNER.compareAndSet(this, null, OPEN);
  }

  /** Whether there is, was or may be an owner. */
  final boolean isOwnable() {
    return OWNER.getVolatile(this) != null;
  }

  /** Whether the calling thread is the owner; becomes the owner if there is none. */
  final boolean isMine() {
    Object now = OWNER.getOpaque(this);
    Thread me = Thread.currentThread();
    return now == me || now == OPEN && OWNER.compareAndSet(this, OPEN, me);
  }

  /** Ends ownership permanently, if it is possible; the owner sees that at its next write. */
  final void retire() {
    if (isOwnable()) {
      OWNER.setVolatile(this, RETIRED);
    }
  }

  /**
   * Lets another thread become the owner once the owner has ended; for the collector.
   *
   * @param values holds the last thread seen alive, because {@code isAlive} has a cost
   */
  final void reopenAfterEnd(Point values) {
    Object now = OWNER.getVolatile(this);
    if (now != values.alive && now instanceof Thread owner) {
      if (owner.isAlive()) {
        values.alive = owner;
      } else {
        OWNER.compareAndSet(this, now, OPEN);
      }
    }
  }
}
