// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.internal.ids.Ids;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;

/**
 * What a new span has of its parent, or of nobody: the start of every span, of tracers and
 * recorders.
 *
 * <p>It lives for one call and is passed to constructors and small methods only, all of which the
 * JIT inlines, so that it is no object then. That is why all of the work is in the constructor, and
 * none of it passes {@code this} on.
 */
final class SpanStart {
  final long traceIdHigh;
  final long traceIdLow;
  final long spanId;

  /** Zero for a root span. */
  final long parentSpanId;

  final TraceState traceState;

  /** The parent's context; null for a root span and for a child within a recorder. */
  final SpanContext parentContext;

  /** Kind, the parent's flags, whether it is remote, and its clock anchor if it is local. */
  final int word;

  /**
   * Reads the parent or begins a trace.
   *
   * @param span the parent, of any class; or null
   * @param identity the parent within a recorder, which takes precedence; or null
   */
  SpanStart(SpanEngine engine, Span span, SpanIdentity identity, int kind) {
    BaseSpan localSpan = span instanceof BaseSpan ? (BaseSpan) span : null;
    SpanIdentity local = identity != null ? identity : localSpan;
    if (local != null) {
      traceIdHigh = local.traceIdHigh;
      traceIdLow = local.traceIdLow;
      parentSpanId = local.spanId;
      traceState = local.traceState;
      parentContext = localSpan;
      int theirs = local.word;
      word =
          SpanWord.withAnchor(
              SpanWord.of(kind, SpanWord.flags(theirs), false), SpanWord.anchorIndex(theirs));
    } else {
      SpanContext foreign = engine.contextOf(span);
      traceState = foreign == null ? TraceState.getDefault() : foreign.getTraceState();
      boolean remote = foreign != null && foreign.isRemote();
      if (foreign != null && foreign.isValid()) {
        traceIdHigh = Ids.traceIdHigh(foreign);
        traceIdLow = Ids.traceIdLow(foreign);
        parentSpanId = Ids.spanId(foreign);
        parentContext = foreign;
        word = SpanWord.of(kind, foreign.getTraceFlags().asByte() & 0xff, remote);
      } else {
        traceIdHigh = engine.nextTraceIdHigh();
        traceIdLow = engine.nextTraceIdLow();
        parentSpanId = 0;
        parentContext = null;
        word = SpanWord.of(kind, engine.rootFlags, remote);
      }
    }
    spanId = engine.nextSpanId();
  }
}
