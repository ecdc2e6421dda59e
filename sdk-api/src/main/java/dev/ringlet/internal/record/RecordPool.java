// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import dev.ringlet.internal.slots.SlotStacks;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Lends {@link RecordBuffer}s. Internal to Ringlet: may change or vanish in any release.
 *
 * <p>Never blocks and never fails: when all buffers are out it makes one that is garbage
 * afterwards, so spans that are never ended cost memory of their own and nobody else's. Buffers
 * that never come back would empty the pool for good; therefore, after it had to make four times as
 * many as it holds, it starts over with an empty shelf, and what is still out from the old one is
 * left to the collector.
 */
public class RecordPool {
  /*
   * Three places, tried in turn. A thread may own two buffers, for a span and another within it,
   * which cost it no atomic operation at all: such an operation would wait until all that it has
   * written to the ring before has arrived there, on lines that the consumer's core had last. Each stripe has one buffer, the handy one,
   * which costs one CAS to take and a plain store to give back. Who finds that taken takes a number
   * from the stacks, which costs a CAS both ways.
   *
   * Parties:      any number of threads take; whoever has a buffer gives it back, once, and need not
   *               be who took it.
   * Fields:       field         | written by          | store   | load
   *               own[place]    | who has none there  | CAS     | acquire
   *               second        | the owner           | plain   | plain, by the owner
   *               lent, in the  | its owner, to 1     | opaque  | acquire, by its owner
   *                 buffer      | who gives back, to 0| release |
   *               taken[stripe] | who takes           | CAS     | opaque, then CAS
   *                             | who gives back      | release |
   *               handy[stripe] | who has it, once    | plain   | plain, by who has it
   *               strangers,    | any, racing         | plain   | plain
   *                 beside taken|                     |         |
   *               buffers[slot] | its maker           | plain   | plain, by who has the number
   *               shelf         | who counts the last | volatile| volatile
   *                             | overflow            |         |
   * Owning:       only the owner makes lent 1, and it does so after it has seen 0, so between these
   *               two nobody can change it. The owner is found by identity, never by its id alone,
   *               which a subclass of Thread may invent. A place whose owner was collected, or that
   *               strangers have met often, goes to the next of them, with a new buffer: the old one
   *               stays with who has it, so nothing depends on whether its owner has ended.
   * Publication:  the acquire load of lent, or the CAS that takes a handy buffer, receives what was
   *               written before the release store that gave it back. A pooled buffer is published by
   *               the push that first frees its number, an owned one by the CAS of own.
   * Accepted:     a thread that fails between the taking and its return, or in giving back, for want
   *               of memory or stack, leaves an own or handy buffer taken: the next place is used
   *               instead until the shelf changes. Strangers are counted roughly.
   * Checked by:   RecordPoolTest; RecordPoolStress and its weakened twins.
   */
  private static final int OVERFLOWS_PER_BUFFER = 4;

  /** The words stand this many ints apart, two cache lines. */
  private static final int PAD = 32;

  /** How many threads may own buffers, a power of two. */
  static final int OWN_PLACES = 64;

  /** So many threads must have found a buffer owned by another before it gets another owner. */
  static final int STRANGERS = 1 << 16;

  private static final int OWNED = Integer.MAX_VALUE;

  private static final VarHandle TAKEN = MethodHandles.arrayElementVarHandle(int[].class);
  private static final VarHandle OWN = MethodHandles.arrayElementVarHandle(Own[].class);

  private final KeyCache keys = new KeyCache();

  /** The writer of stack traces at rest; a thread that finds none makes one. */
  private final AtomicReference<StackTraceWriter> stackTraces = new AtomicReference<>();

  private final LongAdder userErrors = new LongAdder();
  private final int maxPooled;
  private final int stripes;
  private volatile Shelf shelf;

  /** A thread and its two buffers, of which it makes the second when it needs one. */
  private static final class Own extends WeakReference<Thread> {
    private final RecordBuffer first;
    private @Nullable RecordBuffer second; // the owner's

    Own(Thread owner, RecordBuffer first) {
      super(owner);
      this.first = first;
    }
  }

  /** The buffers: those owned, one a stripe, then a table and stacks of the free numbers in it. */
  static final class Shelf {
    private final Own[] own = new Own[OWN_PLACES];
    private final RecordBuffer[] handy;
    private final int[] taken;
    private final RecordBuffer[] buffers;
    private final SlotStacks free;
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger overflows = new AtomicInteger();

    Shelf(int maxPooled, int stripes) {
      handy = new RecordBuffer[stripes];
      taken = new int[(stripes + 1) * PAD];
      buffers = new RecordBuffer[maxPooled];
      free = new SlotStacks(maxPooled, stripes);
    }
  }

