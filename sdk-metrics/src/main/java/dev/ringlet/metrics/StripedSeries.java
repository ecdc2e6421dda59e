// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import io.opentelemetry.api.common.Attributes;

/**
 * A histogram: parts that one thread at a time owns, one to begin with.
 *
 * <p>A measurement changes several numbers, which belong together: bucket, sum, smallest, largest.
 * One CAS to become the owner and one release store cost less than an atomic operation for each,
 * and points are whole. Nobody ever waits for one certain stripe: a writer that finds one owned, by
 * another writer or by the collector, takes the next.
 */
abstract class StripedSeries extends Series {
  private volatile OwnedStripe[] stripes;

  StripedSeries(Attributes attributes, int hash) {
    super(attributes, hash);
  }

  abstract OwnedStripe newStripe();

  final void start() {
    stripes = new OwnedStripe[] {newStripe()};
  }

  @Override
  final void addLong(long value) {
    addDouble(value);
  }

  @Override
  final void addDouble(double value) {
    OwnedStripe[] all = stripes;
    OwnedStripe stripe = all.length == 1 ? all[0] : all[Stripes.mine()];
    if (!stripe.tryOwn()) {
      stripe = ownAny();
    }
    stripe.record(value);
    stripe.free();
  }

  private OwnedStripe ownAny() {
    OwnedStripe[] all = stripes.length == 1 ? widen() : stripes;
    for (int i = Stripes.mine() + 1, spins = 0; ; i++, spins++) {
      OwnedStripe stripe = all[i & all.length - 1];
      if (stripe.tryOwn()) {
        return stripe;
      }
      if (spins > 4 * all.length) {
        Thread.yield();
      } else {
        Thread.onSpinWait();
      }
    }
  }

  private synchronized OwnedStripe[] widen() {
    OwnedStripe[] all = stripes;
    if (all.length < Stripes.COUNT) {
      OwnedStripe[] wide = new OwnedStripe[Stripes.COUNT];
      wide[0] = all[0];
      for (int i = 1; i < wide.length; i++) {
        wide[i] = newStripe();
      }
      stripes = wide;
      return wide;
    }
    return all;
  }

  @Override
  final boolean read(PointValues into, boolean reset) {
    into.clear();
    for (OwnedStripe stripe : stripes) {
      stripe.own();
      stripe.read(into, reset);
      stripe.free();
    }
    return into.count != 0;
  }

  /** The first stripe, owned, to add something to. */
  final OwnedStripe ownFirst() {
    OwnedStripe first = stripes[0];
    first.own();
    return first;
  }
}
