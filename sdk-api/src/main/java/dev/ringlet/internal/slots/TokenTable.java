// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.slots;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A table of slots for records that a {@code long} token identifies instead of an object.
 *
 * <p>The upper half of a token is the generation of its slot, the lower half the slot's number plus
 * one. 0 is no token, and the token of an ended record is recognised by its generation. Any thread
 * may call any method at any time.
 *
 * <p>Each stripe has one of the first slots, which costs one CAS to take and a store to free. The
 * other slots are in stacks.
 *
 * @param <T> type of the slots
 */
public final class TokenTable<T extends TokenSlot> {
  private static final int STRIPES = 4;

  private final TokenSlot[] places;
  private final SlotStacks free;
  private final int handy;
  private final AtomicInteger made;
  private final Supplier<T> maker;

  /**
   * Creates a table; all slots but the first ones are created on demand.
   *
   * @param places maximum number of open records
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
   * Takes a free slot, which the caller fills and then {@linkplain #open opens}.
   *
   * @return the slot's number, or -1 if all are in use
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

  /** The slot with this number, which the caller has taken. */
  @SuppressWarnings("unchecked") // the maker created all slots
  public T place(int slot) {
    return (T) places[slot];
  }

  /** Publishes a taken slot and returns its token. */
  public long open(int slot) {
    TokenSlot place = places[slot];
    long token = (long) place.generation() << 32 | (slot + 1);
    place.open();
    return token;
  }

  /**
   * Makes the record of a token busy, until {@link TokenSlot#unlock} or {@link #free}.
   *
   * @return the record's slot, or null if the record has ended or the token is invalid
   */
  public @Nullable T acquire(long token) {
    int slot = (int) token - 1;
    if (slot < 0 || slot >= places.length) {
      return null;
    }
    T place = place(slot);
    return place != null && place.acquire((int) (token >>> 32)) ? place : null;
  }

  /** Ends a busy record; its token is invalid from now on. */
  public void free(long token) {
    int slot = (int) token - 1;
    places[slot].free();
    if (slot >= handy) {
      free.push(free.stripe(), slot);
    }
  }
}
