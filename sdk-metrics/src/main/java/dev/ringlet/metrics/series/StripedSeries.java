// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import dev.ringlet.internal.slots.Spin;
import io.opentelemetry.api.common.Attributes;
import java.util.Arrays;

/**
 * A histogram. The thread that owns the series, if it may have an owner, writes a cell of its own;
 * all other threads share cells that one thread at a time holds.
 *
 * <p>A measurement changes several numbers that belong together: bucket, sum, minimum, maximum. One
 * CAS to hold a cell and one release store cost less than an atomic operation for each number, and
 * points are whole. No thread waits for one particular cell: a writer that finds its cell held, by
 * another writer or by the collector, takes the next one.
 *
 * <p>The owner needs no CAS. It counts up a version before and after it writes. The collector reads
 * until the version is even and the same before and after; if the owner writes too often for that,
 * its ownership ends.
 */
abstract class StripedSeries extends OwnableSeries {
  private static final int PATIENCE = 100;

  /** Written by the owner of the series; null if the series can have none. */
  private final HistogramCell own;

  /**
   * Null until a thread other than the owner writes; then one stripe, until two threads collide;
   * then one more for each number of {@link Stripes}, null until the first write with that number.
   */
  private volatile HistogramCell[] stripes;

  /**
   * Creates a series.
   *
   * @param first its first cell
   * @param ownable whether a thread may own the series
   */
  StripedSeries(Attributes attributes, int hash, HistogramCell first, boolean ownable) {
    super(attributes, hash);
    if (ownable) {
      own = first;
      open();
    } else {
      own = null;
      stripes = new HistogramCell[] {first};
    }
  }

  abstract HistogramCell newCell();

  /** The cell of the owner of the series; null if it can have none. */
  final HistogramCell own() {
    return own;
  }

  @Override
  final void addLong(long value) {
    addDouble(value);
  }

  @Override
  final void addDouble(double value) {
    if (own != null && isMine()) {
      own.recordAsOwner(value);
    } else {
      addShared(value);
    }
  }

  private void addShared(double value) {
    HistogramCell[] all = stripes;
    HistogramCell stripe = all == null ? null : all[all.length == 1 ? 0 : 1 + Stripes.mine()];
    if (stripe == null || !stripe.tryHold()) {
      stripe = holdAny(all == null ? 0 : 1 + Stripes.mine());
    }
    stripe.recordAndFree(value);
  }

  /** Acquires the stripe of a number, or the next free one. */
  private HistogramCell holdAny(int number) {
    int next = number;
    for (int round = 0; ; round++) {
      HistogramCell stripe = stripe(next);
      if (stripe.tryHold()) {
        return stripe;
      }
      Spin.once(round);
      next = 1 + (next & Stripes.COUNT - 1);
    }
  }

  /** The stripe of a number, created on first use. */
  private HistogramCell stripe(int number) {
    HistogramCell[] all = stripes;
    HistogramCell stripe = all != null && number < all.length ? all[number] : null;
    return stripe != null ? stripe : newStripe(number);
  }

  private synchronized HistogramCell newStripe(int number) {
    HistogramCell[] all = stripes == null ? new HistogramCell[0] : stripes;
    int length = Math.max(all.length, number == 0 ? 1 : 1 + Stripes.COUNT);
    HistogramCell[] more = Arrays.copyOf(all, length);
    if (more[number] == null) {
      more[number] = newCell();
      stripes = more;
    }
    return more[number];
  }

  @Override
  final boolean read(Point into, boolean reset) {
    into.clear();
    if (own != null) {
      readOwn(into);
      reopenAfterEnd(into);
    }
    HistogramCell[] all = stripes;
    if (all != null) {
      for (HistogramCell stripe : all) {
        if (stripe != null) {
          readHeld(stripe, into, reset);
        }
      }
    }
    return into.count != 0;
  }

  private static void readHeld(HistogramCell stripe, Point into, boolean reset) {
    stripe.hold();
    try {
      stripe.read(into, reset);
    } finally {
      stripe.free();
    }
  }

  private void readOwn(Point into) {
    if (own.readFirst(into)) {
      return;
    }
    long since = System.nanoTime();
    boolean mayWait = true;
    for (int tries = 1; mayWait; tries++) {
      if (tries == PATIENCE) {
        retire();
      }
      mayWait = Patience.mayWait(tries, since);
      into.clear();
      if (own.readFirst(into)) {
        return;
      }
    }
    into.clear();
    own.copy(into); // the owner stopped in the middle and writes no more
  }

  @Override
  final void absorb(Point values) {
    HistogramCell first = holdFirst();
    try {
      first.absorb(values);
    } finally {
      first.free();
    }
  }

  /** The first stripe that threads share, held. */
  final HistogramCell holdFirst() {
    HistogramCell first = stripe(0);
    first.hold();
    return first;
  }
}
