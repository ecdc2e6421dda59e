// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.log;

import dev.ringlet.common.Clock;
import dev.ringlet.internal.context.Suppression;
import io.opentelemetry.context.Scope;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A logger that cannot flood. Of each kind of message it writes five lines in a minute; once it had
 * to leave one out, it writes one a minute, which tells how many were left out before it. After ten
 * minutes in which nobody wanted to write that kind it starts afresh.
 *
 * <p>Thread-safe. Never throws, whatever the message, the handlers or the filter of the
 * application's logging do. The message is not built unless it is written. When the process ends,
 * java.util.logging takes its handlers away before others have done; warnings then go to the
 * standard error stream, or nobody would learn why the last records were lost.
 *
 * <p>Internal to Ringlet: may change or vanish in any release.
 */
public final class ThrottledLogger {
  static final int BURST = 5;
  static final int MAX_KINDS = 64;
  static final long WINDOW_NANOS = 60_000_000_000L;
  static final long CALM_NANOS = 10 * WINDOW_NANOS;

  private static final String OTHER = "other";

  private final String name;
  private final Clock clock;
  private final Map<String, Budget> budgets = new ConcurrentHashMap<>();

  /** Made at the first use: starting java.util.logging costs an application that never logs. */
  private volatile Logger logger;

  /** Logs under the name of {@code owner}. */
  public ThrottledLogger(Class<?> owner) {
    this(owner.getName(), Clock.system());
  }

  ThrottledLogger(String name, Clock clock) {
    this.name = Objects.requireNonNull(name, "name");
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

  /** Writes a message with what was thrown, or null, if its kind may still be written. */
  public void log(Level level, String kind, Supplier<String> message, Throwable thrown) {
    try {
      Logger logger = logger();
      if (!logger.isLoggable(level)) {
        return;
      }
      long leftOut = budget(kind).trySpend(clock.nanoTime());
      if (leftOut < 0) {
        return;
      }
      String text = message.get();
      if (leftOut > 0) {
        text += " (" + leftOut + " more of this kind were left out)";
      }
      if (level.intValue() < Level.WARNING.intValue() || hasHandler(logger) || !isEnding()) {
        write(logger, level, text, thrown);
      } else {
        System.err.println(level.getName() + ": " + text);
      }
    } catch (Throwable t) {
      // Logging must never hurt the application, and there is nowhere left to tell.
    }
  }

  /** Writes what a handler that leads back into the SDK must not make a log record of. */
  @SuppressWarnings("try") // the scope is only to be closed
  private void write(Logger logger, Level level, String text, Throwable thrown) {
    try (Scope own = Suppression.open()) {
      logger.logp(level, name, null, text, thrown);
    }
  }

  private static boolean hasHandler(Logger logger) {
    for (Logger l = logger; l != null; l = l.getUseParentHandlers() ? l.getParent() : null) {
      if (l.getHandlers().length > 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether the process is ending: only then can no hook be added. */
  private static boolean isEnding() {
    Thread hook = new Thread(null, null, "never started", 0, false);
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      Runtime.getRuntime().removeShutdownHook(hook);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  private Logger logger() {
    Logger logger = this.logger;
    if (logger == null) {
      logger = Logger.getLogger(name);
      this.logger = logger;
    }
    return logger;
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
    private long leftOut;

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
      if (written >= (throttled ? 1 : BURST)) {
        throttled = true;
        leftOut++;
        return -1;
      }
      written++;
      long before = leftOut;
      leftOut = 0;
      return before;
    }
  }
}
