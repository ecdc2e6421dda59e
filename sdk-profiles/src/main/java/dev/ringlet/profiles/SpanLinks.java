// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles;

import dev.ringlet.internal.log.ThrottledLogger;
import io.opentelemetry.context.ContextStorage;
import java.util.logging.Level;

/** Finds the span that was current when something was recorded, by thread and time. */
final class SpanLinks implements LinkFinder, AutoCloseable {
  private final TrackingStorage storage;
  private final ScopeHistory history;
  private final ClockOffset offset = new ClockOffset();

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

  @Override
  public void anchor(long epochNanos, long widthNanos, long nanoTime) {
    offset.anchor(epochNanos, widthNanos, nanoTime);
  }

  @Override
  public boolean find(long threadId, boolean platform, long epochNanos, long[] ids) {
    return history.find(threadId, platform, offset.nanoTime(epochNanos), ids);
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
