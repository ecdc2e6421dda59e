// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

import java.util.ArrayDeque;
import java.util.Deque;

/** A stripe whose producers can be held up between claim and publication. */
final class StallingStripe extends RingStripe {
  private final Deque<Runnable> heldUp = new ArrayDeque<>();
  private boolean stalling;

  StallingStripe(Shared memory, int maxRecords) {
    super(memory, maxRecords);
  }

  /** From now on claims are not published. */
  void stall() {
    stalling = true;
  }

  /** From now on claims are published at once again; those held up stay so. */
  void stallNoMore() {
    stalling = false;
  }

  /** Publishes the newest claim that is held up. */
  void resumeNewest() {
    heldUp.removeLast().run();
  }

  @Override
  void publish(
      byte[] src, int from, int length, byte[] chunk, int offset, long[] words, int at, long word) {
    byte[] bytes = src.clone();
    Runnable publication = () -> super.publish(bytes, from, length, chunk, offset, words, at, word);
    if (stalling) {
      heldUp.add(publication);
    } else {
      publication.run();
    }
  }
}
