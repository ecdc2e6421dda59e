// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.internal;

import dev.ringlet.internal.log.ThrottledLogger;
import dev.ringlet.internal.threads.Workers;
import dev.ringlet.profiles.jfr.JfrStream;
import dev.ringlet.profiles.jfr.RecorderDisk;
import dev.ringlet.profiles.jfr.RecorderOptions;
import dev.ringlet.profiles.jfr.RecorderSettings;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * The thread that opens the stream of events and reads it to its end, and what ends the stream: a
 * close, or a disk without space. {@link ReadProgress} knows when it is over.
 */
final class RecorderThread {
  private static final String STOPPER = Workers.NAME_PREFIX + "profiles-stop";

  /**
   * How long events that are recorded already are waited for where the JDK cannot stop a stream.
   */
  private static final long LAST_READ_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final RecorderSettings settings;
  private final Supplier<JfrStream> opening;
  private final ReadProgress progress;
  private final ThrottledLogger logger;
  private final Thread thread =
      Workers.newThread(this::run, Workers.NAME_PREFIX + "profiles-stream");

  // Guarded by this.
  private @Nullable JfrStream stream;
  private boolean closed;

  // Only on the thread.
  private @Nullable RecorderDisk disk;
  private boolean diskWasLow;

  RecorderThread(
      RecorderSettings settings,
      Supplier<JfrStream> opening,
      ReadProgress progress,
      ThrottledLogger logger) {
    this.settings = settings;
    this.opening = opening;
    this.progress = progress;
    this.logger = logger;
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      RecorderDisk.find(settings.minFreeBytes()).check();
      RecorderOptions.set(settings.stackDepth());
      JfrStream opened = opening.get();
      disk = RecorderDisk.find(settings.minFreeBytes());
      if (!open(opened)) {
        opened.close();
        return;
      }
      if (opened.hidesExceptions()) {
        logger.log(
            Level.INFO,
            "exceptions",
            () ->
                "Exceptions are not profiled: this JDK shows them only if nothing else records"
                    + " when the profiler starts");
      }
      opened.run();
    } catch (Throwable t) {
      if (!isClosed()) {
        logger.log(
            Level.WARNING, "start", () -> "Flight Recorder cannot be used; profiling is off: " + t);
      }
    } finally {
      progress.end();
    }
  }

  private synchronized boolean open(JfrStream opened) {
    stream = opened;
    return !closed;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized @Nullable JfrStream stream() {
    return stream;
  }

  /** Ends the stream if its disk is nearly full; on the thread only. */
  void checkDisk() {
    RecorderDisk checked = disk;
    JfrStream open = stream();
    if (!diskWasLow && checked != null && open != null && checked.isLow()) {
      diskWasLow = true;
      logger.log(Level.WARNING, "disk", () -> "Profiling stops: " + checked.message());
      Workers.newThread(open::close, STOPPER).start();
    }
  }

  /** Writes an anchor, so that the events from before it are read soon. */
  void emitAnchor() {
    try {
      JfrStream open = stream();
      if (open != null) {
        open.emitAnchor();
      }
    } catch (Throwable t) {
      // the recorder writes one each second
      logger.log(Level.FINE, "anchor", () -> "No anchor was recorded: " + t, t);
    }
  }

  /** Ends the stream on another thread; false if that was requested before. */
  boolean close(long deadlineNanos) {
    synchronized (this) {
      if (closed) {
        return false;
      }
      closed = true;
    }
    Workers.newThread(() -> end(deadlineNanos), STOPPER).start();
    return true;
  }

  /** Reads what is recorded, as far as the JDK and the time allow, and ends the stream. */
  private void end(long deadlineNanos) {
    try {
      JfrStream open = stream();
      if (open == null) {
        return; // run() closes it when it is open
      }
      if (!open.stop()) {
        long now = System.nanoTime(); // JDK 17 delivers events once a second only
        emitAnchor();
        progress.awaitRead(now, now + Math.min((deadlineNanos - now) / 2, LAST_READ_NANOS));
      }
      open.close();
    } catch (Throwable t) {
      logger.log(Level.FINE, "close", () -> "Flight Recorder did not stop: " + t, t);
    }
  }
}
