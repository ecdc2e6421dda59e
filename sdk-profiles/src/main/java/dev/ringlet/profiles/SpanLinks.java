// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles;

import dev.ringlet.internal.log.ThrottledLogger;
import io.opentelemetry.context.ContextStorage;
import java.time.Instant;
import java.util.logging.Level;

/**
 * Finds the span that was current when something was recorded, by thread and time.
 *
 * <p>The recorder's clock and {@code System.nanoTime()} differ by an offset that is measured once a
 * second, by reading the one before and after the other. The narrowest of the last few measurements
 * counts.
 */
final class SpanLinks implements LinkFinder, AutoCloseable {
  private static final int WINDOW = 8;
  private static final long STEP_NANOS = 5_000_000;

  private final TrackingStorage storage;
  private final ScopeHistory history;
  private final long[] offsets = new long[WINDOW];
  private final long[] widths = new long[WINDOW];
  private int measured;
  private long offsetNanos = estimate();

  private SpanLinks(TrackingStorage storage, ScopeHistory history) {
    this.storage = storage;
    this.history = history;
  }

  /**
   * Puts our storage under the contexts of this process, if nobody has used a context yet. It is
   * the only thing in Ringlet that is one for the whole process, because the storage itself is, and
   * it stays.
   *
   * @return the storage, or null if it was too late
   */
  static TrackingStorage install() {
    TrackingStorage[] installed = new TrackingStorage[1];
    ContextStorage.addWrapper(
        storage -> {
          installed[0] =
              storage == ContextStorage.defaultStorage()
                  ? new TrackingStorage.Own()
                  : new TrackingStorage.Around(storage);
          return installed[0];
        });
    ContextStorage inUse = ContextStorage.get(); // from here on nobody can add another
    if (installed[0] == null && inUse instanceof TrackingStorage) {
      return (TrackingStorage) inUse;
    }
    return installed[0];
  }

  /** Starts to write down scopes; null, with a warning, if that cannot be done. */
  static SpanLinks open(boolean unsampled, long maxBytes) {
    TrackingStorage storage = install();
    if (storage == null) {
      new ThrottledLogger(SpanLinks.class)
          .log(
              Level.WARNING,
              "late",
              () ->
                  "Samples will not be linked to spans: contexts were in use before the profiler"
                      + " was started. Make the SDK before anything else uses OpenTelemetry");
      return null;
    }
    return new SpanLinks(storage, storage.listen(unsampled, maxBytes));
  }

  private static long estimate() {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < WINDOW; i++) {
      long nanoTime = System.nanoTime();
      best = Math.min(best, EventIntake.epochNanos(Instant.now()) - nanoTime);
    }
    return best;
  }

  @Override
  public void anchor(long epochNanos, long widthNanos, long nanoTime) {
    long offset = epochNanos + widthNanos / 2 - nanoTime;
    if (Math.abs(offset - offsetNanos) > STEP_NANOS) {
      measured = 0; // somebody set the clock
    }
    offsets[measured % WINDOW] = offset;
    widths[measured++ % WINDOW] = widthNanos;
    int best = 0;
    for (int i = 1; i < Math.min(measured, WINDOW); i++) {
      if (widths[i] < widths[best]) {
        best = i;
      }
    }
    offsetNanos = offsets[best];
  }

  @Override
  public boolean find(long threadId, boolean platform, long epochNanos, long[] ids) {
    return history.find(threadId, platform, epochNanos - offsetNanos, ids);
  }

  @Override
  public void flushed() {
    history.sweep(System.nanoTime());
  }

  @Override
  public void close() {
    storage.leave();
  }
}
