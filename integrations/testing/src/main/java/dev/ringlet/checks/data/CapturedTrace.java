// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.data;

import dev.ringlet.export.Payload;
import dev.ringlet.export.Signal;
import dev.ringlet.exporter.console.ConsoleColor;
import dev.ringlet.exporter.console.ConsoleExporter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The spans of a trace that have come in, as a tree: each span is followed by its children with
 * theirs, which are in the order of their starts. Immutable.
 */
public final class CapturedTrace {
  private static final Comparator<CapturedSpan> BY_START =
      Comparator.comparingLong(CapturedSpan::getStartEpochNanos);

  private final List<CapturedSpan> spans = new ArrayList<>();
  private final List<Integer> depths = new ArrayList<>();

  private CapturedTrace(List<CapturedSpan> unordered) {
    Map<String, List<CapturedSpan>> children = new HashMap<>();
    Set<String> ids = new LinkedHashSet<>();
    List<CapturedSpan> sorted = unordered.stream().sorted(BY_START).toList();
    sorted.forEach(span -> ids.add(span.getSpanId()));
    List<CapturedSpan> roots = new ArrayList<>();
    for (CapturedSpan span : sorted) {
      boolean root = !ids.contains(span.getParentSpanId());
      (root ? roots : children.computeIfAbsent(span.getParentSpanId(), id -> new ArrayList<>()))
          .add(span);
    }
    Set<CapturedSpan> placed = new LinkedHashSet<>();
    place(roots, children, placed);
    for (CapturedSpan span : sorted) { // those of a cycle have no root
      if (!placed.contains(span)) {
        place(List.of(span), children, placed);
      }
    }
  }

  /** Groups spans by trace; a trace whose first span started earlier comes first. */
  public static List<CapturedTrace> of(Collection<CapturedSpan> spans) {
    Map<String, List<CapturedSpan>> byTrace = new LinkedHashMap<>();
    spans.stream()
        .sorted(BY_START)
        .forEach(
            span -> byTrace.computeIfAbsent(span.getTraceId(), id -> new ArrayList<>()).add(span));
    return byTrace.values().stream().map(CapturedTrace::new).toList();
  }

  private void place(
      List<CapturedSpan> roots,
      Map<String, List<CapturedSpan>> children,
      Set<CapturedSpan> placed) {
    Deque<CapturedSpan> open = new ArrayDeque<>();
    Deque<Integer> openDepths = new ArrayDeque<>();
    push(roots, 0, open, openDepths);
    while (!open.isEmpty()) {
      CapturedSpan span = open.pop();
      int depth = openDepths.pop();
      if (placed.add(span)) {
        spans.add(span);
        depths.add(depth);
        push(children.getOrDefault(span.getSpanId(), List.of()), depth + 1, open, openDepths);
      }
    }
  }

  private static void push(
      List<CapturedSpan> spans, int depth, Deque<CapturedSpan> open, Deque<Integer> depths) {
    for (int i = spans.size() - 1; i >= 0; i--) {
      open.push(spans.get(i));
      depths.push(depth);
    }
  }

  /** Returns the trace id, 32 hexadecimal digits. */
  public String getTraceId() {
    return spans.get(0).getTraceId();
  }

  /** Returns the spans, each before its children. */
  public List<CapturedSpan> getSpans() {
    return List.copyOf(spans);
  }

  /** Returns the names of the spans, two spaces before that of a child for each level. */
  public List<String> getNameTree() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      lines.add("  ".repeat(Math.min(depths.get(i), 100)) + spans.get(i).getName());
    }
    return lines;
  }

  /** Returns the trace as the console exporter draws it; the format may change. */
  public String draw() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] request = CapturedSpan.request(spans).toByteArray();
    try (ConsoleExporter console =
        ConsoleExporter.create(
            new PrintStream(bytes, false, StandardCharsets.UTF_8),
            StandardCharsets.UTF_8,
            ConsoleColor.NEVER)) {
      console.export(
          new Payload(Signal.TRACES, request, 0, request.length, spans.size(), Long.MAX_VALUE));
    }
    return bytes.toString(StandardCharsets.UTF_8).strip();
  }

  @Override
  public String toString() {
    return draw();
  }
}
