// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

/** A producer that has claimed a number in a ring and is held up before it publishes. */
public final class StalledProducer {
  private final long[] words;
  private final int at;

  /** Claims a number of a stripe while no other thread offers there. */
  public StalledProducer(ByteRing ring, int stripe) {
    RingStripe claimed = ring.stripes[stripe];
    long tail = claimed.tailAcquire();
    int number = (int) (tail >>> RingStripe.NUMBER_SHIFT);
    int segment = claimed.segments.numberOrAssign(number / RingStripe.SEGMENT_WORDS);
    words = ring.newest().shared.segments().blocks()[segment];
    at = number % RingStripe.SEGMENT_WORDS;
    claimed.hot[RingStripe.TAIL] = tail + (1L << RingStripe.NUMBER_SHIFT);
  }

  /** Publishes that there is no record, as a thread does that comes to the end of its stack. */
  public void goOn() {
    words[at] = RingStripe.HOLE;
  }
}
