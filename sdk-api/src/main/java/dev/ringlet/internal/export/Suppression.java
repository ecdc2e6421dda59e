// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.export;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;

/**
 * Marks the work of the SDK itself, so that an instrumented HTTP client inside an exporter makes no
 * telemetry about our own requests.
 *
 * <p>An exporter opens the scope around its I/O; a worker thread may open it once for its whole
 * life, which makes the exporter's own {@link #open()} free. The marked context is a root context:
 * it has no span, so instruments need to ask {@link #isActive} only where a record would start a
 * new trace.
 */
public final class Suppression {
  private static final ContextKey<Boolean> KEY = ContextKey.named("dev.ringlet.suppressed");
  private static final Context CONTEXT = Context.root().with(KEY, Boolean.TRUE);

  private Suppression() {}

  /** Whether {@code context} belongs to work of the SDK itself. */
  public static boolean isActive(Context context) {
    return context.get(KEY) != null;
  }

  /** Marks the current thread until the scope is closed, which must happen on the same thread. */
  public static Scope open() {
    return isActive(Context.current()) ? Scope.noop() : CONTEXT.makeCurrent();
  }
}
