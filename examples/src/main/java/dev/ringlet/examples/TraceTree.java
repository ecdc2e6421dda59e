// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All spans of one trace as a tree, each with the log records that were emitted in it. */
final class TraceTree {
  private static final Comparator<Node> BY_START =
      Comparator.comparingLong(node -> node.span().getStartTimeUnixNano());

  private final String traceId;
  private final List<Node> nodes;
  private final List<Node> roots;

  private TraceTree(String traceId, List<Node> nodes, List<Node> roots) {
    this.traceId = traceId;
    this.nodes = nodes;
    this.roots = roots;
  }

  /**
   * A span in its place.
   *
   * @param service the {@code service.name} of the resource
   * @param scope the name of the instrumentation scope
   * @param children the spans that have this one for a parent, by start
   * @param logs the log records that carry this span's id, in the order of arrival
   */
  record Node(Span span, String service, String scope, List<Node> children, List<LogRecord> logs) {
    long durationNanos() {
      return Math.max(0, span.getEndTimeUnixNano() - span.getStartTimeUnixNano());
    }

    boolean failed() {
      return span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR;
    }

    /** Whether a child was at work at this time. */
    boolean inChild(long unixNanos) {
      return children.stream()
          .anyMatch(
              child ->
                  child.span.getStartTimeUnixNano() <= unixNanos
                      && unixNanos < child.span.getEndTimeUnixNano());
    }

    /** The time in which no child was at work. */
    long ownNanos() {
      long own = durationNanos();
      long covered = span.getStartTimeUnixNano();
      for (Node child : children) {
        long from = Math.max(covered, child.span.getStartTimeUnixNano());
        long to = Math.min(span.getEndTimeUnixNano(), child.span.getEndTimeUnixNano());
        if (to > from) {
          own -= to - from;
          covered = to;
        }
      }
      return own;
    }
  }

  /** Builds the trees of everything that was received, by the start of the trace. */
  static List<TraceTree> of(Collection<ResourceSpans> spans, Collection<ResourceLogs> logs) {
    Map<ByteString, Map<ByteString, Node>> traces = new LinkedHashMap<>();
    for (ResourceSpans resource : spans) {
      String service = OtlpText.find(resource.getResource().getAttributesList(), "service.name");
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        String name = scope.getScope().getName();
        for (Span span : scope.getSpansList()) {
          traces
              .computeIfAbsent(span.getTraceId(), id -> new LinkedHashMap<>())
              .put(
                  span.getSpanId(),
                  new Node(span, service, name, new ArrayList<>(), new ArrayList<>()));
        }
      }
    }
    records(logs)
        .forEach(
            log -> {
              Node node = traces.getOrDefault(log.getTraceId(), Map.of()).get(log.getSpanId());
              if (node != null) {
                node.logs.add(log);
              }
            });
    return traces.entrySet().stream()
        .map(trace -> of(OtlpText.hex(trace.getKey()), trace.getValue()))
        .sorted(Comparator.comparingLong(TraceTree::startUnixNanos))
        .collect(Collectors.toList());
  }

  private static TraceTree of(String traceId, Map<ByteString, Node> bySpanId) {
    List<Node> roots = new ArrayList<>();
    for (Node node : bySpanId.values()) {
      Node parent = bySpanId.get(node.span.getParentSpanId());
      (parent == null || parent == node ? roots : parent.children).add(node);
    }
    bySpanId.values().forEach(node -> node.children.sort(BY_START));
    roots.sort(BY_START);
    return new TraceTree(traceId, List.copyOf(bySpanId.values()), roots);
  }

  /** All log records, out of their envelopes. */
  static Stream<LogRecord> records(Collection<ResourceLogs> logs) {
    return logs.stream()
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream());
  }

  /** The id in hexadecimal digits. */
  String traceId() {
    return traceId;
  }

  /** Every span, in the order of arrival. */
  List<Node> nodes() {
    return nodes;
  }

  /** The spans whose parent is not here, by start. */
  List<Node> roots() {
    return roots;
  }

  /** Whether all spans hang from one root that has no parent. */
  boolean complete() {
    return roots.size() == 1 && roots.get(0).span.getParentSpanId().isEmpty();
  }

  long startUnixNanos() {
    return nodes.stream().mapToLong(node -> node.span.getStartTimeUnixNano()).min().orElse(0);
  }

  long endUnixNanos() {
    return nodes.stream().mapToLong(node -> node.span.getEndTimeUnixNano()).max().orElse(0);
  }

  long errors() {
    return nodes.stream().filter(Node::failed).count();
  }

  /** The span that spent the most time of its own. */
  Node busiest() {
    return nodes.stream().max(Comparator.comparingLong(Node::ownNanos)).orElseThrow();
  }
}
