// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official.sdk;

import dev.ringlet.internal.threads.Workers;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.function.BooleanSupplier;

/** Runs blocking calls on a separate thread, because callers of the official SDK do not wait. */
final class Aside {
  private Aside() {}

  static CompletableResultCode run(String threadName, BooleanSupplier task) {
    CompletableResultCode result = new CompletableResultCode();
    return Workers.start(() -> complete(result, task), threadName) ? result : result.fail();
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
