// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

/** Memory for stripes without a ring: so many chunks, and segments as many as it takes. */
final class TestMemory {
  private TestMemory() {}

  static RingStripe.Shared of(int chunkBits, int chunks) {
    return of(chunkBits, chunks, 0);
  }

  /** The same; a stripe with two chunks leaves {@code keepBack} others free. */
  static RingStripe.Shared of(int chunkBits, int chunks, int keepBack) {
    int chunkBytes = 1 << chunkBits;
    return new RingStripe.Shared(
        new BlockPool<>(
            new byte[chunks + 1][],
            () -> new byte[chunkBytes],
            chunkBytes,
            budget((long) chunks * chunkBytes)),
        chunkBits,
        new BlockPool<>(
            new long[1000][],
            () -> new long[RingStripe.SEGMENT_WORDS],
            RingStripe.SEGMENT_BYTES,
            budget(Long.MAX_VALUE / 2)),
        (long) keepBack * chunkBytes);
  }

  static ByteBudget budget(long maxBytes) {
    return new ByteBudget(maxBytes, Long.MAX_VALUE, () -> {});
  }

  static SideTable sides(long maxBytes) {
    return new SideTable(256, budget(maxBytes), 0);
  }
}
