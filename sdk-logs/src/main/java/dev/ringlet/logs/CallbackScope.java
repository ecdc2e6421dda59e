// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.internal.context.Suppression;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;

/**
 * Prevents application code that is called for a log record from logging without end. A record that
 * it logs is passed to the same code; records logged during that call are dropped. So a processor
 * may log, and one that logs for every record at most doubles them.
 *
 * <p>The rest of the current context is unchanged.
 */
final class CallbackScope {
  private static final ContextKey<Boolean> INSIDE =
      ContextKey.named("dev.ringlet.logs.inside-callback");

  private CallbackScope() {}

  /** To be open around the call, and closed on the same thread. */
  static Scope open() {
    Context current = Context.current();
    Context inside =
        current.get(INSIDE) == null
            ? current.with(INSIDE, Boolean.TRUE)
            : Suppression.isActive(current) ? current : Suppression.in(current);
    return inside.makeCurrent();
  }

  /** Whether the current call may not open another scope. */
  static boolean isExhausted() {
    Context current = Context.current();
    return current.get(INSIDE) != null && Suppression.isActive(current);
  }
}
