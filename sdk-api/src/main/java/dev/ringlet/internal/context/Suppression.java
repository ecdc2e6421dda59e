// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.context;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.List;

/**
 * Marks the SDK's own work in the context, so that an instrumented HTTP client of an exporter makes
 * no telemetry of export requests, and log lines of exporters make no log records. The mark of the
 * API is set as well, for agents and instrumented clients that check only that one.
 *
 * <p>The mark is set during each call of an exporter, on the threads of exporters, and while the
 * SDK writes to the application's log. A worker thread may set it once for its whole life; then
 * {@link #open()} does nothing. The marked context is a root context without a span, so {@link
 * #isActive} needs to be checked only where a record would start a new trace.
 */
public final class Suppression {
  private static final ContextKey<Object> KEY = ContextKey.named("dev.ringlet.suppressed");

  /** The class with the mark of the API, in older and newer versions. */
  private static final List<String> OFFICIAL =
      List.of(
          "io.opentelemetry.api.internal.InstrumentationUtil",
          "io.opentelemetry.api.impl.InstrumentationUtil");

  private static final Context CONTEXT = officialContext().with(KEY, Boolean.TRUE);

  private Suppression() {}

  /**
   * A root context with the mark of the API, which agents and instrumented clients check. The key
   * is private, so this is the context that the API itself makes current.
   */
  @SuppressWarnings("try") // the scope is only to be closed
  private static Context officialContext() {
    Context[] marked = {Context.root()};
    try (Scope root = Context.root().makeCurrent()) {
      for (String name : OFFICIAL) {
        try {
          Class.forName(name)
              .getMethod("suppressInstrumentation", Runnable.class)
              .invoke(null, (Runnable) () -> marked[0] = Context.current());
          break;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError otherVersion) {
          // try the next name
        }
      }
    }
    return marked[0];
  }

  /** Returns {@code context} with the mark. */
  public static Context in(Context context) {
    return context.with(KEY, Boolean.TRUE);
  }

  /** Whether {@code context} has the mark. */
  public static boolean isActive(Context context) {
    return context.get(KEY) != null;
  }

  /** Wraps a task that runs with the mark. */
  @SuppressWarnings("try") // the scope is only to be closed
  public static Runnable during(Runnable task) {
    return () -> {
      try (Scope own = open()) {
        task.run();
      }
    };
  }

  /** A root context with the mark, set to {@code owner}. */
  public static Context contextOf(Object owner) {
    return CONTEXT.with(KEY, owner);
  }

  /** Whether the current context has the mark of {@code owner}. */
  public static boolean isInside(Object owner) {
    return Context.current().get(KEY) == owner;
  }

  /** Makes a marked context current until the scope is closed, on the same thread. */
  public static Scope open() {
    return isActive(Context.current()) ? Scope.noop() : CONTEXT.makeCurrent();
  }
}
