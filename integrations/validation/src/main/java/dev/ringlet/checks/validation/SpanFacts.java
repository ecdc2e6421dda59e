// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

import io.opentelemetry.proto.trace.v1.Span;

/** What the rules for traces need of a span; some 150 bytes. */
final class SpanFacts {
  private static final int HAS_IS_REMOTE = 0x100;
  private static final int IS_REMOTE = 0x200;

  final SpanKey key;
  final long parentId;
  final long start;
  final long end;
  final Span.SpanKind kind;
  final String name;
  final String scope;
  final ResourceFacts resource;
  private final int flags;

  /** Where a walk up from this span has got to: 0 not begun, 1 on the present way, 2 done. */
  byte walked;

  SpanFacts(Span span, String scope, ResourceFacts resource) {
    key = SpanKey.of(span.getTraceId(), SpanKey.id(span.getSpanId()));
    parentId =
        span.getParentSpanId().size() == SpanChecks.SPAN_ID_BYTES
            ? SpanKey.id(span.getParentSpanId())
            : 0;
    start = span.getStartTimeUnixNano();
    end = span.getEndTimeUnixNano();
    kind = span.getKind();
    name = span.getName();
    flags = span.getFlags();
    this.scope = scope;
    this.resource = resource;
  }

  boolean hasParent() {
    return parentId != 0;
  }

  /**
   * Whether the parent is, as far as is known, of the same process: the flags say so, or they say
   * nothing and the kind is not one that continues a trace of others.
   */
  boolean isParentLocal() {
    if ((flags & HAS_IS_REMOTE) != 0) {
      return (flags & IS_REMOTE) == 0;
    }
    return kind != Span.SpanKind.SPAN_KIND_SERVER && kind != Span.SpanKind.SPAN_KIND_CONSUMER;
  }

  boolean isSameSpan(SpanFacts other) {
    return start == other.start && end == other.end && name.equals(other.name);
  }

  Place place() {
    return Place.span(resource.service(), scope, name, key.traceBytes(), key.spanBytes());
  }
}
