// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.slots;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Places for records that are named by a {@code long} instead of an object.
 *
 * <p>A token is the generation of its place in the upper half and the place's number plus one in
 * the lower, so 0 names nothing, and the token of a record that is over is recognised. Any thread
 * may call any method at any time.
 *
 * <p>The first places belong to one stripe each, which takes its own by one CAS and gives it back
 * by a store; the others stand in stacks.
 *
 * @param <T> what a place holds
 */
public final class TokenTable<T extends TokenSlot> {
  private static final int STRIPES = 4;

  private final TokenSlot[] places;
  private final SlotStacks free;
  private final int handy;
  private final AtomicInteger made;
  private final Supplier<T> maker;

  /**
   * Makes a table; all but its first places are made when they are needed first.
   *
   * @param places how many records may be open at a time
   */
  public TokenTable(int places, Supplier<T> maker) {
    this.places = new TokenSlot[places];
    this.maker = maker;
    free = new SlotStacks(places, STRIPES);
    handy = Math.min(places, STRIPES);
    made = new AtomicInteger(handy);
    for (int i = 0; i < handy; i++) {
      this.places[i] = maker.get();
    }
  }

  /**
   * Takes a free place, which the caller fills and then {@linkplain #open opens}.
   *
   * @return its number, or -1 when all are in use
   */
  public int take() {
    int stripe = free.stripe();
    if (stripe < handy && places[stripe].tryTake()) {
      return stripe;
    }
    int slot = free.pop(stripe);
    if (slot < 0 && made.get() < places.length) {
      slot = make();
    }
    return slot >= 0 ? slot : takeHandy();
  }

  private int make() {
    int slot = made.getAndIncrement();
    if (slot >= places.length) {
      return -1;
    }
    places[slot] = maker.get();
    return slot;
  }

  private int takeHandy() {
    for (int slot = 0; slot < handy; slot++) {
      if (places[slot].tryTake()) {
        return slot;
      }
    }
    return -1;
  }

  /** The place with this number, which the caller has taken. */
  @SuppressWarnings("unchecked") // only the maker's are in the table
  public T place(int slot) {
    return (T) places[slot];
  }

  /** Publishes what was written to a place that was taken, and names it. */
  public long open(int slot) {
    TokenSlot place = places[slot];
    long token = (long) place.generation() << 32 | (slot + 1);
    place.open();
    return token;
  }

  /**
   * Makes the record of a token busy, until {@link TokenSlot#release} or {@link #free}.
   *
   * @return its place, or null if there is no such record any more
   */
  public @Nullable T acquire(long token) {
    int slot = (int) token - 1;
    if (slot < 0 || slot >= places.length) {
      return null;
    }
    T place = place(slot);
    return place != null && place.acquire((int) (token >>> 32)) ? place : null;
  }

  /** Ends a busy record; its token names nothing from now on. */
  public void free(long token) {
    int slot = (int) token - 1;
    places[slot].free();
    if (slot >= handy) {
      free.push(free.stripe(), slot);
    }
  }
}
