// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import io.opentelemetry.sdk.trace.IdGenerator;

/** Adapts an id generator of the official SDK to Ringlet's interface. */
final class OfficialIdGenerator implements dev.ringlet.trace.IdGenerator {
  private static final int HALF = 16;

  private final IdGenerator generator;

  /** The other half of a trace id between two calls that follow each other on a thread. */
  private final ThreadLocal<Long> low = new ThreadLocal<>();

  OfficialIdGenerator(IdGenerator generator) {
    this.generator = generator;
  }

  @Override
  public long nextSpanId() {
    return Long.parseUnsignedLong(generator.generateSpanId(), 16);
  }

  @Override
  public long nextTraceIdHigh() {
    String id = generator.generateTraceId();
    low.set(Long.parseUnsignedLong(id.substring(HALF), 16));
    return Long.parseUnsignedLong(id.substring(0, HALF), 16);
  }

  @Override
  public long nextTraceIdLow() {
    Long known = low.get();
    low.remove();
    return known == null ? 0 : known;
  }

  @Override
  public boolean generatesRandomTraceIds() {
    return generator.generatesRandomTraceIds();
  }
}
