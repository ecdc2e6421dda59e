// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.query;

import dev.ringlet.viewer.internal.store.StoredSpan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Spans as trees, whatever senders made of them: a parent that is not there makes a span a root of
 * its own, and so does being one's own ancestor. Nothing here recurses, so that depth costs no
 * stack.
 */
final class TraceTree {
  /** Earliest first; of those the longest. */
  private static final Comparator<Node> BY_START =
      Comparator.comparingLong((Node node) -> node.span.startNanos())
          .thenComparing(Comparator.comparingLong((Node node) -> node.span.endNanos()).reversed());

  /** A span in its place. */
  static final class Node {
    final StoredSpan span;
    final List<Node> children = new ArrayList<>();
    int depth;

    /** Its parent was not received. */
    boolean isOrphan;

    /** It is its own ancestor. */
    boolean isInCycle;

    /** It begins before its parent, or begins after its parent's end although it is called. */
    boolean isOutside;

    Node(StoredSpan span) {
      this.span = span;
    }
  }

  private final Map<Long, Node> nodes = new LinkedHashMap<>();
  private final List<Node> roots = new ArrayList<>();
  private final List<Node> ordered = new ArrayList<>();

  private TraceTree() {}

  static TraceTree of(List<StoredSpan> spans) {
    TraceTree tree = new TraceTree();
    spans.forEach(span -> tree.nodes.putIfAbsent(span.id(), new Node(span)));
    tree.link();
    tree.roots.sort(BY_START);
    tree.order(tree.roots);
    tree.cutCycles();
    return tree;
  }

  private void link() {
    for (Node node : nodes.values()) {
      Node parent = nodes.get(node.span.parent());
      if (node.span.parent() == 0) {
        roots.add(node);
      } else if (parent == null) {
        node.isOrphan = true;
        roots.add(node);
      } else {
        parent.children.add(node);
        node.isOutside =
            node.span.startNanos() < parent.span.startNanos()
                || node.span.startNanos()
                    > Math.max(parent.span.endNanos(), parent.span.startNanos());
      }
    }
    nodes.values().forEach(node -> node.children.sort(BY_START));
  }

  private void order(List<Node> from) {
    Deque<Node> next = new ArrayDeque<>();
    for (int i = from.size() - 1; i >= 0; i--) {
      next.push(from.get(i));
    }
    while (!next.isEmpty()) {
      Node node = next.pop();
      ordered.add(node);
      for (int i = node.children.size() - 1; i >= 0; i--) {
        Node child = node.children.get(i);
        child.depth = node.depth + 1;
        next.push(child);
      }
    }
  }

  /** What no root leads to is in a cycle or below one; its earliest span becomes a root. */
  private void cutCycles() {
    while (ordered.size() < nodes.size()) {
      Set<Node> reached = Collections.newSetFromMap(new IdentityHashMap<>());
      reached.addAll(ordered);
      Node cut = cycleStart(reached);
      cut.isInCycle = true;
      nodes.get(cut.span.parent()).children.remove(cut);
      roots.add(cut);
      order(List.of(cut));
    }
  }

  /** Walks to ancestors until one comes twice, and takes the earliest of those in the cycle. */
  private Node cycleStart(Set<Node> reached) {
    Node node =
        nodes.values().stream().filter(each -> !reached.contains(each)).findFirst().orElseThrow();
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    while (seen.add(node)) {
      node = nodes.get(node.span.parent());
    }
    Node first = node;
    Node each = nodes.get(node.span.parent());
    while (each != node) {
      first = BY_START.compare(each, first) < 0 ? each : first;
      each = nodes.get(each.span.parent());
    }
    return first;
  }

  List<Node> roots() {
    return roots;
  }

  /** All spans, each before its children. */
  List<Node> ordered() {
    return ordered;
  }
}
