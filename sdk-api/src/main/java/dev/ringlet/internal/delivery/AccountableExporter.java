// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.delivery;

import dev.ringlet.export.Exporter;

/**
 * An exporter that keeps books with whoever feeds it: it counts what happens beside the results it
 * returns, and it is told when the end is near. Internal to Ringlet: may change or vanish in any
 * release.
 */
public interface AccountableExporter extends Exporter {
  /**
   * Sets where retries are counted, and the fate of what was stored or sent in parts. Called once,
   * before the first export.
   */
  void reportTo(DeliveryCounters counters);

  /**
   * Tells that everything must have returned by {@code deadlineNanos}, and that closing follows. An
   * exporter that can store stores what it cannot deliver in time. Called again, it may only hurry.
   * Must not block.
   */
  void closeBy(long deadlineNanos);
}