  /**
   * Makes an empty pool.
   *
   * @param maxPooled how many buffers it keeps at most, beside one a stripe and two for each of
   *     {@value #OWN_PLACES} threads that own them
   * @param stripes number of stacks, a power of two
   */
  public RecordPool(int maxPooled, int stripes) {
    this.maxPooled = maxPooled;
    this.stripes = stripes;
    shelf = new Shelf(maxPooled, stripes);
  }

  /** The keys that records of this pool are written with. */
  public final KeyCache keys() {
    return keys;
  }

  /** Counts an exception thrown by a class of the application while its value was read. */
  public final void onUserError(Throwable error) {
    userErrors.increment();
  }

  /** How often a class of the application threw while its value was read. */
  public final long userErrors() {
    return userErrors.sum();
  }

  /** Lends a buffer, dirty: the borrower calls {@link AttributeBuffer#begin}. */
  public final RecordBuffer take() {
    Thread current = Thread.currentThread();
    Shelf s = shelf;
    int place = (int) current.getId() & (OWN_PLACES - 1);
    Own own = (Own) OWN.getAcquire(s.own, place);
    if (own != null && own.refersTo(current)) {
      if (lend(own.first)) {
        return own.first;
      }
      RecordBuffer second = own.second;
      if (second == null) {
        return makeSecond(s, own);
      }
      if (lend(second)) {
        return second;
      }
    } else if (own == null || own.refersTo(null) || isStrangersTurn(s)) {
      return makeOwn(s, place, own, current);
    }
    return takeShared(s);
  }

  /** Lends a buffer to its owner unless it is out; a stress test weakens it. */
  boolean lend(RecordBuffer own) {
    return own.lendToOwner();
  }

  /** Takes a handy buffer unless it is taken; a stress test weakens it. */
  boolean takenCas(int[] taken, int at) {
    return TAKEN.compareAndSet(taken, at, 0, 1);
  }

  private RecordBuffer makeOwn(Shelf s, int place, @Nullable Own before, Thread current) {
    RecordBuffer fresh = new RecordBuffer(this, s, OWNED);
    fresh.lendToOwner();
    OWN.compareAndSet(s.own, place, before, new Own(current, fresh));
    return fresh;
  }

  private RecordBuffer makeSecond(Shelf s, Own own) {
    RecordBuffer fresh = new RecordBuffer(this, s, OWNED);
    fresh.lendToOwner();
    own.second = fresh;
    return fresh;
  }

  /** Counts a thread that met another's buffer. */
  private static boolean isStrangersTurn(Shelf s) {
    int at = placeOf(s.free.stripe()) + 1;
    return (++s.taken[at] & (STRANGERS - 1)) == 0;
  }

  private RecordBuffer takeShared(Shelf s) {
    int stripe = s.free.stripe();
    int at = placeOf(stripe);
    if ((int) TAKEN.getOpaque(s.taken, at) == 0 && takenCas(s.taken, at)) {
      RecordBuffer mine = s.handy[stripe];
      return mine != null ? mine : makeHandy(s, stripe);
    }
    int slot = s.free.pop(stripe);
    return slot >= 0 ? s.buffers[slot] : make(s);
  }

  private static int placeOf(int stripe) {
    return (stripe + 1) * PAD;
  }

  private RecordBuffer makeHandy(Shelf s, int stripe) {
    RecordBuffer fresh = new RecordBuffer(this, s, maxPooled + stripe);
    s.handy[stripe] = fresh;
    return fresh;
  }

  private RecordBuffer make(Shelf s) {
    if (s.made.get() < maxPooled) {
      int slot = s.made.getAndIncrement();
      if (slot < maxPooled) {
        RecordBuffer fresh = new RecordBuffer(this, s, slot);
        s.buffers[slot] = fresh;
        return fresh;
      }
      s.made.decrementAndGet();
    }
    if (s.overflows.incrementAndGet() == maxPooled * OVERFLOWS_PER_BUFFER) {
      shelf = new Shelf(maxPooled, stripes);
    }
    return new RecordBuffer(this, null, -1);
  }

  final StackTraceWriter takeStackTraceWriter() {
    StackTraceWriter writer = stackTraces.getAndSet(null);
    return writer == null ? new StackTraceWriter() : writer;
  }

  /** Keeps a writer for the next stack trace; null does nothing. */
  final void giveBack(@Nullable StackTraceWriter writer) {
    if (writer != null) {
      writer.pos = 0;
      writer.trim(StackTraceWriter.KEEP_BYTES);
      stackTraces.setRelease(writer);
    }
  }

  final void giveBack(RecordBuffer buffer, Shelf from) {
    int slot = buffer.slot();
    if (slot == OWNED) {
      buffer.comeBackToOwner();
    } else if (slot >= maxPooled) {
      TAKEN.setRelease(from.taken, placeOf(slot - maxPooled), 0);
    } else if (from == shelf) {
      from.free.push(from.free.stripe(), slot);
    }
  }
}
