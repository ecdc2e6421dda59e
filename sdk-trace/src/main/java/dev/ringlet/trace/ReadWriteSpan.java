// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.function.Predicate;

/** A span that a {@link SpanProcessor} can read and change. */
public interface ReadWriteSpan extends Span, ReadableSpan {
  @Override
  SpanContext getSpanContext();

  /**
   * Removes the attributes whose name a predicate accepts; they do not count as dropped. Attributes
   * of events and links stay. No effect after the end.
   *
   * @param names called once for each attribute, outside of any lock
   */
  void removeAttributes(Predicate<String> names);
}
