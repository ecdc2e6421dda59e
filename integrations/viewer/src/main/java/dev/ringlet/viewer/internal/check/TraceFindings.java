// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.check;

import com.google.protobuf.ByteString;
import dev.ringlet.checks.validation.Finding;
import dev.ringlet.checks.validation.Rule;
import dev.ringlet.checks.validation.TelemetryValidator;
import dev.ringlet.viewer.internal.store.Origin;
import dev.ringlet.viewer.internal.store.StoredSpan;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the validator finds, at most 500 kinds of findings. Thread-safe. */
public final class TraceFindings {
  private static final int MAX_FINDINGS = 500;
  private static final int MAX_SERIES = 5_000;
  private static final int HAS_IS_REMOTE = 0x100;
  private static final int IS_REMOTE = 0x200;

  /** Log records often come before the spans of their trace. */
  private final TelemetryValidator validator =
      TelemetryValidator.builder()
          .ignore(Rule.LOG_TRACE_UNKNOWN)
          .setMaxFindings(MAX_FINDINGS)
          .setMaxSeries(MAX_SERIES)
          .keepLatest()
          .build();

  TraceFindings() {}

  /** What was found, the worst first. */
  public List<Finding> list() {
    return validator.findings();
  }

  /** How often something was found that has no place in the list. */
  public long leftOut() {
    return validator.findingsLeftOut();
  }

  public String rulesVersion() {
    return validator.rulesVersion();
  }

  public String conventionsVersion() {
    return validator.conventionsVersion();
  }

  /** Checks log records. */
  void add(ExportLogsServiceRequest request) {
    synchronized (validator) {
      validator.add(request);
      validator.settle(); // makes room for resources
    }
  }

  /** Checks metrics. */
  void add(ExportMetricsServiceRequest request) {
    synchronized (validator) {
      validator.add(request);
      validator.settle();
    }
  }

  /** Checks a trace. */
  void add(List<StoredSpan> trace) {
    Map<Origin, ScopeSpans.Builder> scopes = new IdentityHashMap<>();
    for (StoredSpan span : trace) {
      scopes
          .computeIfAbsent(
              span.origin(), origin -> ScopeSpans.newBuilder().setScope(origin.scope()))
          .addSpans(whole(span));
    }
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    scopes.forEach(
        (origin, spans) ->
            request.addResourceSpans(
                ResourceSpans.newBuilder().setResource(origin.resource()).addScopeSpans(spans)));
    synchronized (validator) { // no reader sees findings of the trace twice
      validator.add(request.build());
      validator.settle();
    }
  }

  private static Span whole(StoredSpan span) {
    Span.Builder whole =
        span.decode().toBuilder()
            .setTraceId(
                ByteString.copyFrom(
                    ByteBuffer.allocate(16)
                        .putLong(span.trace().high())
                        .putLong(span.trace().low())
                        .flip()))
            .setSpanId(id(span.id()))
            .setName(span.name());
    return (span.parent() == 0 ? whole : whole.setParentSpanId(id(span.parent()))).build();
  }

  private static ByteString id(long id) {
    return ByteString.copyFrom(ByteBuffer.allocate(Long.BYTES).putLong(id).flip());
  }

  /** Whether a span has a parent of its process that is not there. */
  static boolean isParentMissing(List<StoredSpan> trace) {
    Set<Long> ids = new HashSet<>();
    trace.forEach(span -> ids.add(span.id()));
    for (StoredSpan span : trace) {
      if (span.parent() != 0 && !ids.contains(span.parent()) && isParentLocal(span)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isParentLocal(StoredSpan span) {
    int flags = span.decode().getFlags();
    if ((flags & HAS_IS_REMOTE) != 0) {
      return (flags & IS_REMOTE) == 0;
    }
    return span.kind() != Span.SpanKind.SPAN_KIND_SERVER
        && span.kind() != Span.SpanKind.SPAN_KIND_CONSUMER;
  }

  void clear() {
    validator.clear();
  }
}
