// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.record;

import dev.ringlet.testing.Interleavings;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** Every interleaving of threads that take buffers and return those of any thread. */
class RecordPoolInterleavingsTest {
  /** Each buffer has one holder. */
  public static class Specification {
    public boolean take() {
      return true;
    }

    public boolean takeThree() {
      return true;
    }

    public void release() {}
  }

  private static class Parties {
    private final RecordPool pool;
    private final RecordBuffer[] lent = new RecordBuffer[64];
    private int first;
    private int next;

    Parties(RecordPool pool) {
      this.pool = pool;
    }

    /** Whether the buffer had no other holder; its position says whether it has one. */
    final boolean takeOne() {
      RecordBuffer buffer = pool.take();
      boolean isFree = buffer.pos == 0;
      buffer.pos = 1;
      synchronized (this) {
        lent[next++] = buffer;
      }
      return isFree;
    }

    /** Two of the thread's own, and one of those that threads share. */
    final boolean takeThreeInTurn() {
      return takeOne() & takeOne() & takeOne();
    }

    /** Returns the buffer that is lent for longest, of whichever thread it is. */
    final void releaseOne() {
      RecordBuffer oldest;
      synchronized (this) {
        oldest = first == next ? null : lent[first++];
      }
      if (oldest != null) {
        oldest.pos = 0;
        oldest.release();
      }
    }
  }

  /** The shipped class. */
  public static class Shipped {
    private final Parties parties = new Parties(new RecordPool(1, 1));

    @Operation
    public boolean take() {
      return parties.takeOne();
    }

    @Operation
    public boolean takeThree() {
      return parties.takeThreeInTurn();
    }

    @Operation
    public void release() {
      parties.releaseOne();
    }
  }

  private static final class TakesInTwoSteps extends RecordPool {
    TakesInTwoSteps() {
      super(1, 1);
    }

    @Override
    boolean takenCas(int[] taken, int at) {
      if (taken[at] != 0) {
        return false;
      }
      taken[at] = 1;
      return true;
    }
  }

  /** A twin whose shared buffer is taken by a look and a store. */
  public static class Weakened {
    private final Parties parties = new Parties(new TakesInTwoSteps());

    @Operation
    public boolean take() {
      return parties.takeOne();
    }

    @Operation
    public boolean takeThree() {
      return parties.takeThreeInTurn();
    }
  }

  private static final class LendsWithoutLook extends RecordPool {
    LendsWithoutLook() {
      super(1, 1);
    }

    @Override
    boolean lend(RecordBuffer own) {
      super.lend(own);
      return true;
    }
  }

  /** A twin whose owner does not look whether its buffer is lent. */
  public static class Blind {
    private final Parties parties = new Parties(new LendsWithoutLook());

    @Operation
    public boolean take() {
      return parties.takeOne();
    }

    @Operation
    public void release() {
      parties.releaseOne();
    }
  }

  @Test
  void aBufferHasOneHolder() {
    Interleavings.areLinearizable(Shipped.class, Specification.class);
  }

  @Test
  void inTwoStepsASharedBufferGetsTwoHolders() {
    Interleavings.areNotLinearizable(Weakened.class, Specification.class);
  }

  @Test
  void withoutALookAnOwnBufferGetsTwoHolders() {
    Interleavings.areNotLinearizable(Blind.class, Specification.class);
  }
}
