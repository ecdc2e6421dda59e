// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The spans of one trace within one request. A span whose parent is not among them is a root, and
 * so is the earliest span of a cycle of parents, which only a broken id generator produces. Of
 * spans with the same id the first gets the children.
 */
final class TraceTree {
  private static final Comparator<SpanRecord> BY_START =
      (a, b) -> Long.compareUnsigned(a.startNanos, b.startNanos);

  final List<SpanRecord> spans = new ArrayList<>();
  final List<SpanRecord> roots = new ArrayList<>();
  private final Set<SpanRecord> reached = new HashSet<>();

  private TraceTree() {}

  /** The traces in the order of their starts. */
  static Collection<TraceTree> of(List<SpanRecord> spans) {
    List<SpanRecord> sorted = new ArrayList<>(spans);
    sorted.sort(BY_START);
    Map<String, TraceTree> traces = new LinkedHashMap<>();
    for (SpanRecord span : sorted) {
      traces.computeIfAbsent(span.traceId, id -> new TraceTree()).spans.add(span);
    }
    traces.values().forEach(TraceTree::connect);
    return traces.values();
  }

  private void connect() {
    Map<String, SpanRecord> byId = new HashMap<>();
    spans.forEach(span -> byId.putIfAbsent(span.spanId, span));
    for (SpanRecord span : spans) {
      SpanRecord parent = span.parentId.isEmpty() ? null : byId.get(span.parentId);
      if (parent == null || parent == span) {
        roots.add(span);
      } else {
        parent.children.add(span);
      }
    }
    roots.forEach(this::reach);
    for (SpanRecord span : spans) {
      if (!reached.contains(span)) {
        byId.get(span.parentId).children.remove(span);
        roots.add(span);
        reach(span);
      }
    }
  }

  private void reach(SpanRecord root) {
    List<SpanRecord> open = new ArrayList<>(List.of(root));
    while (!open.isEmpty()) {
      SpanRecord span = open.remove(open.size() - 1);
      if (reached.add(span)) {
        open.addAll(span.children);
      }
    }
  }

  long startNanos() {
    return spans.get(0).startNanos;
  }

  /** The latest end, no earlier than the start. */
  long endNanos() {
    long end = startNanos();
    for (SpanRecord span : spans) {
      end = Math.max(end, span.endNanos);
    }
    return end;
  }

  /** The span with the most time of its own; the earliest of several. */
  SpanRecord busiest() {
    SpanRecord busiest = spans.get(0);
    long most = busiest.ownNanos();
    for (SpanRecord span : spans) {
      long own = span.ownNanos();
      if (own > most) {
        busiest = span;
        most = own;
      }
    }
    return busiest;
  }

  long failures() {
    return spans.stream().filter(SpanRecord::failed).count();
  }
}
