// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.clients;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Spans as trees, whatever the order in which they came. */
final class CanonicalSpans {
  private final Map<ByteString, Span> spans = new HashMap<>();
  private final Map<ByteString, String> scopes = new HashMap<>();
  private final Map<ByteString, List<ByteString>> children = new HashMap<>();

  private CanonicalSpans() {}

  static List<String> of(Collection<ExportTraceServiceRequest> requests) {
    CanonicalSpans all = new CanonicalSpans();
    requests.forEach(
        request ->
            request
                .getResourceSpansList()
                .forEach(
                    resource ->
                        resource
                            .getScopeSpansList()
                            .forEach(
                                scope -> {
                                  String name =
                                      Canonical.scope(scope.getScope(), scope.getSchemaUrl());
                                  scope.getSpansList().forEach(span -> all.add(name, span));
                                })));
    return all.trees();
  }

  private void add(String scope, Span span) {
    spans.put(span.getSpanId(), span);
    scopes.put(span.getSpanId(), scope);
    children.computeIfAbsent(span.getParentSpanId(), p -> new ArrayList<>()).add(span.getSpanId());
  }

  private List<String> trees() {
    List<String> roots = new ArrayList<>();
    spans.forEach(
        (id, span) -> {
          if (!spans.containsKey(span.getParentSpanId())) {
            roots.add(tree(id, span.getParentSpanId().isEmpty() ? "" : "  under a foreign span: "));
          }
        });
    return roots.stream().sorted().flatMap(String::lines).toList();
  }

  private String tree(ByteString id, String indent) {
    StringBuilder text = new StringBuilder(indent).append(line(id));
    children.getOrDefault(id, List.of()).stream()
        .map(child -> tree(child, indent + "  "))
        .sorted()
        .forEach(child -> text.append('\n').append(child));
    return text.toString();
  }

  private String line(ByteString id) {
    Span span = spans.get(id);
    List<String> events =
        span.getEventsList().stream()
            .map(
                e ->
                    e.getName()
                        + Canonical.attributes(e.getAttributesList())
                        + e.getDroppedAttributesCount())
            .toList();
    List<String> links =
        span.getLinksList().stream()
            .map(
                l ->
                    (spans.containsKey(l.getSpanId())
                            ? spans.get(l.getSpanId()).getName()
                            : "foreign")
                        + Canonical.attributes(l.getAttributesList())
                        + l.getTraceState()
                        + l.getFlags())
            .toList();
    return ("span "
            + scopes.get(id)
            + " "
            + span.getKind()
            + " "
            + span.getName()
            + " "
            + span.getStatus().getCode()
            + "'"
            + span.getStatus().getMessage()
            + "'"
            + " "
            + Canonical.attributes(span.getAttributesList())
            + " events="
            + events
            + " links="
            + links
            + " state="
            + span.getTraceState()
            + " flags="
            + span.getFlags()
            + " dropped="
            + span.getDroppedAttributesCount()
            + ","
            + span.getDroppedEventsCount()
            + ","
            + span.getDroppedLinksCount())
        .replace("\n", "\\n");
  }
}
