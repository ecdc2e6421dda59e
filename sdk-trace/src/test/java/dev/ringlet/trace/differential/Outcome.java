// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import com.google.protobuf.ByteString;
import com.google.protobuf.TextFormat;
import dev.ringlet.testing.differential.FlatMessage;
import dev.ringlet.testing.differential.Quote;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What came of one run, in a form that is equal for equal behaviour: answers to the program, and
 * the exported spans with ids replaced by names and readings of the clock replaced by {@link
 * FlatMessage#CLOCK}.
 */
final class Outcome {
  private static final long CLOCK_SLACK_NANOS = 2_000_000_000L;

  final List<String> answers;

  /** By name of the span; a second export of the same span gets a name of its own. */
  final SortedMap<String, Span> spans = new TreeMap<>();

  /** The resource, which all spans share, as lines. */
  final SortedMap<String, String> resource = new TreeMap<>();

  /** Scope of each span, by its name. */
  final SortedMap<String, String> scopes = new TreeMap<>();

  /**
   * Names of the spans of each scope in order of export. Left out are scopes that one request names
   * twice, such as one without and one with an empty schema URL: their order is anyone's guess.
   */
  final SortedMap<String, List<String>> order = new TreeMap<>();

  /** Readings of the clock that cannot be right. */
  final SortedSet<String> wrongTimes = new TreeSet<>();

  /** Sampled spans that have ended and did not arrive. */
  final SortedSet<String> lost;

  final Set<String> scopesNamedTwice = new HashSet<>();

  private final Run run;
  private final long fromNanos;
  private final long toNanos;

  /**
   * Normalises what a run sent.
   *
   * @param fromNanos epoch time before the run
   * @param toNanos epoch time after it
   */
  Outcome(Run run, List<ExportTraceServiceRequest> requests, long fromNanos, long toNanos) {
    this.run = run;
    this.answers = run.answers();
    this.fromNanos = fromNanos - CLOCK_SLACK_NANOS;
    this.toNanos = toNanos + CLOCK_SLACK_NANOS;
    List<Span> raw = new ArrayList<>();
    for (ExportTraceServiceRequest request : requests) {
      for (ResourceSpans resourceSpans : request.getResourceSpansList()) {
        addResource(resourceSpans, raw);
      }
    }
    checkTimes(raw);
    lost = new TreeSet<>(run.endedSpans());
    lost.removeAll(spans.keySet());
  }

  private void addResource(ResourceSpans resourceSpans, List<Span> raw) {
    SortedMap<String, String> lines =
        FlatMessage.of(
            resourceSpans.toBuilder()
                .clearScopeSpans()
                .setResource(Deviations.mask(resourceSpans.getResource()))
                .build());
    lines.remove("resource.attributes order"); // a resource is a set
    if (!resource.isEmpty() && !resource.equals(lines)) {
      resource.put("another resource", lines.toString());
    }
    resource.putAll(lines);
    Set<String> scopesOfRequest = new HashSet<>();
    for (ScopeSpans scopeSpans : resourceSpans.getScopeSpansList()) {
      String scope =
          TextFormat.printer().emittingSingleLine(true).printToString(scopeSpans.getScope())
              + " schema "
              + Quote.of(scopeSpans.getSchemaUrl());
      if (!scopesOfRequest.add(scope)) {
        scopesNamedTwice.add(scope);
      }
      for (Span span : scopeSpans.getSpansList()) {
        raw.add(span);
        String name = run.ids.spanOnWire(hex(span.getSpanId()));
        while (spans.containsKey(name)) {
          name += " again";
        }
        spans.put(name, normalise(span));
        scopes.put(name, scope);
        order.computeIfAbsent(scope, key -> new ArrayList<>()).add(name);
      }
    }
  }

  private Span normalise(Span span) {
    Span.Builder builder = span.toBuilder();
    builder.setTraceId(trace(span.getTraceId())).setSpanId(span(span.getSpanId()));
    builder.setParentSpanId(span(span.getParentSpanId()));
    Deviations.mendTimes(builder);
    builder.setStartTimeUnixNano(time(builder.getStartTimeUnixNano()));
    builder.setEndTimeUnixNano(time(builder.getEndTimeUnixNano()));
    for (Span.Event.Builder event : builder.getEventsBuilderList()) {
      event.setTimeUnixNano(time(event.getTimeUnixNano()));
    }
    for (Span.Link.Builder link : builder.getLinksBuilderList()) {
      link.setTraceId(trace(link.getTraceId())).setSpanId(span(link.getSpanId()));
    }
    return builder.build();
  }

  private ByteString trace(ByteString id) {
    return id.isEmpty() ? id : ByteString.copyFromUtf8(run.ids.traceOnWire(hex(id)));
  }

  private ByteString span(ByteString id) {
    return id.isEmpty() ? id : ByteString.copyFromUtf8(run.ids.spanOnWire(hex(id)));
  }

  private long time(long nanos) {
    return isClock(nanos) ? FlatMessage.CLOCK : nanos;
  }

  private boolean isClock(long nanos) {
    return nanos >= fromNanos && nanos <= toNanos;
  }

  /** A clock of one local trace never goes back: not within a span, not from parent to child. */
  private void checkTimes(List<Span> raw) {
    Map<ByteString, Span> byId = new HashMap<>();
    raw.forEach(span -> byId.put(span.getSpanId(), span));
    for (Span span : raw) {
      String name = run.ids.spanOnWire(hex(span.getSpanId()));
      long last = span.getStartTimeUnixNano();
      for (Span.Event event : span.getEventsList()) {
        last = check(name + " event", last, event.getTimeUnixNano());
      }
      if (span.getEndTimeUnixNano() != span.getStartTimeUnixNano()) { // asked for an earlier one
        check(name + " end", last, span.getEndTimeUnixNano());
      }
      check(name + " end after start", span.getStartTimeUnixNano(), span.getEndTimeUnixNano());
      Span parent = byId.get(span.getParentSpanId());
      if (parent != null && parent.getTraceId().equals(span.getTraceId())) {
        check(
            name + " start after parent",
            parent.getStartTimeUnixNano(),
            span.getStartTimeUnixNano());
      }
    }
  }

  private long check(String what, long earlier, long later) {
    if (!isClock(later)) {
      return earlier;
    }
    if (isClock(earlier) && later < earlier) {
      wrongTimes.add(what);
    }
    return later;
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
