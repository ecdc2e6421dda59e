// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import dev.ringlet.internal.bytes.ProtoReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Draws traces as trees. Each span has one line with its kind, duration, place in the waterfall and
 * instrumentation scope, and below it status, attributes, links and events. A bar distinguishes the
 * span's own time from the time of its children.
 */
final class TracePages {
  private static final int MAX_INDENTED_DEPTH = 12;
  private static final int MAX_NAME_COLUMNS = 44;
  private static final int MIN_BAR_COLUMNS = 20;
  private static final int MAX_BAR_COLUMNS = 40;
  private static final int KIND_COLUMNS = 8;
  private static final int DURATION_COLUMNS = 10;
  private static final int FRAMES = 2;
  private static final int STACK_LINES = 10;

  private final Page page;
  private final Glyphs glyphs;
  private final Ink ink;
  private long startNanos;
  private long totalNanos;
  private int nameColumns;
  private int barColumns;

  /** A span to draw: the text before its name, and the margin of the lines below it. */
  private record Place(SpanRecord span, int depth, String branch, String below) {}

  private TracePages(Page page) {
    this.page = page;
    this.glyphs = page.glyphs;
    this.ink = page.ink;
  }

  static void write(ProtoReader request, Page page) {
    List<SpanRecord> spans = new ArrayList<>();
    RecordOrigin.forEach(
        request,
        page.glyphs,
        (origin, span) -> {
          page.resource(origin);
          spans.add(SpanRecord.read(origin, span, page.glyphs));
        });
    TraceTree.of(spans).forEach(new TracePages(page)::draw);
  }

  private void draw(TraceTree trace) {
    startNanos = trace.startNanos();
    totalNanos = trace.endNanos() - startNanos;
    header(trace);
    List<Place> places = places(trace);
    nameColumns = 0;
    int scopeColumns = 0;
    for (Place place : places) {
      nameColumns = Math.max(nameColumns, Page.width(title(place)));
      scopeColumns = Math.max(scopeColumns, Page.width(place.span.origin.scope()));
    }
    nameColumns = Math.min(nameColumns, MAX_NAME_COLUMNS);
    int free = Page.COLUMNS - nameColumns - KIND_COLUMNS - DURATION_COLUMNS - scopeColumns - 8;
    barColumns = Math.max(MIN_BAR_COLUMNS, Math.min(MAX_BAR_COLUMNS, free));
    places.forEach(this::draw);
    page.line("");
  }

  private void header(TraceTree trace) {
    SpanRecord first = trace.roots.get(0);
    List<String> facts = new ArrayList<>();
    facts.add("trace " + (first.traceId.isEmpty() ? "(no id)" : first.traceId));
    if (!first.origin.service().isEmpty()) {
      facts.add(ink.name(first.origin.service()));
    }
    facts.add(QuantityText.time(startNanos));
    facts.add(duration(totalNanos));
    facts.add(QuantityText.count(trace.spans.size(), "span"));
    if (trace.failures() > 0) {
      facts.add(ink.error(trace.failures() + " failed"));
    }
    page.line(String.join(glyphs.dot, facts));
    if (trace.spans.size() > 1) {
      busiest(trace);
    }
  }

  private void busiest(TraceTree trace) {
    SpanRecord span = trace.busiest();
    long own = span.ownNanos();
    String scope = span.origin.scope();
    page.line(
        "busiest: "
            + name(span)
            + (scope.isEmpty() ? "" : " (" + scope + ")")
            + ", "
            + duration(own)
            + " of its own, "
            + Math.round(100.0 * own / Math.max(1, totalNanos))
            + " %");
  }

