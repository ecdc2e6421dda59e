// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.engine;

import dev.ringlet.common.Resource;
import dev.ringlet.internal.log.ThrottledLogger;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.time.AnchoredClock;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

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

  /**
   * Calls code of the application, where an allocation for the call does not matter.
   *
   * @param where names the code in the log
   * @return what it returns; null also if it throws
   */
  public final <A, R> @Nullable R ask(
      String where, Function<A, ? extends @Nullable R> code, A argument) {
    try {
      return code.apply(argument);
    } catch (Throwable t) {
      onUserError(where, t);
      return null;
    }
  }

  /** Calls code of the application, and returns whether it did not throw. */
  public final <A> boolean tell(String where, Consumer<A> code, A argument) {
    try {
      code.accept(argument);
      return true;
    } catch (Throwable t) {
      onUserError(where, t);
      return false;
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
