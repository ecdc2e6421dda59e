// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

/** Spreads threads over the stripes of a cell that several threads write. */
final class Stripes {
  /**
   * A power of two, twice the number of processors at least where that is 8 or less, at most 16: a
   * thread that loses its processor should not leave its stripe to the next one.
   */
  static final int COUNT = count();

  /**
   * Longs that keep two stripes out of one cache line, with the next line that is fetched along.
   */
  static final int PAD = 16;

  private static final int MAX = 16;

  private Stripes() {}

  private static int count() {
    int processors = Runtime.getRuntime().availableProcessors();
    int threads = Math.min(MAX, 2 * processors);
    return processors <= 1 ? 1 : Integer.highestOneBit(threads - 1) << 1;
  }

  /** The stripe of the calling thread; ids of threads are handed out in a row. */
  static int mine() {
    long id = Thread.currentThread().getId();
    return (int) (id ^ id >>> 4) & COUNT - 1;
  }
}
