// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import dev.ringlet.checks.TelemetryReceiver;
import dev.ringlet.checks.data.CapturedLogRecord;
import dev.ringlet.checks.data.CapturedSpan;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The spans that a receiver got as indented text, without ids and times. */
final class TraceShapes {
  private final List<CapturedSpan> spans;
  private final List<CapturedLogRecord> logs;

  TraceShapes(TelemetryReceiver receiver) {
    spans =
        receiver.getSpans().stream()
            .sorted(Comparator.comparingLong(CapturedSpan::getStartEpochNanos))
            .toList();
    logs = receiver.getLogRecords();
  }

  /** The tree of each span without a parent, in the order of their starts. */
  List<String> roots() {
    return children("", "").stream().map(TraceShapes::withoutOrder).toList();
  }

  private static String withoutOrder(String shape) {
    return shape.replaceAll("id=\\d+", "id=ORDER");
  }

  private List<String> children(String parentId, String indent) {
    return spans.stream()
        .filter(span -> span.getParentSpanId().equals(parentId))
        .map(span -> shape(span, indent))
        .toList();
  }

  /** One line a span: kind, name, scope, its events and its log records. */
  private String shape(CapturedSpan span, String indent) {
    StringBuilder text = new StringBuilder(indent);
    text.append(span.getStatusCode() == StatusCode.ERROR ? "failed " : "");
    text.append(span.getKind().name().toLowerCase(Locale.ROOT)).append(' ').append(span.getName());
    text.append(" (").append(span.getInstrumentationScope().getName()).append(')');
    span.getEvents().forEach(event -> text.append(" event: ").append(event.name()));
    logs.stream()
        .filter(log -> log.getSpanId().equals(span.getSpanId()))
        .forEach(log -> text.append(" log: ").append(line(log)));
    text.append('\n');
    children(span.getSpanId(), indent + "  ").forEach(text::append);
    return text.toString();
  }

  private static String line(CapturedLogRecord log) {
    StringBuilder line = new StringBuilder(log.getBody());
    log.getAttributes()
        .forEach((key, value) -> line.append(' ').append(key).append('=').append(value));
    return line.toString();
  }
}
