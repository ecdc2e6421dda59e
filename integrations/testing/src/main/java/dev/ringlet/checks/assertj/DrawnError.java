// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.assertj;

import org.jspecify.annotations.Nullable;

/** A failure whose message has the trace already, so that it is drawn once. */
final class DrawnError extends AssertionError {
  private static final long serialVersionUID = 1L;

  DrawnError(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
