// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import dev.ringlet.exporter.otlp.internal.spool.SignalSpool;
import dev.ringlet.internal.delivery.ForwardingExporter;
import dev.ringlet.internal.threads.Workers;
import java.time.Duration;

/** Stores what was not delivered and may be delivered later. Thread-safe. */
final class SpoolingExporter extends ForwardingExporter {
  private static final long LEAST_NANOS = 1_000_000_000L;

  private final SignalSpool line;
  private volatile boolean ending;
  private volatile long endNanos;

  /** Wraps {@code delegate}, which is closed with this; the line is not. */
  SpoolingExporter(Exporter delegate, SignalSpool line) {
    super(delegate);
    this.line = line;
  }

  @Override
  public ExportResult export(Payload payload) {
    ExportResult result = delegate.export(payload);
    if (result.kind() != ExportResult.Kind.RETRY) {
      if (result.isSuccess()) {
        line.delivered();
      }
      return result;
    }
    long now = System.nanoTime();
    long deadline = payload.deadlineNanos();
    if (deadline - now < LEAST_NANOS) {
      deadline = now + LEAST_NANOS; // the network has used the time up, and the disk is quick
    }
    if (ending) {
      if (endNanos - now <= 0) {
        return result; // it is counted as lost by now
      }
      deadline = endNanos - deadline < 0 ? endNanos : deadline;
    }
    switch (line.store(payload, deadline)) {
      case STORED:
        return ExportResult.stored();
      case TOO_LARGE:
        return ExportResult.permanent(FailureCause.TOO_LARGE, "too large for the spool");
      case FULL:
        return ExportResult.permanent(FailureCause.SPOOL_FULL, "the spool is full");
      default:
        return result;
    }
  }

  /** From now on nothing is stored after {@code deadlineNanos}. */
  void closeBy(long deadlineNanos) {
    endNanos = deadlineNanos;
    ending = true;
  }

  @Override
  public boolean flush(Duration timeout) {
    long deadline = Workers.deadlineAfter(Workers.nanos(timeout));
    return super.flush(timeout) && (!line.isAvailable() || line.sync(deadline));
  }
}
