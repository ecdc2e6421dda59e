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
 * Lends {@link RecordBuffer}s.
 *
 * <p>Never blocks and never fails: when all buffers are in use it creates one that is not pooled,
 * so spans that never end cost only their own memory. Buffers that are never returned would empty
 * the pool permanently; therefore, after it had to create four times as many buffers as it holds,
 * it starts again with an empty shelf and leaves the missing buffers to the garbage collector.
 */
public class RecordPool {
  /*
   * Three sources, tried in turn: the two buffers that a thread owns, taken without an atomic
   * operation; the stripe's handy buffer, at one CAS; the stacks of free slots, at one CAS to take
   * and one to return.
   *
   * Parties:      any number of threads take; the holder returns a buffer once, on any thread.
   * Fields:       field         | written by            | store   | load
   *               own[place]    | a thread without one  | CAS     | acquire
   *               second        | the owner             | plain   | plain, by the owner
   *               lent, in the  | its owner, to 1       | opaque  | volatile, by its owner
   *                 buffer      | the holder, to 0      | release |
   *               taken[stripe] | the taker             | CAS     | opaque, then CAS
   *                             | the holder            | release |
   *               handy[stripe] | the holder, once      | plain   | plain, by the holder
   *               strangers,    | any, racing           | plain   | plain
   *                 next to taken
   *               buffers[slot] | its creator           | plain   | plain, by the slot's holder
   *               shelf         | the thread with the   | volatile| volatile
   *                             | last overflow         |         |
   * Owning:       only the owner sets lent to 1, after it has read 0. The owner is found by
   *               identity, because a subclass of Thread may invent its id. A place whose owner was
   *               collected, or that STRANGERS other calls have met, goes to the next thread with a
   *               new buffer; the old buffer stays with its holder.
   * Publication:  the load of lent, or the CAS on taken, receives the writes before the
   *               release store that returned the buffer. The push that first frees a slot
   *               publishes its buffer, the CAS of own an owned one.
   * Accepted:     a thread that fails between taking and returning for lack of memory or stack
   *               leaves an owned or handy buffer taken until the shelf changes. Strangers are
   *               counted approximately.
   * Checked by:   RecordPoolTest, RecordPoolInterleavingsTest, RecordPoolStress with its twins.
   */
  private static final int OVERFLOWS_PER_BUFFER = 4;

  /** The words are this many ints (two cache lines) apart. */
  private static final int PAD = 32;

  /** Maximum number of threads that own buffers, a power of two. */
  static final int OWN_PLACES = 64;

  /** Number of calls that must find a place owned by another thread before it changes its owner. */
  static final int STRANGERS = 1 << 16;

  private static final int OWNED = Integer.MAX_VALUE;

  private static final VarHandle TAKEN = MethodHandles.arrayElementVarHandle(int[].class);
  private static final VarHandle OWN = MethodHandles.arrayElementVarHandle(Own[].class);

  private final KeyCache keys;

  /** The idle writer of stack traces; a thread that finds none creates one. */
  private final AtomicReference<StackTraceWriter> stackTraces = new AtomicReference<>();

  private final FrameLines frameLines = new FrameLines();

  private final LongAdder userErrors = new LongAdder();
  private final int maxPooled;
  private final int stripes;
  private volatile Shelf shelf;

  /** A thread and its two buffers, the second of which is created on demand. */
  private static final class Own extends WeakReference<Thread> {
    private final RecordBuffer first;
    private @Nullable RecordBuffer second; // only for the owner

    Own(Thread owner, RecordBuffer first) {
      super(owner);
      this.first = first;
    }
  }

