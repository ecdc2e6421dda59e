// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.link;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** The shipped track read while it is written, and one that does not look again, which fails. */
final class ThreadTrackStress {
  private static final int LOST = 0;
  private static final int RIGHT = 1;
  private static final int WRONG = 2;

  /** In the older half of a full ring, so that the writer comes by soon. */
  private static final long WANTED = 8;

  private ThreadTrackStress() {}

  private static final class Weakened extends ThreadTrack {
    Weakened(ScopeHistory history) {
      super(history, Thread.currentThread());
    }

    @Override
    boolean isIntact(long edge, int capacity) {
      super.isIntact(edge, capacity);
      return true;
    }
  }

  /** A track whose edge {@code n} is at the time {@code n} and has ids made of {@code n}. */
  private abstract static class Tracked {
    private final ThreadTrack track;
    private final long[] ids = new long[3];

    Tracked(ThreadTrack track) {
      this.track = track;
      add(0, ThreadTrack.INITIAL_EDGES);
    }

    final void goOn() {
      add(ThreadTrack.INITIAL_EDGES, ThreadTrack.INITIAL_EDGES + 16);
    }

    private void add(long from, long to) {
      for (long n = from; n < to; n++) {
        track.add(n, n << 1, n << 2, n << 3);
      }
    }

    final int look() {
      if (!track.find(WANTED, ids)) {
        return LOST;
      }
      boolean right = ids[0] == WANTED << 1 && ids[1] == WANTED << 2 && ids[2] == WANTED << 3;
      return right ? RIGHT : WRONG;
    }
  }

  private static ThreadTrack track(long maxBytes) {
    return new ThreadTrack(new ScopeHistory(false, maxBytes), Thread.currentThread());
  }

  /** The ring cannot grow, so its writer overwrites what a reader looks for. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "the span at that time")
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "overwritten, and known to be")
  @Outcome(expect = FORBIDDEN, desc = "another span, or a part of one")
  @State
  public static class FindWhileOverwritten extends Tracked {
    public FindWhileOverwritten() {
      super(track(0));
    }

    @Actor
    public void write() {
      goOn();
    }

    @Actor
    public void read(I_Result result) {
      result.r1 = look();
    }
  }

  /** The same with a reader that does not look again. */
  @JCStressTest
  @Outcome(
      id = {"0", "1"},
      expect = ACCEPTABLE,
      desc = "by luck")
  @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "another span, or a part of one")
  @State
  public static class FindWhileOverwrittenWeakened extends Tracked {
    public FindWhileOverwrittenWeakened() {
      super(new Weakened(new ScopeHistory(false, 0)));
    }

    @Actor
    public void write() {
      goOn();
    }

    @Actor
    public void read(I_Result result) {
      result.r1 = look();
    }
  }

  /** The ring grows and keeps all of its edges; a reader may still have the smaller one. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "the span at that time")
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "not known any more by the smaller ring")
  @Outcome(expect = FORBIDDEN, desc = "another span, or a part of one")
  @State
  public static class FindWhileGrowing extends Tracked {
    public FindWhileGrowing() {
      super(track(Long.MAX_VALUE));
    }

    @Actor
    public void write() {
      goOn();
    }

    @Actor
    public void read(I_Result result) {
      result.r1 = look();
    }
  }
}
