// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.internal.record.RecordBuffer;
import dev.ringlet.internal.slots.TokenSlot;
import io.opentelemetry.api.logs.Severity;
import org.jspecify.annotations.Nullable;

/** A place for one log record at a time of a {@link LogRecorder}; subclasses are for tests. */
class NativeLogRecord extends TokenSlot {
  long timestampEpochNanos;
  long traceIdHigh;
  long traceIdLow;
  long spanId;
  int flags;

  @SuppressWarnings("NullAway.Init") // set when the record begins
  Severity severity;

  @Nullable String severityText;
  @Nullable String body;
  @Nullable String eventName;

  @SuppressWarnings("NullAway.Init") // set when the record begins
  RecordBuffer buffer;

  /** Releases the record's references before the place is free again. */
  @SuppressWarnings("NullAway") // nothing reads a free place
  final void clear() {
    timestampEpochNanos = 0;
    spanId = 0;
    severity = null;
    severityText = null;
    body = null;
    eventName = null;
    buffer = null;
  }
}
