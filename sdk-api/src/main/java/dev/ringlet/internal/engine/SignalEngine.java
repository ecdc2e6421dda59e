// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.engine;

import dev.ringlet.common.Resource;
import dev.ringlet.internal.log.ThrottledLogger;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.time.AnchoredClock;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.logging.Level;

/**
 * The state that the tracers, loggers or meters of one provider share, and the handling of failures
 * of application code.
 *
 * <p>Any thread may call any method at any time. Immutable except for the count of errors and the
 * closed flag.
 */
public abstract class SignalEngine {
  public final AnchoredClock clock;
  public final RecordPool pool;
  public final Resource resource;
  public final ThrottledLogger logger;
  public volatile boolean closed;
  private final LongAdder userErrors = new LongAdder();

  /** Creates an engine that logs under the name of {@code owner}. */
  protected SignalEngine(Class<?> owner, AnchoredClock clock, RecordPool pool, Resource resource) {
    this.clock = clock;
    this.pool = pool;
    this.resource = resource;
    logger = new ThrottledLogger(owner);
  }

  /** The current time in nanoseconds since the epoch. */
  public final long now() {
    return clock.epochNanos();
  }

  /** Evaluates a predicate of the application; true if it throws. */
  public final <T> boolean test(String where, Predicate<T> rule, T value) {
    try {
      return rule.test(value);
    } catch (Throwable t) {
      onUserError(where, t);
      return true;
    }
  }

  /**
   * Counts and logs an exception of application code that the SDK called. On a full stack, which
   * may be the cause of the exception, either may be omitted.
   */
  public final void onUserError(String where, Throwable error) {
    try {
      userErrors.increment();
      logger.log(Level.WARNING, where, () -> "A " + where + " threw " + error.getClass().getName());
    } catch (Throwable t) {
      // Linking the lambda on a full stack throws an InternalError.
    }
  }

  /** Number of exceptions of application code that were caught. */
  public final long userErrors() {
    return userErrors.sum();
  }
}
