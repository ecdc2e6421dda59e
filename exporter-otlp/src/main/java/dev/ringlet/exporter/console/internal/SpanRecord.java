// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.otlp.TraceTags;
import dev.ringlet.internal.otlp.TraceTags.Link;
import dev.ringlet.internal.otlp.TraceTags.Span;
import dev.ringlet.internal.otlp.TraceTags.Status;
import java.util.ArrayList;
import java.util.List;

/** An OTLP {@code Span} and its place in a {@link TraceTree}. Not thread-safe. */
final class SpanRecord {
  static final int STATUS_OK = 1;
  static final int STATUS_ERROR = 2;
  static final int FLAG_HAS_IS_REMOTE = 0x100;
  static final int FLAG_IS_REMOTE = 0x200;

  private static final int MAX_NAME_CHARS = 60;
  private static final int MAX_TEXT_CHARS = 300;
  private static final String[] KINDS = {
    "unspecified", "internal", "server", "client", "producer", "consumer"
  };

  final RecordOrigin origin;
  String traceId = "";
  String spanId = "";
  String parentId = "";
  String name = "";
  String kind = KINDS[0];
  String statusMessage = "";
  long statusCode;
  long flags;
  long startNanos;
  long endNanos;
  final List<String> attributes = new ArrayList<>();
  final List<Event> events = new ArrayList<>();
  final List<String> links = new ArrayList<>();
  final List<SpanRecord> children = new ArrayList<>();
  private final List<String> dropped = new ArrayList<>();

  /** An event of a span. */
  static final class Event {
    final long timeNanos;
    final String name;
    final List<String> attributes = new ArrayList<>();
    final ExceptionNote exception = new ExceptionNote();

    private Event(ProtoReader in, Glyphs glyphs) {
      long time = 0;
      String text = "";
      while (in.next()) {
        switch (in.tag()) {
          case TraceTags.Event.TIME_UNIX_NANO -> time = in.number();
          case TraceTags.Event.NAME -> text = SafeText.line(in.string(), MAX_NAME_CHARS, glyphs);
          case TraceTags.Event.ATTRIBUTES -> {
            Attribute attribute = Attribute.read(in.message(), glyphs);
            if (!exception.take(attribute)) {
              attributes.add(attribute.word());
            }
          }
          default -> {}
        }
      }
      timeNanos = time;
      name = text;
    }
  }

  private SpanRecord(RecordOrigin origin) {
    this.origin = origin;
  }

  static SpanRecord read(RecordOrigin origin, ProtoReader in, Glyphs glyphs) {
    SpanRecord span = new SpanRecord(origin);
    while (in.next()) {
      span.readField(in, glyphs);
    }
    span.attributes.addAll(span.dropped);
    span.events.sort((a, b) -> Long.compareUnsigned(a.timeNanos, b.timeNanos));
    return span;
  }

  private void readField(ProtoReader in, Glyphs glyphs) {
    switch (in.tag()) {
      case Span.TRACE_ID -> traceId = Hex.id(in.bytes());
      case Span.SPAN_ID -> spanId = Hex.id(in.bytes());
      case Span.PARENT_SPAN_ID -> parentId = Hex.id(in.bytes());
      case Span.NAME -> name = SafeText.line(in.string(), MAX_NAME_CHARS, glyphs);
      case Span.KIND -> {
        int number = (int) in.number();
        kind = number >= 0 && number < KINDS.length ? KINDS[number] : "kind " + number;
      }
      case Span.START_TIME_UNIX_NANO -> startNanos = in.number();
      case Span.END_TIME_UNIX_NANO -> endNanos = in.number();
      case Span.ATTRIBUTES -> attributes.add(Attribute.read(in.message(), glyphs).word());
      case Span.DROPPED_ATTRIBUTES_COUNT -> dropped(in.number(), "attribute");
      case Span.EVENTS -> events.add(new Event(in.message(), glyphs));
      case Span.DROPPED_EVENTS_COUNT -> dropped(in.number(), "event");
      case Span.LINKS -> links.add(readLink(in.message(), glyphs));
      case Span.DROPPED_LINKS_COUNT -> dropped(in.number(), "link");
      case Span.STATUS -> readStatus(in.message(), glyphs);
      case Span.FLAGS -> flags = in.number();
      default -> {}
    }
  }

  private void dropped(long count, String thing) {
    if (count != 0) {
      dropped.add("(" + QuantityText.count(count, thing) + " dropped)");
    }
  }

  private static String readLink(ProtoReader in, Glyphs glyphs) {
    String trace = "";
    String span = "";
    List<String> words = new ArrayList<>();
    while (in.next()) {
      switch (in.tag()) {
        case Link.TRACE_ID -> trace = Hex.id(in.bytes());
        case Link.SPAN_ID -> span = Hex.id(in.bytes());
        case Link.ATTRIBUTES -> words.add(Attribute.read(in.message(), glyphs).word());
        default -> {}
      }
    }
    words.add(0, "link  " + Hex.ids(trace, span));
    return String.join("  ", words);
  }

  private void readStatus(ProtoReader in, Glyphs glyphs) {
    while (in.next()) {
      switch (in.tag()) {
        case Status.MESSAGE -> statusMessage = SafeText.line(in.string(), MAX_TEXT_CHARS, glyphs);
        case Status.CODE -> statusCode = in.number();
        default -> {}
      }
    }
  }

  boolean failed() {
    return statusCode == STATUS_ERROR;
  }

  /** The time in which no child ran. Children are in the order of their starts. */
  long ownNanos() {
    long own = Math.max(0, endNanos - startNanos);
    long covered = startNanos;
    for (SpanRecord child : children) {
      long from = Math.max(covered, child.startNanos);
      long to = Math.min(endNanos, child.endNanos);
      if (to > from) {
        own -= to - from;
        covered = to;
      }
    }
    return own;
  }

  /** Whether the parent is known to be in another process. */
  boolean hasRemoteParent() {
    int both = FLAG_HAS_IS_REMOTE | FLAG_IS_REMOTE;
    return !parentId.isEmpty() && (flags & both) == both;
  }
}
