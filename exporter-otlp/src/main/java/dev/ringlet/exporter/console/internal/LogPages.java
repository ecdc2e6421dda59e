// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.otlp.LogTags.LogRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes log records in the order of their times. Each has a line with time, severity, scope and
 * body; indented lines below hold the rest of the body, the attributes, the ids and the stack trace
 * of an exception.
 */
final class LogPages {
  private static final String MARGIN = "    ";
  private static final String[] SEVERITIES = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"};
  private static final int LEVELS = 4;
  private static final int ERROR = 17;
  private static final int SEVERITY_COLUMNS = 5;
  private static final int MAX_SEVERITY_CHARS = 20;
  private static final int MAX_BODY_LINES = 40;
  private static final int MAX_BODY_CHARS = 2_000;
  private static final int STACK_LINES = 30;

  private final RecordOrigin origin;
  private final Page page;
  private final List<String> words = new ArrayList<>();
  private final ExceptionNote exception = new ExceptionNote();
  private long timeNanos;
  private long observedNanos;
  private int severity;
  private String severityText = "";
  private String eventName = "";
  private String body = "";
  private String bodyRest = "";
  private String traceId = "";
  private String spanId = "";
  private long dropped;

  private LogPages(RecordOrigin origin, Page page) {
    this.origin = origin;
    this.page = page;
  }

  static void write(ProtoReader request, Page page) {
    List<LogPages> records = new ArrayList<>();
    RecordOrigin.forEach(
        request,
        page.glyphs,
        (origin, in) -> {
          LogPages record = new LogPages(origin, page);
          while (in.next()) {
            record.readField(in);
          }
          records.add(record);
        });
    records.sort((a, b) -> Long.compareUnsigned(a.time(), b.time()));
    records.forEach(LogPages::write);
  }

  private long time() {
    return timeNanos != 0 ? timeNanos : observedNanos;
  }

  private void readField(ProtoReader in) {
    switch (in.tag()) {
      case LogRecord.TIME_UNIX_NANO -> timeNanos = in.number();
      case LogRecord.SEVERITY_NUMBER -> severity = (int) in.number();
      case LogRecord.SEVERITY_TEXT -> severityText = in.string();
      case LogRecord.BODY -> readBody(in);
      case LogRecord.ATTRIBUTES -> {
        Attribute attribute = Attribute.read(in.message(), page.glyphs);
        if (!exception.take(attribute)) {
          words.add(attribute.word());
        }
      }
      case LogRecord.DROPPED_ATTRIBUTES_COUNT -> dropped = in.number();
      case LogRecord.TRACE_ID -> traceId = Hex.id(in.bytes());
      case LogRecord.SPAN_ID -> spanId = Hex.id(in.bytes());
      case LogRecord.OBSERVED_TIME_UNIX_NANO -> observedNanos = in.number();
      case LogRecord.EVENT_NAME ->
          eventName = SafeText.line(in.string(), MAX_SEVERITY_CHARS * 4, page.glyphs);
      default -> {}
    }
  }

  /** The first line of a string goes on the record's line, the others go below. */
  private void readBody(ProtoReader in) {
    String text = ValueText.string(in.message());
    if (text == null) {
      body = ValueText.of(in.message(), page.glyphs);
      return;
    }
    int end = text.indexOf('\n');
    String first = end < 0 ? text : text.substring(0, end);
    body = SafeText.line(first.stripTrailing(), MAX_BODY_CHARS, page.glyphs);
    bodyRest = end < 0 ? "" : text.substring(end + 1);
  }

  private void write() {
    page.resource(origin);
    List<String> line = new ArrayList<>();
    line.add(QuantityText.time(time()));
    line.add(Page.left(severity(), SEVERITY_COLUMNS));
    if (!origin.scope().isEmpty()) {
      line.add(origin.scope());
    }
    if (!eventName.isEmpty()) {
      line.add("[" + page.ink.name(eventName) + "]");
    }
    line.add(body);
    page.line(String.join("  ", line));
    if (!bodyRest.isBlank()) {
      page.block(MARGIN, bodyRest, MAX_BODY_LINES);
    }
    if (dropped != 0) {
      words.add("(" + QuantityText.count(dropped, "attribute") + " dropped)");
    }
    String ids = Hex.ids(traceId, spanId);
    if (!ids.isEmpty()) {
      words.add(ids);
    }
    page.words(MARGIN, words);
    if (!exception.isEmpty()) {
      page.line(MARGIN + page.ink.error(exception.title(page.glyphs)));
      exception.stack(page, MARGIN, STACK_LINES, STACK_LINES);
    }
  }

  private String severity() {
    String name = severityName();
    return severity >= ERROR ? page.ink.error(name) : name;
  }

  private String severityName() {
    if (!severityText.isEmpty()) {
      return SafeText.line(severityText, MAX_SEVERITY_CHARS, page.glyphs);
    }
    if (severity < 1 || severity > SEVERITIES.length * LEVELS) {
      return severity == 0 ? "-" : Integer.toString(severity);
    }
    int level = (severity - 1) % LEVELS;
    return SEVERITIES[(severity - 1) / LEVELS] + (level == 0 ? "" : level + 1);
  }
}
