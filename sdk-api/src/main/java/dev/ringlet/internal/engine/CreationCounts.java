// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.engine;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts spans at their start and end and log records when they are created, for the metrics {@code
 * otel.sdk.span.started}, {@code otel.sdk.span.live} and {@code otel.sdk.log.created}. Made only if
 * these are exported. Any thread counts and reads; nothing is allocated without contention.
 */
public final class CreationCounts {
  /** A span without a parent. */
  public static final int NO_PARENT = 0;

  /** A span whose parent is in another process. */
  public static final int REMOTE_PARENT = 1;

  /** A span whose parent is in this process. */
  public static final int LOCAL_PARENT = 2;

  private final LongAdder[][] started = {adders(), adders(), adders()};
  private final LongAdder[] ended = adders();
  private final LongAdder logs = new LongAdder();

  /** Makes counts that stand at zero. */
  public CreationCounts() {}

  private static LongAdder[] adders() {
    return new LongAdder[] {new LongAdder(), new LongAdder(), new LongAdder()};
  }

  /**
   * Counts a span that starts.
   *
   * @param parent where its parent is
   * @param decision the ordinal of the sampler's decision
   */
  public void spanStarted(int parent, int decision) {
    started[parent][decision].increment();
  }

  /** Counts the end of a span that was recorded. */
  public void spanEnded(int decision) {
    ended[decision].increment();
  }

  /** Counts a log record. */
  public void logCreated() {
    logs.increment();
  }

  /** Spans that were started with a parent there and with that decision. */
  public long started(int parent, int decision) {
    return started[parent][decision].sum();
  }

  /** Spans with a decision that were started and have not ended. */
  public long live(int decision) {
    long ends = ended[decision].sum(); // first, or a span might have ended but not started
    long starts = 0;
    for (LongAdder[] byDecision : started) {
      starts += byDecision[decision].sum();
    }
    return starts - ends;
  }

  /** Log records that were created. */
  public long logs() {
    return logs.sum();
  }
}
