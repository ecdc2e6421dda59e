// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

/** Time that passes when a test says so. */
final class ManualSpoolClock implements SpoolClock {
  static final long SECOND = 1_000_000_000L;

  long nanos = 17 * SECOND;
  long wallMillis = SpoolAges.SANE_MILLIS + 86_400_000L * 300;
  long bootId = 1;

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public long wallMillis() {
    return wallMillis;
  }

  @Override
  public long bootId() {
    return bootId;
  }

  void pass(long nanosToPass) {
    nanos += nanosToPass;
    wallMillis += nanosToPass / 1_000_000;
  }
}
