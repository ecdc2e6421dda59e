// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.trace.IdGenerator;

/** Ids that count, and a clock that stands, so that two SDKs record the same. */
final class OneAfterAnother implements IdGenerator, Clock {
  private long lastSpan;
  private long lastTrace;

  @Override
  public synchronized String generateSpanId() {
    return String.format("%016x", ++lastSpan);
  }

  @Override
  public synchronized String generateTraceId() {
    return String.format("%032x", ++lastTrace << 8);
  }

  @Override
  public long now() {
    return 1_700_000_000_000_000_000L;
  }

  @Override
  public long nanoTime() {
    return 1_000_000;
  }
}
