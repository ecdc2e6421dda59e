// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import dev.ringlet.export.Signal;
import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.otlp.EnvelopeTags.Request;
import dev.ringlet.internal.otlp.EnvelopeTags.Resources;
import dev.ringlet.internal.otlp.EnvelopeTags.Scopes;
import dev.ringlet.internal.otlp.MetricTags.Gauge;
import dev.ringlet.internal.otlp.MetricTags.Metric;
import dev.ringlet.internal.otlp.ProfileTags.Profile;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits an OTLP request between records. The bytes of records, of the other fields of their
 * resource and scope, and of the other fields of the request (the dictionary of profiles) are
 * copied unchanged. Not thread-safe; used once.
 */
final class RequestSplitter {
  private static final int MAX_LENGTH_BYTES = 6; // a tag and a length in five bytes

  /** One request of its own. */
  record Part(byte[] bytes, int items) {}

  private final Signal signal;
  private final byte[] bytes;
  private final int maxBytes;
  private final List<Part> parts = new ArrayList<>();
  private int tooLargeItems;

  // The part that is being filled: records in order, each with the level it belongs to.
  private final List<Entry> entries = new ArrayList<>();
  private long entriesBytes;
  private int entriesItems;

  private record Range(int from, int to) {
    int length() {
      return to - from;
    }
  }

  /** A message with fields that are repeated with each of its children. */
  private static final class Level {
    final Level parent;
    final List<Range> shared = new ArrayList<>();
    int sharedBytes;

    Level(Level parent) {
      this.parent = parent;
    }

    void share(ProtoReader field) {
      Range range = new Range(field.start(), field.end());
      shared.add(range);
      sharedBytes += range.length();
    }
  }

  private record Entry(Level scope, Range record) {}

  RequestSplitter(Signal signal, byte[] bytes, int maxBytes) {
    this.signal = signal;
    this.bytes = bytes;
    this.maxBytes = maxBytes;
  }

  /**
   * Splits the message in a range.
   *
   * @throws IllegalArgumentException if it is not a request
   */
  List<Part> split(int from, int length) {
    Level request = new Level(null);
    List<ProtoReader> resources =
        children(new ProtoReader(bytes, from, length), Request.RESOURCES, request);
    for (ProtoReader resourceFields : resources) {
      Level resource = new Level(request);
      for (ProtoReader scopeFields : children(resourceFields, Resources.SCOPES, resource)) {
        splitScope(scopeFields, new Level(resource));
      }
    }
    finishPart();
    return parts;
  }

  /** Items in records that are too large for any request. */
  int tooLargeItems() {
    return tooLargeItems;
  }

  private static List<ProtoReader> children(ProtoReader fields, int tag, Level level) {
    List<ProtoReader> children = new ArrayList<>();
    while (fields.next()) {
      if (fields.tag() == tag) {
        children.add(fields.message());
      } else {
        level.share(fields);
      }
    }
    return children;
  }

  private void splitScope(ProtoReader fields, Level scope) {
    List<Range> records = new ArrayList<>();
    List<Integer> items = new ArrayList<>();
    while (fields.next()) {
      if (fields.tag() == Scopes.RECORDS) {
        records.add(new Range(fields.start(), fields.end()));
        items.add(items(fields.message()));
      } else {
        scope.share(fields);
      }
    }
    for (int i = 0; i < records.size(); i++) {
      add(new Entry(scope, records.get(i)), items.get(i));
    }
  }

  /** Spans and log records are one item each; metrics have points and profiles have samples. */
  private int items(ProtoReader record) {
    if (signal == Signal.METRICS) {
      int points = 0;
      while (record.next()) {
        switch (record.tag()) {
          case Metric.GAUGE,
              Metric.SUM,
              Metric.HISTOGRAM,
              Metric.EXPONENTIAL_HISTOGRAM,
              Metric.SUMMARY ->
              points += count(record.message(), Gauge.DATA_POINTS);
          default -> {}
        }
      }
      return points;
    }
    return signal == Signal.PROFILES ? count(record, Profile.SAMPLES) : 1;
  }

  private static int count(ProtoReader fields, int tag) {
    int count = 0;
    while (fields.next()) {
      if (fields.tag() == tag) {
        count++;
      }
    }
    return count;
  }

  private void add(Entry entry, int items) {
    long cost = cost(entry);
    if (!entries.isEmpty() && entriesBytes + cost > maxBytes) {
      finishPart();
      cost = cost(entry);
    }
    if (entries.isEmpty() && cost > maxBytes) {
      tooLargeItems += items;
      return;
    }
    entries.add(entry);
    entriesBytes += cost;
    entriesItems += items;
  }

  /** The most bytes that an entry adds. */
  private long cost(Entry entry) {
    long cost = entry.record.length();
    Entry last = entries.isEmpty() ? null : entries.get(entries.size() - 1);
    if (last == null || last.scope != entry.scope) {
      cost += MAX_LENGTH_BYTES + entry.scope.sharedBytes;
    }
    if (last == null || last.scope.parent != entry.scope.parent) {
      cost += MAX_LENGTH_BYTES + entry.scope.parent.sharedBytes;
    }
    return last == null ? cost + entry.scope.parent.parent.sharedBytes : cost;
  }

  private void finishPart() {
    if (entries.isEmpty()) {
      return;
    }
    ProtoWriter request = new ProtoWriter((int) entriesBytes);
    for (int i = 0; i < entries.size(); ) {
      Level resource = entries.get(i).scope.parent;
      int mark = request.beginMessage(Request.RESOURCES);
      while (i < entries.size() && entries.get(i).scope.parent == resource) {
        i = writeScope(i, request);
      }
      copy(resource.shared, request);
      request.endMessage(mark);
    }
    copy(entries.get(0).scope.parent.parent.shared, request);
    request.trim(request.position());
    parts.add(new Part(request.data(), entriesItems));
    entries.clear();
    entriesBytes = 0;
    entriesItems = 0;
  }

  private int writeScope(int first, ProtoWriter out) {
    Level scope = entries.get(first).scope;
    int mark = out.beginMessage(Resources.SCOPES);
    int i = first;
    for (; i < entries.size() && entries.get(i).scope == scope; i++) {
      Range record = entries.get(i).record;
      out.writeRaw(bytes, record.from, record.length());
    }
    copy(scope.shared, out);
    out.endMessage(mark);
    return i;
  }

  private void copy(List<Range> ranges, ProtoWriter out) {
    for (Range range : ranges) {
      out.writeRaw(bytes, range.from, range.length());
    }
  }
}
