// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.delivery;

import dev.ringlet.export.Signal;
import dev.ringlet.internal.bytes.ProtoReader;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits an OTLP request between records. The bytes of records, of the other fields of their
 * resource and scope, and of the other fields of the request (the dictionary of profiles) are
 * copied unchanged. Not thread-safe; used once.
 */
final class RequestSplitter {
  private static final int RESOURCES = 1;
  private static final int SCOPES = 2;
  private static final int RECORDS = 2;
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
        children(new ProtoReader(bytes, from, length), RESOURCES, request);
    for (ProtoReader resourceFields : resources) {
      Level resource = new Level(request);
      for (ProtoReader scopeFields : children(resourceFields, SCOPES, resource)) {
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

  private static List<ProtoReader> children(ProtoReader fields, int number, Level level) {
    List<ProtoReader> children = new ArrayList<>();
    while (fields.next()) {
      if (fields.field() == number) {
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
      if (fields.field() == RECORDS) {
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
        int field = record.field();
        if (field == 5 || field == 7 || field == 9 || field == 10 || field == 11) {
          points += count(record.message(), 1);
        }
      }
      return points;
    }
    return signal == Signal.PROFILES ? count(record, 2) : 1;
  }

  private static int count(ProtoReader fields, int number) {
    int count = 0;
    while (fields.next()) {
      if (fields.field() == number) {
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
    ByteArrayOutputStream request = new ByteArrayOutputStream((int) entriesBytes);
    for (int i = 0; i < entries.size(); ) {
      Level resource = entries.get(i).scope.parent;
      ByteArrayOutputStream resourceBody = new ByteArrayOutputStream();
      while (i < entries.size() && entries.get(i).scope.parent == resource) {
        i = writeScope(i, resourceBody);
      }
      copy(resource.shared, resourceBody);
      writeMessage(RESOURCES, resourceBody, request);
    }
    copy(entries.get(0).scope.parent.parent.shared, request);
    parts.add(new Part(request.toByteArray(), entriesItems));
    entries.clear();
    entriesBytes = 0;
    entriesItems = 0;
  }

  private int writeScope(int first, ByteArrayOutputStream out) {
    Level scope = entries.get(first).scope;
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int i = first;
    for (; i < entries.size() && entries.get(i).scope == scope; i++) {
      Range record = entries.get(i).record;
      body.write(bytes, record.from, record.length());
    }
    copy(scope.shared, body);
    writeMessage(SCOPES, body, out);
    return i;
  }

  private void copy(List<Range> ranges, ByteArrayOutputStream out) {
    for (Range range : ranges) {
      out.write(bytes, range.from, range.length());
    }
  }

  private static void writeMessage(
      int field, ByteArrayOutputStream body, ByteArrayOutputStream out) {
    out.write(field << 3 | 2);
    int length = body.size();
    for (; length > 0x7f; length >>>= 7) {
      out.write(length & 0x7f | 0x80);
    }
    out.write(length);
    out.writeBytes(body.toByteArray());
  }
}
