// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.query;

import dev.ringlet.viewer.internal.store.TraceId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * The spans that a trace waited for: from the end of the root backwards, at each time the child
 * that ended last before it, and between children the parent itself. What a child does outside of
 * its parent's time delays nothing, so it is cut off.
 */
final class CriticalPath {
  /** A stretch of time of one span; the segments of a path do not overlap. */
  record Segment(String span, long fromNanos, long toNanos) {}

  private record Task(TraceTree.Node node, long fromNanos, long toNanos) {}

  private CriticalPath() {}

  /** Of the tree that takes longest, by time. */
  static List<Segment> of(TraceTree tree) {
    List<Segment> segments = new ArrayList<>();
    tree.roots().stream()
        .max(Comparator.comparingLong(root -> root.span.durationNanos()))
        .ifPresent(root -> walk(root, segments));
    segments.sort(Comparator.comparingLong(Segment::fromNanos));
    return segments;
  }

  private static void walk(TraceTree.Node root, List<Segment> segments) {
    Deque<Task> tasks = new ArrayDeque<>();
    tasks.push(new Task(root, root.span.startNanos(), root.span.endNanos()));
    while (!tasks.isEmpty()) {
      Task task = tasks.pop();
      long cursor = task.toNanos;
      List<TraceTree.Node> byEnd = new ArrayList<>(task.node.children);
      byEnd.sort(
          Comparator.comparingLong((TraceTree.Node child) -> child.span.endNanos()).reversed());
      for (TraceTree.Node child : byEnd) {
        long to = Math.min(child.span.endNanos(), task.toNanos);
        long from = Math.max(child.span.startNanos(), task.fromNanos);
        // one that ends after the cursor ran beside the child that is on the path already
        if (to <= cursor && from < to) {
          add(task, to, cursor, segments);
          tasks.push(new Task(child, from, to));
          cursor = from;
        }
      }
      add(task, task.fromNanos, cursor, segments);
    }
  }

  private static void add(Task task, long from, long to, List<Segment> segments) {
    if (from < to) {
      segments.add(new Segment(TraceId.spanText(task.node.span.id()), from, to));
    }
  }
}
