// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;

/** A span that a {@link SpanProcessor} can read and change. */
public interface ReadWriteSpan extends Span, ReadableSpan {
  @Override
  SpanContext getSpanContext();
}
