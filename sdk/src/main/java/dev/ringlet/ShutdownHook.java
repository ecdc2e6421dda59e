// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet;

import dev.ringlet.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Closes the SDK when the process ends, unless {@code ringlet.shutdown.hook} is false. Removed at
 * the end of a close, so that it keeps nothing alive; until then it keeps the process alive for a
 * close in progress.
 */
final class ShutdownHook {
  private static final ShutdownHook NONE = new ShutdownHook(null);

  private final @Nullable Thread thread;

  private ShutdownHook(@Nullable Thread thread) {
    this.thread = thread;
  }

  /** Registers a hook that runs {@code close}, which returns when the SDK is closed. */
  static ShutdownHook register(Config config, Runnable close) {
    if (!config.getBoolean("ringlet.shutdown.hook", true)) {
      return NONE;
    }
    try {
      Thread thread = new Thread(null, close, "ringlet-shutdown", 0, false);
      thread.setContextClassLoader(null);
      Runtime.getRuntime().addShutdownHook(thread);
      return new ShutdownHook(thread);
    } catch (IllegalStateException | SecurityException e) {
      return NONE; // the process is ending already, or does not allow it
    }
  }

  void remove() {
    if (thread == null || Thread.currentThread() == thread) {
      return;
    }
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException | SecurityException e) {
      // the process is ending; the hook finds the SDK closed
    }
  }
}