  /** The spans from top to bottom. Not recursive, because a trace may be deeper than the stack. */
  private List<Place> places(TraceTree trace) {
    List<Place> places = new ArrayList<>();
    Deque<Place> open = new ArrayDeque<>();
    for (int i = trace.roots.size() - 1; i >= 0; i--) {
      open.push(new Place(trace.roots.get(i), 0, "", ""));
    }
    while (!open.isEmpty()) {
      Place place = open.pop();
      places.add(place);
      List<SpanRecord> children = place.span.children;
      for (int i = children.size() - 1; i >= 0; i--) {
        boolean last = i == children.size() - 1;
        boolean indented = place.depth < MAX_INDENTED_DEPTH;
        open.push(
            new Place(
                children.get(i),
                place.depth + 1,
                indented ? place.below + (last ? glyphs.lastBranch : glyphs.branch) : place.branch,
                indented ? place.below + (last ? "   " : glyphs.trunk) : place.below));
      }
    }
    return places;
  }

  private String title(Place place) {
    SpanRecord span = place.span;
    String depth = place.depth > MAX_INDENTED_DEPTH ? "(" + place.depth + ") " : "";
    String mark = "";
    if (span.failed()) {
      mark = ink.error(glyphs.failed);
    } else if (span.statusCode == SpanRecord.STATUS_OK) {
      mark = glyphs.ok;
    }
    return place.branch + depth + mark + name(span);
  }

  private String name(SpanRecord span) {
    return ink.name(span.name.isEmpty() ? "(no name)" : span.name);
  }

  private void draw(Place place) {
    SpanRecord span = place.span;
    page.line(
        Page.left(title(place), nameColumns)
            + "  "
            + Page.left(span.kind, KIND_COLUMNS)
            + "  "
            + Page.right(duration(span), DURATION_COLUMNS)
            + "  "
            + Page.left(bar(span), barColumns)
            + "  "
            + span.origin.scope());
    boolean indented = place.depth < MAX_INDENTED_DEPTH;
    String trunk = span.children.isEmpty() || !indented ? "   " : glyphs.trunk;
    String margin = place.below + trunk + " ";
    if (place.depth == 0 && !span.parentId.isEmpty()) {
      String where = span.hasRemoteParent() ? "in another process" : "not in this batch";
      page.line(margin + "parent " + span.parentId + " is " + where);
    }
    if (span.failed() && !span.statusMessage.isEmpty()) {
      page.line(margin + ink.error("ERROR  " + span.statusMessage));
    }
    page.words(margin, span.attributes);
    span.links.forEach(link -> page.line(margin + glyphs.link + link));
    span.events.forEach(event -> draw(event, margin));
  }

  private String duration(SpanRecord span) {
    return span.endNanos == 0 ? "no end" : duration(span.endNanos - span.startNanos);
  }

  private String duration(long nanos) {
    return ink.duration(QuantityText.duration(nanos, glyphs));
  }

  private void draw(SpanRecord.Event event, String margin) {
    String at = ink.duration("+" + QuantityText.duration(event.timeNanos - startNanos, glyphs));
    List<String> words = new ArrayList<>();
    if (event.exception.isEmpty()) {
      String name = event.name.isEmpty() ? "(no name)" : event.name;
      words.add(glyphs.event + at + "  " + ink.name(name));
    } else {
      words.add(ink.error(glyphs.failed) + at + "  " + ink.error(event.exception.title(glyphs)));
    }
    words.addAll(event.attributes);
    page.words(margin, words);
    event.exception.stack(page, margin, FRAMES, STACK_LINES);
  }

  private String bar(SpanRecord span) {
    int from = (int) Math.min(barColumns - 1, Math.floor(columns(span.startNanos)));
    int to = (int) Math.max(from + 1, Math.round(columns(span.endNanos)));
    StringBuilder bar = new StringBuilder(" ".repeat(from) + glyphs.own.repeat(to - from));
    for (SpanRecord child : span.children) {
      int first = (int) Math.max(from, Math.round(columns(child.startNanos)));
      int end = (int) Math.min(to, Math.round(columns(child.endNanos)));
      for (int i = first; i < end; i++) {
        bar.setCharAt(i, glyphs.inChild.charAt(0));
      }
    }
    return bar.toString();
  }

  private double columns(long nanos) {
    double share = (double) (nanos - startNanos) / Math.max(1, totalNanos);
    return Math.max(0, Math.min(1, share)) * barColumns;
  }
}
