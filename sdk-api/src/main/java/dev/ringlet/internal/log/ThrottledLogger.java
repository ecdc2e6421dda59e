// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.log;

import dev.ringlet.common.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A logger that cannot flood. Of each kind of message it writes five lines in a minute; the next
 * one says that there are too many, and from then on there is one line a minute, which tells how
 * many were left out. After ten minutes without a message of that kind it starts afresh.
 *
 * <p>Thread-safe. Never throws, whatever the message, the handlers or the filter of the
 * application's logging do. The message is not built unless it is written.
 *
 * <p>Internal to Ringlet: may change or vanish in any release.
 */
public final class ThrottledLogger {
  static final int BURST = 5;
  static final int MAX_KINDS = 64;
  static final long WINDOW_NANOS = 60_000_000_000L;
  static final long CALM_NANOS = 10 * WINDOW_NANOS;

  private static final String OTHER = "other";

  private final Logger logger;
  private final Clock clock;
  private final Map<String, Budget> budgets = new ConcurrentHashMap<>();

  /** Logs under the name of {@code owner}. */
  public ThrottledLogger(Class<?> owner) {
    this(Logger.getLogger(owner.getName()), Clock.system());
  }

  ThrottledLogger(Logger logger, Clock clock) {
    this.logger = Objects.requireNonNull(logger, "logger");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * Writes a message if its kind may still be written.
   *
   * @param kind names what is throttled together; a constant, for a logger keeps 64 of them apart
   */
  public void log(Level level, String kind, Supplier<String> message) {
    log(level, kind, message, null);
  }

  /** Writes a message with what was thrown if its kind may still be written. */
  public void log(Level level, String kind, Supplier<String> message, Throwable thrown) {
    try {
      if (!logger.isLoggable(level)) {
        return;
      }
      Budget budget = budget(kind);
      long suppressed = budget.trySpend(clock.nanoTime());
      if (suppressed < 0) {
        return;
      }
      logger.log(level, message.get() + budget.note(suppressed), thrown);
    } catch (Throwable t) {
      // Logging must never hurt the application, and there is nowhere left to tell.
    }
  }

  private Budget budget(String kind) {
    Budget budget = budgets.get(kind);
    if (budget == null) {
      String key = budgets.size() < MAX_KINDS ? kind : OTHER;
      budget = budgets.computeIfAbsent(key, k -> new Budget(clock.nanoTime()));
    }
    return budget;
  }

  /** What one kind of message may still write. */
  private static final class Budget {
    private long windowStart;
    private long lastAsked;
    private int written;
    private boolean throttled;
    private long suppressed;

    Budget(long now) {
      windowStart = now;
      lastAsked = now;
    }

    /** Returns how many lines were left out before this one, or -1 to leave this one out too. */
    synchronized long trySpend(long now) {
      if (now - lastAsked >= CALM_NANOS) {
        throttled = false;
      }
      lastAsked = now;
      if (now - windowStart >= WINDOW_NANOS) {
        windowStart = now;
        written = 0;
      }
      if (written >= (throttled ? 1 : BURST + 1)) {
        suppressed++;
        return -1;
      }
      written++;
      if (written > BURST) {
        throttled = true;
      }
      long before = suppressed;
      suppressed = 0;
      return before;
    }

    synchronized String note(long before) {
      if (before > 0) {
        return " (" + before + " more like this were left out)";
      }
      return throttled && written > BURST ? " (too many of these: one a minute from now on)" : "";
    }
  }
}
