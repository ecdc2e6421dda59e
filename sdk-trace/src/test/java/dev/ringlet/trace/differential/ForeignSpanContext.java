// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;

/** A span context of an application's own making. */
final class ForeignSpanContext implements SpanContext {
  private final String traceId;
  private final String spanId;
  private final TraceFlags flags;
  private final TraceState state;

  ForeignSpanContext(String traceId, String spanId, TraceFlags flags, TraceState state) {
    this.traceId = traceId;
    this.spanId = spanId;
    this.flags = flags;
    this.state = state;
  }

  @Override
  public String getTraceId() {
    return traceId;
  }

  @Override
  public String getSpanId() {
    return spanId;
  }

  @Override
  public TraceFlags getTraceFlags() {
    return flags;
  }

  @Override
  public TraceState getTraceState() {
    return state;
  }

  @Override
  public boolean isRemote() {
    return true;
  }
}
