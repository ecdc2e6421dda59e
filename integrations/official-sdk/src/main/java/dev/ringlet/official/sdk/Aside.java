// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official.sdk;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.function.BooleanSupplier;

/** Runs blocking calls on a separate thread, because callers of the official SDK do not wait. */
final class Aside {
  private Aside() {}

  static CompletableResultCode run(String threadName, BooleanSupplier task) {
    CompletableResultCode result = new CompletableResultCode();
    try {
      Thread thread = new Thread(() -> complete(result, task), threadName);
      thread.setDaemon(true);
      thread.start();
    } catch (Throwable t) { // a thread cannot start
      result.failExceptionally(t);
    }
    return result;
  }

  private static void complete(CompletableResultCode result, BooleanSupplier task) {
    try {
      if (task.getAsBoolean()) {
        result.succeed();
      } else {
        result.fail();
      }
    } catch (Throwable t) {
      result.failExceptionally(t);
    }
  }
}
