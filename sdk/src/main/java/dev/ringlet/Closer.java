// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.internal.log.ThrottledLogger;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * Closes parts that no SDK uses. What one of them throws neither keeps the others open nor replaces
 * the reason why the SDK has not started.
 *
 * @param failure that reason, which gets what is thrown as suppressed; null if the SDK is disabled
 */
record Closer(@Nullable Throwable failure) {
  void close(Runnable part) {
    try {
      part.run();
    } catch (Throwable t) {
      if (failure == null) {
        new ThrottledLogger(RingletSdk.class)
            .log(Level.WARNING, "unused", () -> "A part of a disabled SDK failed to close", t);
      } else if (failure != t) {
        failure.addSuppressed(t);
      }
    }
  }
}
