// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.settings;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.HexFormat;

/** Ids of traces that are spread over all that a ratio may keep, the same for both SDKs. */
final class SpreadIds implements IdGenerator {
  static final long HIGH = 0x0af7_6519_16cd_43ddL;
  private static final long STEP = Long.MAX_VALUE / 16;

  private long trace = 1 - STEP;
  private long span = 0x1000;

  long nextTrace() {
    trace = trace + STEP & Long.MAX_VALUE;
    return trace;
  }

  long nextSpan() {
    return ++span;
  }

  @Override
  public String generateSpanId() {
    return HexFormat.of().toHexDigits(nextSpan());
  }

  @Override
  public String generateTraceId() {
    return HexFormat.of().toHexDigits(HIGH) + HexFormat.of().toHexDigits(nextTrace());
  }
}
