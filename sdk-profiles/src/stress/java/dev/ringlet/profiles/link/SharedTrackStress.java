// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.link;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The shipped track read while it is written, and one that does not look again, which fails. */
final class SharedTrackStress {
  private static final int LOST = 0;
  private static final int RIGHT = 1;
  private static final int WRONG = 2;
  private static final int CAPACITY = 8;

  /** How many edges the writer adds, which is less than once round the ring. */
  private static final int MORE = 6;

  private static final long READ_THREAD = 5;
  private static final long OTHER_THREAD = 7;

  private SharedTrackStress() {}

  private static final class Weakened extends SharedTrack {
    Weakened() {
      super(CAPACITY);
    }

    @Override
    boolean isIntact(long edge) {
      super.isIntact(edge);
      return true;
    }
  }

  /** A full track whose two oldest edges are of the thread that a reader asks for. */
  private abstract static class Tracked {
    private final SharedTrack track;

    Tracked(SharedTrack track) {
      this.track = track;
      for (long n = 0; n < CAPACITY; n++) {
        add(n < 2 ? READ_THREAD : OTHER_THREAD, n);
      }
    }

    private void add(long thread, long nanoTime) {
      track.add(thread, nanoTime, thread << 1, thread << 2, thread << 3);
    }

    final void goOn() {
      for (int i = 0; i < MORE; i++) {
        add(OTHER_THREAD, CAPACITY);
      }
    }

    final int look() {
      return SharedTrackStress.look(track, READ_THREAD);
    }
  }

  /** One thread writes over what another looks for. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "the span of that thread")
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "overwritten, and known to be")
  @Outcome(expect = FORBIDDEN, desc = "the span of another thread, or a part of it")
  @State
  public static class FindWhileOverwritten extends Tracked {
    public FindWhileOverwritten() {
      super(new SharedTrack(CAPACITY));
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
  @Outcome(
      id = "2",
      expect = ACCEPTABLE_INTERESTING,
      desc = "the span of another thread, or a part of it")
  @State
  public static class FindWhileOverwrittenWeakened extends Tracked {
    public FindWhileOverwrittenWeakened() {
      super(new Weakened());
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

  /** Two threads write at the same time. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "each is found")
  @Outcome(expect = FORBIDDEN, desc = "one is lost, or has a part of the other")
  @State
  public static class AddTwice {
    private final SharedTrack track = new SharedTrack(CAPACITY);

    @Actor
    public void one() {
      track.add(READ_THREAD, 1, READ_THREAD << 1, READ_THREAD << 2, READ_THREAD << 3);
    }

    @Actor
    public void other() {
      track.add(OTHER_THREAD, 1, OTHER_THREAD << 1, OTHER_THREAD << 2, OTHER_THREAD << 3);
    }

    @Arbiter
    public void look(II_Result result) {
      result.r1 = SharedTrackStress.look(track, READ_THREAD);
      result.r2 = SharedTrackStress.look(track, OTHER_THREAD);
    }
  }

  private static int look(SharedTrack track, long thread) {
    long[] ids = new long[3];
    if (!track.find(thread, CAPACITY, ids)) {
      return LOST;
    }
    return ids[0] == thread << 1 && ids[1] == thread << 2 && ids[2] == thread << 3 ? RIGHT : WRONG;
  }
}
