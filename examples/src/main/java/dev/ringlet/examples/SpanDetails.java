// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import dev.ringlet.examples.Terminal.Style;
import dev.ringlet.examples.TraceTree.Node;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What there is to say about a span besides its line in the tree. */
final class SpanDetails {
  private static final int WARN = 13;
  private static final int ERROR = 17;
  private static final int MAX_FRAMES = 2;

  private SpanDetails() {}

  /**
   * Words that belong together on a line, or on more if they are many.
   *
   * @param indent how many columns to the right of the span's own text
   */
  record Detail(int indent, List<String> words, Style style) {}

  /**
   * The details of a span in the order in which they are drawn: status, attributes, links, then
   * events and log records by time.
   */
  static List<Detail> of(Node node, long originUnixNanos) {
    Span span = node.span();
    List<Detail> details = new ArrayList<>();
    status(span, details);
    details.add(new Detail(0, OtlpText.attributes(span.getAttributesList()), Style.DIM));
    for (Span.Link link : span.getLinksList()) {
      String spanId = "linked to span " + OtlpText.hex(link.getSpanId());
      String traceId = "of trace " + OtlpText.hex(link.getTraceId());
      details.add(new Detail(0, List.of(spanId, traceId), Style.DIM));
    }
    int dropped =
        span.getDroppedAttributesCount()
            + span.getDroppedEventsCount()
            + span.getDroppedLinksCount();
    if (dropped > 0) {
      String text = dropped + " attributes, events or links over the limit";
      details.add(new Detail(0, List.of(text), Style.WARNING));
    }
    moments(node, originUnixNanos).values().forEach(details::addAll);
    return details;
  }

  /** A failed span is marked in the tree; its message is left to an exception that has the same. */
  private static void status(Span span, List<Detail> details) {
    String message = span.getStatus().getMessage();
    boolean told =
        span.getEventsList().stream()
            .map(event -> OtlpText.find(event.getAttributesList(), "exception.message"))
            .anyMatch(message::equals);
    if (span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_OK) {
      details.add(new Detail(0, List.of("OK"), Style.GOOD));
    } else if (!message.isEmpty() && !told) {
      details.add(new Detail(0, List.of(message), Style.ERROR));
    }
  }

  private static Map<Long, List<Detail>> moments(Node node, long originUnixNanos) {
    Map<Long, List<Detail>> moments = new TreeMap<>(Long::compareUnsigned);
    for (Span.Event event : node.span().getEventsList()) {
      event(
          event,
          after(originUnixNanos, event.getTimeUnixNano()),
          moments.computeIfAbsent(event.getTimeUnixNano(), time -> new ArrayList<>()));
    }
    for (LogRecord log : node.logs()) {
      long time = time(log);
      moments
          .computeIfAbsent(time, key -> new ArrayList<>())
          .add(log(log, after(originUnixNanos, time)));
    }
    return moments;
  }

  private static String after(long originUnixNanos, long unixNanos) {
    return "+" + OtlpText.duration(unixNanos - originUnixNanos);
  }

  private static void event(Span.Event event, String time, List<Detail> details) {
    String type = OtlpText.find(event.getAttributesList(), "exception.type");
    if (!event.getName().equals("exception") || type.isEmpty()) {
      List<String> words = new ArrayList<>(List.of("• " + time, event.getName()));
      words.addAll(OtlpText.attributes(event.getAttributesList()));
      details.add(new Detail(0, words, Style.PLAIN));
      return;
    }
    String message = OtlpText.find(event.getAttributesList(), "exception.message");
    String text = message.isEmpty() ? type : type + ": " + message;
    details.add(new Detail(0, List.of("✗ " + time, text), Style.ERROR));
    String stack = OtlpText.find(event.getAttributesList(), "exception.stacktrace");
    details.addAll(stack(stack.lines().skip(1).map(String::strip).toList()));
  }

  /** The first frames of an exception and of each of its causes. */
  private static List<Detail> stack(List<String> lines) {
    List<Detail> details = new ArrayList<>();
    int frames = 0;
    int hidden = 0;
    for (String line : lines) {
      frames = line.startsWith("Caused by: ") ? 0 : frames + 1;
      if (frames <= MAX_FRAMES && !line.startsWith("... ")) {
        details.add(new Detail(4, List.of(line), Style.DIM));
      } else {
        hidden++;
      }
    }
    if (hidden > 0) {
      details.add(new Detail(4, List.of("… " + hidden + " more lines"), Style.DIM));
    }
    return details;
  }

  /** When a log record happened, or else when it was seen. */
  static long time(LogRecord log) {
    return log.getTimeUnixNano() != 0 ? log.getTimeUnixNano() : log.getObservedTimeUnixNano();
  }

  /** A log record, after the time as given. */
  static Detail log(LogRecord log, String time) {
    int severity = log.getSeverityNumberValue();
    List<String> words = new ArrayList<>();
    words.add("▸ " + time);
    words.add(
        log.getSeverityText().isEmpty()
            ? log.getSeverityNumber()
                .name()
                .replace("SEVERITY_NUMBER_", "")
                .toUpperCase(Locale.ROOT)
            : log.getSeverityText());
    words.add(OtlpText.plain(log.getBody()));
    words.addAll(OtlpText.attributes(log.getAttributesList()));
    Style style = severity >= ERROR ? Style.ERROR : severity >= WARN ? Style.WARNING : Style.PLAIN;
    return new Detail(0, words, style);
  }
}
