// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import dev.ringlet.examples.Terminal.Style;
import dev.ringlet.examples.TraceTree.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Draws traces as trees with a waterfall: one line a span, with its kind, its instrumentation scope
 * (or its service, where there are several), its duration and a bar in proportion to the trace. In
 * a bar, {@value #OWN} is time of the span's own and {@value #CHILD} time in which a child was at
 * work; {@value #FAILED} marks the status ERROR. Below a span follow its attributes, then its
 * events and log records by time, relative to the start of the trace.
 */
final class TraceTreePrinter {
  static final char OWN = '█';
  static final char CHILD = '░';
  static final char FAILED = '✗';
  private static final char BRIEF = '▏';

  private static final int MIN_BAR_COLUMNS = 24;
  private static final int MAX_SOURCE_COLUMNS = 20;
  private static final int KIND_COLUMNS = 8;

  private final Terminal terminal;
  private final List<TraceTree> traces;
  private final Set<String> sources = new LinkedHashSet<>();
  private final boolean severalServices;
  private final int nameColumns;
  private final int sourceColumns;
  private final int durationColumns;
  private final int barColumns;

  private TraceTreePrinter(Terminal terminal, List<TraceTree> traces) {
    this.terminal = terminal;
    this.traces = traces;
    severalServices = nodes().map(Node::service).distinct().count() > 1;
    nodes().map(this::source).forEach(sources::add);
    sourceColumns =
        Math.min(MAX_SOURCE_COLUMNS, sources.stream().mapToInt(String::length).max().orElse(0));
    durationColumns =
        nodes().mapToInt(node -> OtlpText.duration(node.durationNanos()).length()).max().orElse(0);
    int left = terminal.width() - KIND_COLUMNS - sourceColumns - durationColumns - 4 * 2;
    int longestName =
        traces.stream()
            .flatMap(trace -> trace.roots().stream())
            .mapToInt(root -> longestName(root, 0))
            .max()
            .orElse(0);
    nameColumns = Math.min(longestName, left - MIN_BAR_COLUMNS);
    barColumns = left - nameColumns;
  }

  /** Draws the traces one below the other, with the same columns. */
  static void print(List<TraceTree> traces, Terminal terminal) {
    TraceTreePrinter printer = new TraceTreePrinter(terminal, traces);
    traces.forEach(printer::print);
  }

  private Stream<Node> nodes() {
    return traces.stream().flatMap(trace -> trace.nodes().stream());
  }

  private String source(Node node) {
    return severalServices ? node.service() : node.scope();
  }

  private static int longestName(Node node, int indent) {
    int longest = indent + title(node).length();
    for (Node child : node.children()) {
      longest = Math.max(longest, longestName(child, indent + 3));
    }
    return longest;
  }

  private static String title(Node node) {
    return node.failed() ? FAILED + " " + node.span().getName() : node.span().getName();
  }

  private void print(TraceTree trace) {
    header(trace);
    for (Node root : trace.roots()) {
      draw(trace, root, "", "");
    }
    terminal.line();
  }

  private void header(TraceTree trace) {
    Node first = trace.roots().get(0);
    long totalNanos = trace.endUnixNanos() - trace.startUnixNanos();
    String service = first.service().isEmpty() ? "" : " · " + first.service();
    String title = "━━ " + first.span().getName() + service + " ";
    String id = " trace " + trace.traceId() + " ━━";
    int rule = Math.max(2, terminal.width() - title.length() - id.length());
    terminal.line(terminal.paint(Style.BOLD, title + "━".repeat(rule) + id));

    Node busiest = trace.busiest();
    int spans = trace.nodes().size();
    List<String> facts = new ArrayList<>();
    facts.add(OtlpText.duration(totalNanos));
    facts.add(spans + (spans == 1 ? " span" : " spans"));
    if (trace.errors() > 0) {
      facts.add(terminal.paint(Style.ERROR, trace.errors() + " failed"));
    }
    if (!trace.complete()) {
      facts.add(terminal.paint(Style.WARNING, "incomplete: a parent has not arrived"));
    }
    facts.add(
        String.format(
            Locale.ROOT,
            "most of it in %s (%s): %s, %d %%",
            busiest.span().getName(),
            source(busiest),
            OtlpText.duration(busiest.ownNanos()),
            Math.round(100.0 * busiest.ownNanos() / Math.max(1, totalNanos))));
    terminal.line("   " + String.join(" · ", facts));
    terminal.line();
  }

  private void draw(TraceTree trace, Node node, String branch, String below) {
    String name = Terminal.fit(branch + title(node), nameColumns);
    String kind =
        node.span().getKind().name().replaceFirst("^SPAN_KIND_", "").toLowerCase(Locale.ROOT);
    int colour = List.copyOf(sources).indexOf(source(node));
    terminal.line(
        branchPainted(node, branch, name)
            + "  "
            + terminal.paint(Style.DIM, Terminal.fit(kind, KIND_COLUMNS))
            + "  "
            + terminal.paintPalette(colour, Terminal.fit(source(node), sourceColumns))
            + "  "
            + Terminal.alignRight(OtlpText.duration(node.durationNanos()), durationColumns)
            + "  "
            + bar(trace, node, colour));
    details(trace, node, below + (node.children().isEmpty() ? "   " : "│  "));
    for (int i = 0; i < node.children().size(); i++) {
      boolean last = i == node.children().size() - 1;
      draw(
          trace,
          node.children().get(i),
          below + (last ? "└─ " : "├─ "),
          below + (last ? "   " : "│  "));
    }
  }

  private String branchPainted(Node node, String branch, String name) {
    int split = Math.min(branch.length(), name.length());
    return terminal.paint(Style.DIM, name.substring(0, split))
        + terminal.paint(node.failed() ? Style.ERROR : Style.BOLD, name.substring(split));
  }

  private String bar(TraceTree trace, Node node, int colour) {
    long origin = trace.startUnixNanos();
    double nanosPerColumn = Math.max(1, trace.endUnixNanos() - origin) / (double) barColumns;
    long start = node.span().getStartTimeUnixNano();
    long end = start + node.durationNanos();
    int first = Math.min(barColumns - 1, (int) ((start - origin) / nanosPerColumn));
    int last = Math.max(first + 1, (int) Math.round((end - origin) / nanosPerColumn));
    StringBuilder bar = new StringBuilder();
    if (node.durationNanos() < nanosPerColumn / 2) {
      bar.append(BRIEF);
    }
    while (bar.length() < last - first) {
      long middle = origin + (long) ((first + bar.length() + 0.5) * nanosPerColumn);
      bar.append(node.inChild(middle) ? CHILD : OWN);
    }
    String painted =
        node.failed()
            ? terminal.paint(Style.ERROR, bar.toString())
            : terminal.paintPalette(colour, bar.toString());
    return " ".repeat(first) + painted;
  }

  private void details(TraceTree trace, Node node, String indent) {
    for (SpanDetails.Detail detail : SpanDetails.of(node, trace.startUnixNanos())) {
      String inner = " ".repeat(detail.indent());
      int columns = terminal.width() - indent.length() - inner.length();
      for (String line : Terminal.wrap(detail.words(), columns)) {
        terminal.line(
            terminal.paint(Style.DIM, indent) + inner + terminal.paint(detail.style(), line));
      }
    }
  }
}
