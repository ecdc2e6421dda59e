// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.query;

import dev.ringlet.viewer.internal.store.StoredLog;
import dev.ringlet.viewer.internal.store.StoredSpan;
import dev.ringlet.viewer.internal.store.StoredTrace;
import dev.ringlet.viewer.internal.store.TelemetryStore;
import dev.ringlet.viewer.internal.store.TraceId;
import dev.ringlet.viewer.internal.store.TraceSummary;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the views of traces show. Times are milliseconds since 1970, durations nanoseconds. */
public final class TraceQueries {
  private static final double MILLI = 1e6;

  private final TelemetryStore store;
  private final MatchCache matches = new MatchCache();

  public TraceQueries(TelemetryStore store) {
    this.store = store;
  }

  /** A row of the list. */
  public record Row(
      String id,
      String name,
      String service,
      boolean rooted,
      double startMs,
      long duration,
      int spans,
      int errors,
      Map<String, Integer> services) {
    static Row of(StoredTrace.View trace) {
      TraceSummary summary = trace.summary();
      return new Row(
          trace.id().toString(),
          summary.name(),
          summary.service(),
          summary.isRooted(),
          summary.startNanos() / MILLI,
          summary.durationNanos(),
          summary.spans(),
          summary.errors(),
          summary.services());
    }
  }

  /**
   * A part of a list.
   *
   * @param matching traces that the filter lets through
   * @param newest number of the newest trace, for {@link Part#until()}
   * @param longest duration of one that matches
   */
  public record Rows(
      int kept, int matching, long newest, long longest, int offset, List<Row> rows) {}

  /**
   * Which part of a list.
   *
   * @param offset how many come before it
   * @param limit how many at most
   * @param until the number of the last trace that belongs to the list, so that offsets stay where
   *     they are when newer traces come
   */
  public record Part(int offset, int limit, long until) {}

  /** Traces that match, newest first. */
  public Rows list(TraceFilter filter, Part part) {
    List<StoredTrace.View> all = store.traces().newestFirst();
    MatchCache.Known known = matches.of(filter, all.size());
    List<Row> rows = new ArrayList<>();
    int matching = 0;
    long longest = 1;
    for (StoredTrace.View trace : all) {
      if (trace.number() <= part.until() && known.matches(trace)) {
        if (matching >= part.offset() && rows.size() < part.limit()) {
          rows.add(Row.of(trace));
        }
        longest = Math.max(longest, trace.summary().durationNanos());
        matching++;
      }
    }
    long newest = all.isEmpty() ? 0 : all.get(0).number();
    return new Rows(all.size(), matching, newest, longest, part.offset(), rows);
  }

  /** Forgets what filters let through. */
  void clear() {
    matches.clear();
  }

  /**
   * A bar of a waterfall.
   *
   * @param offset of the start from the start of the trace
   * @param events offsets from the start of the trace
   * @param logs log records of the span
   * @param flag {@code orphan}, {@code cycle}, {@code outside}, {@code unfinished} or empty
   */
  public record Bar(
      String id,
      String parent,
      int depth,
      String name,
      String service,
      String kind,
      String status,
      long offset,
      long duration,
      List<Long> events,
      int links,
      int logs,
      String flag) {}

  /**
   * A trace as a waterfall.
   *
   * @param critical stretches of the critical path, offsets from the start of the trace
   */
  public record Waterfall(Row trace, List<Bar> bars, List<CriticalPath.Segment> critical) {}

  /** Null if the trace is not kept. */
  public @Nullable Waterfall waterfall(TraceId id) {
    StoredTrace.View view = store.traces().find(id);
    if (view == null) {
      return null;
    }
    TraceTree tree = TraceTree.of(view.spans());
    long start = view.summary().startNanos();
    Map<Long, Integer> logs = new HashMap<>();
    store.logs().of(id).forEach(log -> logs.merge(log.span(), 1, Integer::sum));
    List<Bar> bars = new ArrayList<>();
    for (TraceTree.Node node : tree.ordered()) {
      bars.add(bar(node, start, logs.getOrDefault(node.span.id(), 0)));
    }
    List<CriticalPath.Segment> critical = new ArrayList<>();
    for (CriticalPath.Segment each : CriticalPath.of(tree)) {
      critical.add(
          new CriticalPath.Segment(each.span(), each.fromNanos() - start, each.toNanos() - start));
    }
    return new Waterfall(Row.of(view), bars, critical);
  }

