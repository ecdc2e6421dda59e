// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

/** Spreads threads over the stripes of a cell that several threads write. */
final class Stripes {
  /** A power of two near the number of processors, at most 16. */
  static final int COUNT = count();

  /**
   * Longs that keep two stripes out of one cache line, with the next line that is fetched along.
   */
  static final int PAD = 16;

  private static final int MAX = 16;

  private Stripes() {}

  private static int count() {
    int processors = Math.min(MAX, Runtime.getRuntime().availableProcessors());
    return processors <= 1 ? 1 : Integer.highestOneBit(processors - 1) << 1;
  }

  /** The stripe of the calling thread; ids of threads are handed out in a row. */
  static int mine() {
    long id = Thread.currentThread().getId();
    return (int) (id ^ id >>> 4) & COUNT - 1;
  }
}
