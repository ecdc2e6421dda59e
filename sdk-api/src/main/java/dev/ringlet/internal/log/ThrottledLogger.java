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
import org.jspecify.annotations.Nullable;

/**
 * A logger with a limited rate: five lines a minute for each kind of message. After the first
 * suppressed message the limit is one line a minute, with the number of suppressed messages. The
 * full rate is restored after ten minutes without a message of that kind.
 *
 * <p>Thread-safe. Never throws, even if the message or the application's handlers or filters throw.
 * The message is built only if it is written. When the process ends, java.util.logging removes its
 * handlers before the SDK is closed; warnings then go to the standard error stream, because the
 * loss of the last records would otherwise not be reported.
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

  /** Set at the first use, because the initialization of java.util.logging is expensive. */
  private volatile @Nullable Logger logger;

  /** Logs under the name of {@code owner}. */
  public ThrottledLogger(Class<?> owner) {
    this(owner.getName(), Clock.system());
  }

  ThrottledLogger(String name, Clock clock) {
    this.name = Objects.requireNonNull(name, "name");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * Writes a message, unless the rate of its kind is exceeded.
   *
   * @param kind a constant for messages with a common limit; beyond 64 kinds, others share one
   */
  public void log(Level level, String kind, Supplier<String> message) {
    log(level, kind, message, null);
  }

  /** Writes a message with a throwable, or null, unless the rate of its kind is exceeded. */
  public void log(Level level, String kind, Supplier<String> message, @Nullable Throwable thrown) {
    try {
      Logger logger = logger();
      if (!logger.isLoggable(level)) {
        return;
      }
      long suppressed = budget(kind).trySpend(clock.nanoTime());
      if (suppressed < 0) {
        return;
      }
      String text = message.get();
      if (suppressed > 0) {
        text += " (" + suppressed + " similar messages suppressed)";
      }
      if (level.intValue() < Level.WARNING.intValue() || hasHandler(logger) || !isEnding()) {
        write(logger, level, text, thrown);
      } else {
        System.err.println(level.getName() + ": " + text);
      }
    } catch (Throwable t) {
      // Logging must never hurt the application, and there is no other place to report to.
    }
  }

  /** Writes with {@link Suppression}, so that a handler that bridges to the SDK makes no record. */
  @SuppressWarnings("try") // the scope is only to be closed
  private void write(Logger logger, Level level, String text, @Nullable Throwable thrown) {
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

  /** Whether the JVM is shutting down: then adding a hook fails. */
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

  /** The rate of one kind of message. */
  private static final class Budget {
    private long windowStart;
    private long lastMessage;
    private int written;
    private boolean throttled;
    private long suppressed;

    Budget(long now) {
      windowStart = now;
      lastMessage = now;
    }

    /** Returns how many messages were suppressed before this one, or -1 to suppress it too. */
    synchronized long trySpend(long now) {
      if (now - lastMessage >= CALM_NANOS) {
        throttled = false;
      }
      lastMessage = now;
      if (now - windowStart >= WINDOW_NANOS) {
        windowStart = now;
        written = 0;
      }
      if (written >= (throttled ? 1 : BURST)) {
        throttled = true;
        suppressed++;
        return -1;
      }
      written++;
      long before = suppressed;
      suppressed = 0;
      return before;
    }
  }
}
