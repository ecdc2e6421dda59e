// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The spans that a receiver got as indented text, without ids and times. */
final class TraceShapes {
  private final List<Placed> spans = new ArrayList<>();
  private final List<LogRecord> logs;

  private record Placed(Span span, String scope) {}

  TraceShapes(OtlpReceiver receiver) {
    for (ResourceSpans resource : receiver.spans()) {
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        String name = scope.getScope().getName();
        scope.getSpansList().forEach(span -> spans.add(new Placed(span, name)));
      }
    }
    spans.sort(Comparator.comparingLong(placed -> placed.span.getStartTimeUnixNano()));
    logs =
        receiver.logs().stream()
            .map(ResourceLogs::getScopeLogsList)
            .flatMap(List::stream)
            .map(ScopeLogs::getLogRecordsList)
            .flatMap(List::stream)
            .toList();
  }

  /** The tree of each span without a parent, in the order of their starts. */
  List<String> roots() {
    return children(ByteString.EMPTY, "").stream().map(TraceShapes::withoutOrder).toList();
  }

  private static String withoutOrder(String shape) {
    return shape.replaceAll("id=\\d+", "id=ORDER");
  }

  private List<String> children(ByteString parentId, String indent) {
    return spans.stream()
        .filter(placed -> placed.span.getParentSpanId().equals(parentId))
        .map(placed -> shape(placed, indent))
        .toList();
  }

  /** One line a span: kind, name, scope, its events and its log records. */
  private String shape(Placed placed, String indent) {
    Span span = placed.span;
    String kind = span.getKind().name().substring("SPAN_KIND_".length()).toLowerCase(Locale.ROOT);
    StringBuilder text = new StringBuilder(indent);
    text.append(span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR ? "failed " : "");
    text.append(kind).append(' ').append(span.getName());
    text.append(" (").append(placed.scope).append(')');
    span.getEventsList().forEach(event -> text.append(" event: ").append(event.getName()));
    logs.stream()
        .filter(log -> log.getSpanId().equals(span.getSpanId()))
        .forEach(log -> text.append(" log: ").append(line(log)));
    text.append('\n');
    children(span.getSpanId(), indent + "  ").forEach(text::append);
    return text.toString();
  }

  private static String line(LogRecord log) {
    StringBuilder line = new StringBuilder(log.getBody().getStringValue());
    for (KeyValue attribute : log.getAttributesList()) {
      line.append(' ').append(attribute.getKey()).append('=');
      line.append(attribute.getValue().getIntValue());
    }
    return line.toString();
  }
}
