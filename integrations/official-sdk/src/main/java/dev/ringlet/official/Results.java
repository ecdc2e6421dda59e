// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.FailureCause;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for results of official code. */
final class Results {
  private Results() {}

  /** Whether it succeeds in time. */
  static boolean await(CompletableResultCode result, Duration timeout) {
    long nanos = timeout.compareTo(Duration.ofDays(365)) > 0 ? Long.MAX_VALUE : timeout.toNanos();
    return result != null && result.join(Math.max(0, nanos), TimeUnit.NANOSECONDS).isSuccess();
  }

  /** Waits for the outcome of an export until a deadline by {@link System#nanoTime}. */
  static ExportResult of(CompletableResultCode result, long deadlineNanos) {
    if (result == null) {
      return ExportResult.permanent(FailureCause.INTERNAL, "the exporter returned null");
    }
    result.join(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    if (result.isSuccess()) {
      return ExportResult.delivered();
    }
    Throwable failure = result.getFailureThrowable();
    return result.isDone()
        ? ExportResult.permanent(
            FailureCause.INTERNAL,
            failure == null ? "the exporter reports a failure" : failure.getClass().getName())
        : ExportResult.permanent(FailureCause.TIMEOUT, "the exporter has not answered");
  }
}
