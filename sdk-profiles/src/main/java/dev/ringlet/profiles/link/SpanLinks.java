// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.link;

import dev.ringlet.internal.log.ThrottledLogger;
import io.opentelemetry.context.ContextStorage;
import java.util.logging.Level;

/** Finds the span that was current when something was recorded, by thread and time. */
public final class SpanLinks implements AutoCloseable {
  private final TrackingStorage storage;
  private final ScopeHistory history;
  private final ClockOffset offset = new ClockOffset();

  private SpanLinks(TrackingStorage storage, ScopeHistory history) {
    this.storage = storage;
    this.history = history;
  }

  /**
   * Installs the storage of contexts that links need, unless a context of this process has been
   * used before. The storage is the only object of Ringlet that is one for the whole process,
   * because the API has only one; it stays installed.
   *
   * @return whether it is installed
   */
  public static boolean install() {
    return storage() != null;
  }

  private static TrackingStorage storage() {
    TrackingStorage[] installed = new TrackingStorage[1];
    ContextStorage.addWrapper(
        storage -> {
          installed[0] =
              storage == ContextStorage.defaultStorage()
                  ? new TrackingStorage.Own()
                  : new TrackingStorage.Around(storage);
          return installed[0];
        });
    ContextStorage inUse = ContextStorage.get(); // no wrapper can be added from here on
    return installed[0] == null && inUse instanceof TrackingStorage before ? before : installed[0];
  }

  /** Starts to record scopes; null, with a warning, if that is not possible. */
  public static SpanLinks open(boolean unsampled, long maxBytes) {
    TrackingStorage storage = storage();
    if (storage == null) {
      new ThrottledLogger(SpanLinks.class)
          .log(
              Level.WARNING,
              "late",
              () ->
                  "Samples will not be linked to spans: contexts were in use before the profiler"
                      + " was started. Create the SDK before anything else uses OpenTelemetry");
      return null;
    }
    return new SpanLinks(storage, storage.listen(unsampled, maxBytes));
  }

  /**
   * Takes readings of two clocks.
   *
   * @param epochNanos a time by the recorder's clock
   * @param widthNanos how much later by the same clock it was read again
   * @param nanoTime {@code System.nanoTime()} between the two
   */
  public void anchor(long epochNanos, long widthNanos, long nanoTime) {
    offset.anchor(epochNanos, widthNanos, nanoTime);
  }

  /**
   * Looks a span up.
   *
   * @param threadId {@code Thread.threadId()} of a platform or virtual thread
   * @param platform whether it is certainly a platform thread
   * @param epochNanos a time at most some seconds ago, by the recorder's clock
   * @param ids gets the high and low half of the trace id and the span id; zeros for no span
   * @return false if it is not known any more
   */
  public boolean find(long threadId, boolean platform, long epochNanos, long[] ids) {
    return history.find(threadId, platform, offset.nanoTime(epochNanos), ids);
  }

  /** Called about once a second. */
  public void flushed() {
    history.sweep(System.nanoTime());
  }

  @Override
  public void close() {
    storage.leave();
  }
}
