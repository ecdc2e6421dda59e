// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.internal.context.Suppression;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;

/**
 * Keeps code of the application that is called for a log record from logging without end. What it
 * logs is taken and passes the same code in its turn; what that code logs then is not taken. So a
 * processor may log, and one that logs of every record no more than doubles them.
 *
 * <p>All else in the current context stays as it is.
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

  /** Whether the current call is one that {@link #open} must not be asked for again. */
  static boolean isExhausted() {
    Context current = Context.current();
    return current.get(INSIDE) != null && Suppression.isActive(current);
  }
}
