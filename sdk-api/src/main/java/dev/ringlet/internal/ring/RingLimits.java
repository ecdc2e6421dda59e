// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.ring;

/** How a {@link ByteRing} divides its memory, and what it may hold. */
final class RingLimits {
  /** Logarithm of the bytes of the smallest chunks, 16 KiB. */
  static final int SMALL_CHUNK_BITS = 14;

  /** The same for the largest, 64 KiB. */
  static final int LARGE_CHUNK_BITS = 16;

  /** Chunks of the first generation, in bytes: more than ordinary batches take. */
  private static final int FIRST_BYTES = 2 << 20;

  private static final int MIN_STRIPE_RECORDS = 1024;
  private static final int MAX_STRIPE_RECORDS = (1 << 20) - RingStripe.SEGMENT_WORDS;
  private static final int SMALL_RECORD_BYTES = 128;
  private static final int SMALLEST_RECORD_BYTES = 32;
  private static final int LARGEST_RECORD_BYTES = (4 << 20) - (64 << 10);

  final int stripes;

  /** Maximum number of records, or 0 if only bytes are bounded. */
  final int maxRecords;

  final int chunkBits;

  /** Upper bound of the bytes in use. */
  final long maxBytes;

  /** Bytes that a stripe with two blocks of a kind leaves to the others. */
  final long keepBack;

  /** Least number of bytes in use from which the consumer can be woken. */
  final long leastWakeBytes;

  final int firstChunks;
  final int maxChunks;
  final int maxRecordBytes;

  /** Number of slots for records in the side table. */
  final int sideSlots;

  /** Maximum number of records of a stripe in the largest generation. */
  final int stripeRecords;

  /**
   * Divides {@code maxBytes}, or as much as idle stripes keep if that is more. Chunks are as large
   * as they can be while what idle stripes keep and one chunk more are within {@code wakeBytes} and
   * an eighth of {@code maxBytes}: the fewer chunks a thread takes, the less often a call pays for
   * it.
   *
   * @param maxRecords maximum number of records, or 0 if only bytes are bounded
   * @param stripes number of stripes, a power of two
   * @param wakeBytes number of bytes in use from which the consumer is woken
   */
  static RingLimits of(long maxBytes, int maxRecords, int stripes, long wakeBytes) {
    long most = Math.min(wakeBytes, maxBytes / 8);
    int bits = LARGE_CHUNK_BITS;
    while (bits > SMALL_CHUNK_BITS && stripes * idleStripeBytes(bits) + (1 << bits) > most) {
      bits--;
    }
    return new RingLimits(maxBytes, maxRecords, stripes, bits, 0);
  }

  /**
   * The same with chunks of {@code 1 << chunkBits} bytes.
   *
   * @param firstChunks number of chunks of the first generation, or 0 for the usual one
   */
  RingLimits(long maxBytes, int maxRecords, int stripes, int chunkBits, int firstChunks) {
    this.stripes = stripes;
    this.maxRecords = maxRecords;
    this.chunkBits = chunkBits;
    long idleStripe = idleStripeBytes(chunkBits);
    long idle = stripes * idleStripe;
    this.maxBytes = Math.max(idle, maxBytes);
    keepBack = idle - idleStripe;
    leastWakeBytes = Math.min(idle + (1 << chunkBits), this.maxBytes);
    long most = maxRecords > 0 ? maxRecords + 2L * stripes : Integer.MAX_VALUE;
    maxChunks = (int) Math.min(this.maxBytes >>> chunkBits, most);
    this.firstChunks =
        Math.min(firstChunks > 0 ? firstChunks : FIRST_BYTES >> chunkBits, maxChunks);
    long slots = Math.min(most, 2 * this.maxBytes / ByteRing.MAX_INLINE_BYTES);
    sideSlots = (int) Math.min(slots, RingStripe.MAX_SIDE_SLOTS);
    long half = Math.max((this.maxBytes - keepBack) / 2, ByteRing.MAX_INLINE_BYTES);
    maxRecordBytes = (int) Math.min(LARGEST_RECORD_BYTES, half);
    stripeRecords = maxRecords > 0 ? maxRecords : recordsIn(this.maxBytes);
  }

  /** Bytes that an empty stripe may keep: two blocks of each kind. */
  private static long idleStripeBytes(int chunkBits) {
    return 2L * ((1 << chunkBits) + RingStripe.SEGMENT_BYTES);
  }

  private static int recordsIn(long bytes) {
    return (int)
        Math.max(MIN_STRIPE_RECORDS, Math.min(bytes / SMALL_RECORD_BYTES, MAX_STRIPE_RECORDS));
  }

  int chunkBytes() {
    return 1 << chunkBits;
  }

  /** Number of segments for the control words of the records that a chunk can hold. */
  int chunkSegments() {
    return chunkBytes() / (RingStripe.SEGMENT_WORDS * SMALLEST_RECORD_BYTES);
  }

  /** Records that a stripe may hold before all stripes are added up. */
  int fairShare() {
    return maxRecords > 0 ? maxRecords / stripes : stripeRecords;
  }

  /** Creates an empty generation with room for {@code chunks} chunks. */
  RingGeneration generation(ByteBudget budget, int chunks) {
    int records =
        chunks == maxChunks
            ? stripeRecords
            : Math.min(stripeRecords, recordsIn((long) chunks << chunkBits));
    return new RingGeneration(budget, chunks, this, records);
  }
}