  /** The buffers: owned ones, one for each stripe, and a table with stacks of its free numbers. */
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
   * Creates an empty pool.
   *
   * @param maxPooled maximum number of pooled buffers, in addition to one for each stripe and two
   *     for each of {@value #OWN_PLACES} owning threads
   * @param stripes number of stacks, a power of two
   */
  public RecordPool(int maxPooled, int stripes) {
    this(maxPooled, stripes, new KeyCache());
  }

  /** Creates an empty pool that is as large as another one and has its encoded keys. */
  protected RecordPool(RecordPool other) {
    this(other.maxPooled, other.stripes, other.keys);
  }

  private RecordPool(int maxPooled, int stripes, KeyCache keys) {
    this.maxPooled = maxPooled;
    this.stripes = stripes;
    this.keys = keys;
    shelf = new Shelf(maxPooled, stripes);
  }

  /** The place that a buffer is returned to. */
  public static final class Home {
    final RecordPool pool;

    /** Null for a buffer that is not pooled. */
    final @Nullable Shelf shelf;

    final int slot;

    Home(RecordPool pool, @Nullable Shelf shelf, int slot) {
      this.pool = pool;
      this.shelf = shelf;
      this.slot = slot;
    }
  }

  /** Creates a buffer; a pool of buffers that hold more overrides it. */
  protected RecordBuffer newBuffer(Home home) {
    return new RecordBuffer(home);
  }

  private RecordBuffer newBuffer(@Nullable Shelf from, int slot) {
    return newBuffer(new Home(this, from, slot));
  }

  /** The encoded keys for the records of this pool. */
  public final KeyCache keys() {
    return keys;
  }

  /** Counts an exception that a class of the application threw while a value was encoded. */
  public final void onUserError(Throwable error) {
    userErrors.increment();
  }

  /** Number of exceptions that classes of the application threw while values were encoded. */
  public final long userErrors() {
    return userErrors.sum();
  }

  /** Lends a buffer with old content; the borrower calls {@link AttributeBuffer#begin}. */
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

  /** Lends a buffer to its owner unless it is lent already; a stress test weakens it. */
  boolean lend(RecordBuffer own) {
    return own.lendToOwner();
  }

  /** Takes a handy buffer unless it is taken; a stress test weakens it. */
  boolean takenCas(int[] taken, int at) {
    return TAKEN.compareAndSet(taken, at, 0, 1);
  }

  private RecordBuffer makeOwn(Shelf s, int place, @Nullable Own before, Thread current) {
    RecordBuffer fresh = newBuffer(s, OWNED);
    fresh.lendToOwner();
    OWN.compareAndSet(s.own, place, before, new Own(current, fresh));
    return fresh;
  }

  private RecordBuffer makeSecond(Shelf s, Own own) {
    RecordBuffer fresh = newBuffer(s, OWNED);
    fresh.lendToOwner();
    own.second = fresh;
    return fresh;
  }

  /** Counts a call that found another owner; whether the place now changes its owner. */
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
    RecordBuffer fresh = newBuffer(s, maxPooled + stripe);
    s.handy[stripe] = fresh;
    return fresh;
  }

  private RecordBuffer make(Shelf s) {
    if (s.made.get() < maxPooled) {
      int slot = s.made.getAndIncrement();
      if (slot < maxPooled) {
        RecordBuffer fresh = newBuffer(s, slot);
        s.buffers[slot] = fresh;
        return fresh;
      }
      s.made.decrementAndGet();
    }
    if (s.overflows.incrementAndGet() == maxPooled * OVERFLOWS_PER_BUFFER) {
      shelf = new Shelf(maxPooled, stripes);
    }
    return newBuffer(null, -1);
  }

  final StackTraceWriter takeStackTraceWriter() {
    StackTraceWriter writer = stackTraces.getAndSet(null);
    return writer == null ? new StackTraceWriter(frameLines) : writer;
  }

  /**
   * Keeps a writer for the next stack trace, unless it is large; ignores null. Allocates nothing,
   * because the stack trace may be that of an OutOfMemoryError.
   */
  final void giveBack(@Nullable StackTraceWriter writer) {
    if (writer != null && writer.data.length <= StackTraceWriter.KEEP_BYTES) {
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
