// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.context;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.List;

/**
 * Marks the work of the SDK itself, so that an instrumented HTTP client inside an exporter makes no
 * telemetry about our own requests, and what is logged there makes no log records. The mark of the
 * API itself is set with ours, for agents and instrumented clients that know only that.
 *
 * <p>It is open around every call of an exporter, on the threads that work for one, and while the
 * SDK writes to the application's log. A worker thread may open it once for its whole life, which
 * makes any other {@link #open()} free. The marked context is a root context: it has no span, so
 * instruments need to ask {@link #isActive} only where a record would start a new trace.
 */
public final class Suppression {
  private static final ContextKey<Object> KEY = ContextKey.named("dev.ringlet.suppressed");

  /** Where the API has its own mark: up to 1.62 or so, and later. */
  private static final List<String> OFFICIAL =
      List.of(
          "io.opentelemetry.api.internal.InstrumentationUtil",
          "io.opentelemetry.api.impl.InstrumentationUtil");

  private static final Context CONTEXT = officialContext().with(KEY, Boolean.TRUE);

  private Suppression() {}

  /**
   * A root context with the mark of the API, which agents and instrumented clients look at. The key
   * is private there, so the context is what the API itself makes current.
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
          // of the API: the next name
        }
      }
    }
    return marked[0];
  }

  /** The same context, marked as work of the SDK itself. */
  public static Context in(Context context) {
    return context.with(KEY, Boolean.TRUE);
  }

  /** Whether {@code context} belongs to work of the SDK itself. */
  public static boolean isActive(Context context) {
    return context.get(KEY) != null;
  }

  /** The task, as work of the SDK itself. */
  @SuppressWarnings("try") // the scope is only to be closed
  public static Runnable during(Runnable task) {
    return () -> {
      try (Scope own = open()) {
        task.run();
      }
    };
  }

  /** A context without a span that is marked as work of the SDK for {@code owner}. */
  public static Context contextOf(Object owner) {
    return CONTEXT.with(KEY, owner);
  }

  /** Whether the current thread works for {@code owner}. */
  public static boolean isInside(Object owner) {
    return Context.current().get(KEY) == owner;
  }

  /** Marks the current thread until the scope is closed, which must happen on the same thread. */
  public static Scope open() {
    return isActive(Context.current()) ? Scope.noop() : CONTEXT.makeCurrent();
  }
}
