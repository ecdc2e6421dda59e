// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Generations of the shipped ring that follow each other, and a twin that does not close. */
final class RingGenerationStress {
  private static final int BYTES = 64;

  private RingGenerationStress() {}

  /** A stripe that lets late producers claim after the next generation has taken over. */
  private static final class StaysOpen extends RingStripe {
    StaysOpen(Shared shared, int maxRecords) {
      super(shared, maxRecords);
    }

    @Override
    void close() {}

    @Override
    boolean closed() {
      return true;
    }

    @Override
    boolean isCollected() {
      return true;
    }
  }

  private static final class Ring {
    final ByteRing ring =
        new ByteRing(
            new RingLimits(1 << 20, 0, 1, RingLimits.SMALL_CHUNK_BITS, 2), 1 << 30, () -> {});
    private final RecordPlan plan = ring.newPlan(scope -> 0);
    private final byte[] record = new byte[BYTES];
    int received;

    Ring(boolean weak) {
      if (weak) {
        ring.stripes[0] = new StaysOpen(ring.newest().shared, 1024);
      }
      ring.offer(record, 0, BYTES, 0);
      drain();
      received = 0;
    }

    int offer() {
      return ring.offer(record, 0, BYTES, 0);
    }

    void resize() {
      ring.replace(ring.newest(), 4);
    }

    void drain() {
      plan.begin(100, 100 * BYTES);
      ring.collect(plan);
      received += plan.items();
      ring.release(plan);
    }
  }

  /** Two producers while another generation follows, and a consumer between them. */
  @JCStressTest
  @Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "both records, once, and all memory given back")
  @Outcome(expect = FORBIDDEN, desc = "a record lost or doubled, or bytes that are not held")
  @State
  public static class ProducersAndSuccessor {
    private final Ring ring = new Ring(false);

    @Actor
    public void one() {
      ring.offer();
    }

    @Actor
    public void two() {
      ring.offer();
    }

    @Actor
    public void successor() {
      ring.resize();
    }

    @Actor
    public void consumer() {
      ring.drain();
    }

    @Arbiter
    public void rest(II_Result result) {
      ring.drain();
      result.r1 = ring.received;
      ring.resize();
      ring.drain();
      result.r2 = (int) ring.ring.usedBytes();
    }
  }

  /** A producer, two threads that resize, and a close. */
  @JCStressTest
  @Outcome(id = "0, 1, 3", expect = ACCEPTABLE, desc = "accepted before the close, and drained")
  @Outcome(id = "3, 0, 3", expect = ACCEPTABLE, desc = "refused")
  @Outcome(expect = FORBIDDEN, desc = "accepted and lost, or open after the close")
  @State
  public static class SuccessorAndClose {
    private final Ring ring = new Ring(false);

    @Actor
    public void producer(III_Result result) {
      result.r1 = ring.offer();
    }

    @Actor
    public void one() {
      ring.resize();
    }

    @Actor
    public void two() {
      ring.resize();
    }

    @Actor
    public void close() {
      ring.ring.close();
    }

    @Arbiter
    public void rest(III_Result result) {
      ring.drain();
      result.r2 = ring.received;
      result.r3 = ring.offer();
    }
  }

  /** The twin loses what a late producer claims. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "in time")
  @Outcome(id = "0, 0", expect = ACCEPTABLE_INTERESTING, desc = "lost with its generation")
  @Outcome(expect = FORBIDDEN, desc = "doubled")
  @State
  public static class WithoutClosing {
    private final Ring ring = new Ring(true);

    @Actor
    public void one() {
      ring.offer();
    }

    @Actor
    public void consumer() {
      ring.resize();
      ring.drain();
    }

    @Arbiter
    public void rest(II_Result result) {
      ring.drain();
      result.r1 = ring.received;
    }
  }
}