  private static Bar bar(TraceTree.Node node, long start, int logs) {
    StoredSpan span = node.span;
    Span decoded = span.decode();
    return new Bar(
        TraceId.spanText(span.id()),
        span.parent() == 0 ? "" : TraceId.spanText(span.parent()),
        node.depth,
        span.name(),
        span.service(),
        TraceFilter.kind(span),
        TraceFilter.status(span),
        span.startNanos() - start,
        span.durationNanos(),
        decoded.getEventsList().stream().map(each -> each.getTimeUnixNano() - start).toList(),
        decoded.getLinksCount(),
        logs,
        flag(node));
  }

  private static String flag(TraceTree.Node node) {
    if (node.isInCycle) {
      return "cycle";
    }
    if (node.isOrphan) {
      return "orphan";
    }
    if (node.span.endNanos() < node.span.startNanos()) {
      return "unfinished";
    }
    return node.isOutside ? "outside" : "";
  }

  /** An event of a span. */
  public record Event(String name, long offset, List<Attribute> attributes, int dropped) {}

  /** A link of a span. */
  public record Link(String trace, String span, boolean kept, List<Attribute> attributes) {}

  /**
   * A span with all that it says.
   *
   * @param samples whether profiles have samples of it
   */
  public record Detail(
      String id,
      String trace,
      String parent,
      String name,
      String service,
      String kind,
      String status,
      String message,
      double startMs,
      long duration,
      String state,
      List<Attribute> attributes,
      int dropped,
      List<Event> events,
      List<Link> links,
      List<LogQueries.Row> logs,
      String scope,
      List<Attribute> scopeAttributes,
      List<Attribute> resource,
      boolean samples) {}

  /** Null if the span is not kept. */
  public @Nullable Detail span(TraceId trace, long id) {
    StoredTrace.View view = store.traces().find(trace);
    if (view == null) {
      return null;
    }
    return view.spans().stream()
        .filter(span -> span.id() == id)
        .findFirst()
        .map(this::detail)
        .orElse(null);
  }

  private Detail detail(StoredSpan span) {
    Span decoded = span.decode();
    List<Event> events = new ArrayList<>();
    for (Span.Event event : decoded.getEventsList()) {
      events.add(
          new Event(
              event.getName(),
              event.getTimeUnixNano() - span.startNanos(),
              Attribute.list(event.getAttributesList()),
              event.getDroppedAttributesCount()));
    }
    List<Link> links = new ArrayList<>();
    for (Span.Link link : decoded.getLinksList()) {
      TraceId to = TraceId.of(link.getTraceId());
      links.add(
          new Link(
              to.toString(),
              TraceId.spanText(TraceId.spanId(link.getSpanId())),
              store.traces().find(to) != null,
              Attribute.list(link.getAttributesList())));
    }
    List<LogQueries.Row> logs = new ArrayList<>();
    for (StoredLog log : store.logs().of(span.trace())) {
      if (log.span() == span.id()) {
        logs.add(LogQueries.Row.of(log));
      }
    }
    String version = span.origin().scope().getVersion();
    return new Detail(
        TraceId.spanText(span.id()),
        span.trace().toString(),
        span.parent() == 0 ? "" : TraceId.spanText(span.parent()),
        span.name(),
        span.service(),
        TraceFilter.kind(span),
        TraceFilter.status(span),
        decoded.getStatus().getMessage(),
        span.startNanos() / MILLI,
        span.durationNanos(),
        decoded.getTraceState(),
        Attribute.list(decoded.getAttributesList()),
        decoded.getDroppedAttributesCount()
            + decoded.getDroppedEventsCount()
            + decoded.getDroppedLinksCount(),
        events,
        links,
        logs,
        span.origin().scope().getName() + (version.isEmpty() ? "" : " " + version),
        Attribute.list(span.origin().scope().getAttributesList()),
        Attribute.list(span.origin().resource().getAttributesList()),
        store.profiles().all().stream()
            .flatMap(batch -> batch.samples().stream())
            .anyMatch(sample -> sample.span() == span.id() && sample.trace().equals(span.trace())));
  }
}
