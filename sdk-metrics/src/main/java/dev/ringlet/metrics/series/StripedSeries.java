// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import dev.ringlet.internal.slots.Spin;
import io.opentelemetry.api.common.Attributes;

/**
 * A histogram: a part of the thread that owns the series, if it may have an owner, and parts that
 * one thread at a time has.
 *
 * <p>A measurement changes several numbers, which belong together: bucket, sum, smallest, largest.
 * One CAS to get hold of a part and one release store cost less than an atomic operation for each,
 * and points are whole. No thread waits for one certain cell: a writer that finds one held, by
 * another writer or by the collector, takes the next.
 *
 * <p>The owner does not even need that. It counts up a version before and after it writes, and the
 * collector reads until the version is even and the same before and after; if the owner leaves no
 * time for this it is retired.
 */
abstract class StripedSeries extends OwnableSeries {
  private static final int PATIENCE = 100;

  /** Written by the owner of the series; null if the series has none. */
  private final HistogramCell own;

  private volatile HistogramCell[] stripes;

  /**
   * Makes a series.
   *
   * @param first its first part
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

  /** The part of the owner of the series; null if it can have none. */
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
    HistogramCell[] all = stripes();
    HistogramCell stripe = all.length == 1 ? all[0] : all[Stripes.mine()];
    if (!stripe.tryHold()) {
      stripe = holdAny();
    }
    stripe.recordAndFree(value);
  }

  private HistogramCell[] stripes() {
    HistogramCell[] all = stripes;
    return all != null ? all : widen(1);
  }

  private HistogramCell holdAny() {
    HistogramCell[] all = widen(Stripes.COUNT);
    for (int i = Stripes.mine() + 1, spins = 0; ; i++, spins++) {
      HistogramCell stripe = all[i & all.length - 1];
      if (stripe.tryHold()) {
        return stripe;
      }
      Spin.once(spins);
    }
  }

  private synchronized HistogramCell[] widen(int count) {
    HistogramCell[] all = stripes;
    int there = all == null ? 0 : all.length;
    if (there >= count) {
      return all;
    }
    HistogramCell[] wide = new HistogramCell[count];
    for (int i = 0; i < count; i++) {
      wide[i] = i < there ? all[i] : newCell();
    }
    stripes = wide;
    return wide;
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
        stripe.hold();
        try {
          stripe.read(into, reset);
        } finally {
          stripe.free();
        }
      }
    }
    return into.count != 0;
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
    own.copy(into); // its owner was stopped in the middle, and writes no more
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
    HistogramCell first = stripes()[0];
    first.hold();
    return first;
  }
}
