// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.console.internal;

import dev.ringlet.internal.bytes.ProtoReader;
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

  final Origin origin;
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
        switch (in.field()) {
          case 1 -> time = in.number();
          case 2 -> text = SafeText.line(in.string(), MAX_NAME_CHARS, glyphs);
          case 3 -> {
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

  private SpanRecord(Origin origin) {
    this.origin = origin;
  }

  static SpanRecord read(Origin origin, ProtoReader in, Glyphs glyphs) {
    SpanRecord span = new SpanRecord(origin);
    while (in.next()) {
      span.readField(in, glyphs);
    }
    span.attributes.addAll(span.dropped);
    span.events.sort((a, b) -> Long.compareUnsigned(a.timeNanos, b.timeNanos));
    return span;
  }

  private void readField(ProtoReader in, Glyphs glyphs) {
    switch (in.field()) {
      case 1 -> traceId = Hex.id(in.bytes());
      case 2 -> spanId = Hex.id(in.bytes());
      case 4 -> parentId = Hex.id(in.bytes());
      case 5 -> name = SafeText.line(in.string(), MAX_NAME_CHARS, glyphs);
      case 6 -> {
        int number = (int) in.number();
        kind = number >= 0 && number < KINDS.length ? KINDS[number] : "kind " + number;
      }
      case 7 -> startNanos = in.number();
      case 8 -> endNanos = in.number();
      case 9 -> attributes.add(Attribute.read(in.message(), glyphs).word());
      case 10 -> dropped(in.number(), "attribute");
      case 11 -> events.add(new Event(in.message(), glyphs));
      case 12 -> dropped(in.number(), "event");
      case 13 -> links.add(readLink(in.message(), glyphs));
      case 14 -> dropped(in.number(), "link");
      case 15 -> readStatus(in.message(), glyphs);
      case 16 -> flags = in.number();
      default -> {}
    }
  }

  private void dropped(long count, String thing) {
    if (count != 0) {
      dropped.add("(" + Quantities.count(count, thing) + " dropped)");
    }
  }

  private static String readLink(ProtoReader in, Glyphs glyphs) {
    String trace = "";
    String span = "";
    List<String> words = new ArrayList<>();
    while (in.next()) {
      if (in.field() == 1) {
        trace = Hex.id(in.bytes());
      } else if (in.field() == 2) {
        span = Hex.id(in.bytes());
      } else if (in.field() == 4) {
        words.add(Attribute.read(in.message(), glyphs).word());
      }
    }
    words.add(0, "link  " + Hex.ids(trace, span));
    return String.join("  ", words);
  }

  private void readStatus(ProtoReader in, Glyphs glyphs) {
    while (in.next()) {
      if (in.field() == 2) {
        statusMessage = SafeText.line(in.string(), MAX_TEXT_CHARS, glyphs);
      } else if (in.field() == 3) {
        statusCode = in.number();
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
