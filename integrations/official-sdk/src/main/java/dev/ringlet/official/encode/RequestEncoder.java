// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official.encode;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.otlp.EnvelopeTags;
import dev.ringlet.internal.otlp.EnvelopeTags.Scopes;
import dev.ringlet.internal.record.RecordBuffer;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.request.Envelopes;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes records of one kind as complete OTLP requests, grouped by resource and scope in the order
 * in which they first appear. The fields around the records are encoded once and kept.
 *
 * <p>Not thread-safe.
 *
 * @param <T> the records
 */
public abstract class RequestEncoder<T> {
  private static final int MOST_KEPT = 1000;
  private static final int POOLED_BUFFERS = 4;

  final RecordPool pool = new RecordPool(POOLED_BUFFERS, 1);
  private final Map<Resource, Envelope> resources = new IdentityHashMap<>();
  private final Map<InstrumentationScopeInfo, Envelope> scopes = new IdentityHashMap<>();
  private final List<Group<T>> groups = new ArrayList<>();
  private int used;

  RequestEncoder() {}

  /** What stands before the records, and the schema URL behind them. */
  private record Envelope(byte[] head, byte[] tail) {}

  private static final class Group<T> {
    final List<T> records = new ArrayList<>();
    Resource resource = Resource.empty();
    InstrumentationScopeInfo scope = InstrumentationScopeInfo.empty();
    boolean written;
  }

  abstract Resource resource(T entry);

  abstract InstrumentationScopeInfo scope(T entry);

  /** Writes the fields of a record. */
  abstract void write(ProtoWriter out, T entry);

  /** How many items of the signal a record is. */
  int items(T entry) {
    return 1;
  }

  /**
   * Writes a request.
   *
   * @return the number of items in it
   */
  public final int encode(Collection<? extends T> records, ProtoWriter out) {
    int items = 0;
    Group<T> last = null;
    for (T entry : records) {
      if (entry != null) {
        last = group(last, resource(entry), scope(entry));
        last.records.add(entry);
        items += items(entry);
      }
    }
    try {
      for (int i = 0; i < used; i++) {
        if (!groups.get(i).written) {
          writeResource(out, i);
        }
      }
    } finally {
      forget();
    }
    return items;
  }

  /** Writes the records of one scope after another, each as a message without tag and length. */
  public final List<byte[]> encodeScopes(Collection<? extends T> records) {
    List<byte[]> messages = new ArrayList<>();
    Group<T> last = null;
    for (T entry : records) {
      last = group(last, Resource.empty(), scope(entry));
      last.records.add(entry);
    }
    try {
      for (int i = 0; i < used; i++) {
        ProtoWriter out = new ProtoWriter(256);
        writeContent(out, groups.get(i));
        messages.add(Arrays.copyOf(out.data(), out.position()));
      }
    } finally {
      forget();
    }
    return messages;
  }

  private void forget() {
    for (int i = 0; i < used; i++) {
      Group<T> group = groups.get(i);
      group.records.clear();
      group.written = false;
      group.resource = Resource.empty();
      group.scope = InstrumentationScopeInfo.empty();
    }
    used = 0;
  }

  private Group<T> group(Group<T> last, Resource resource, InstrumentationScopeInfo scope) {
    if (last != null && last.resource == resource && last.scope == scope) {
      return last;
    }
    for (int i = 0; i < used; i++) {
      Group<T> group = groups.get(i);
      if (group.scope.equals(scope) && group.resource.equals(resource)) {
        return group;
      }
    }
    if (used == groups.size()) {
      groups.add(new Group<>());
    }
    Group<T> group = groups.get(used++);
    group.resource = resource;
    group.scope = scope;
    return group;
  }

  private void writeResource(ProtoWriter out, int first) {
    Resource resource = groups.get(first).resource;
    Envelope envelope = envelope(resource);
    int mark = out.beginMessage(EnvelopeTags.Request.RESOURCES);
    out.writeRaw(envelope.head, 0, envelope.head.length);
    for (int i = first; i < used; i++) {
      Group<T> group = groups.get(i);
      if (group.resource.equals(resource)) {
        group.written = true;
        int scope = out.beginMessage(EnvelopeTags.Resources.SCOPES);
        writeContent(out, group);
        out.endMessage(scope);
      }
    }
    out.writeRaw(envelope.tail, 0, envelope.tail.length);
    out.endMessage(mark);
  }

  private void writeContent(ProtoWriter out, Group<T> group) {
    Envelope envelope = envelope(group.scope);
    out.writeRaw(envelope.head, 0, envelope.head.length);
    for (T entry : group.records) {
      int mark = out.beginMessage(Scopes.RECORDS);
      write(out, entry);
      out.endMessage(mark);
    }
    out.writeRaw(envelope.tail, 0, envelope.tail.length);
  }

  private Envelope envelope(Resource resource) {
    Envelope known = resources.get(resource);
    if (known == null) {
      if (resources.size() >= MOST_KEPT) {
        resources.clear();
      }
      known =
          new Envelope(
              Envelopes.resource(
                  pool, dev.ringlet.common.Resource.create(resource.getAttributes())),
              Envelopes.schemaUrl(pool, resource.getSchemaUrl()));
      resources.put(resource, known);
    }
    return known;
  }

  private Envelope envelope(InstrumentationScopeInfo scope) {
    Envelope known = scopes.get(scope);
    if (known == null) {
      if (scopes.size() >= MOST_KEPT) {
        scopes.clear();
      }
      known =
          new Envelope(
              Envelopes.scope(
                  pool,
                  InstrumentationScope.builder(scope.getName())
                      .setVersion(scope.getVersion())
                      .setAttributes(scope.getAttributes())
                      .build()),
              Envelopes.schemaUrl(pool, scope.getSchemaUrl()));
      scopes.put(scope, known);
    }
    return known;
  }

  /** Writes attributes as fields with a tag. */
  final void attributes(ProtoWriter out, int tag, Attributes attributes) {
    if (!attributes.isEmpty()) {
      RecordBuffer buffer = pool.take();
      try {
        buffer.begin(tag, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
        attributes.forEach(buffer);
        out.writeRaw(buffer.data(), 0, buffer.position());
      } finally {
        buffer.release();
      }
    }
  }

  /** Writes a trace or span id, of its hex digits. */
  static void id(ProtoWriter out, int tag, String hex) {
    int length = hex.length() / 2;
    out.writeTag(tag);
    out.writeVarint(length);
    for (int i = 0; i < length; i++) {
      int high = Character.digit(hex.charAt(2 * i), 16);
      out.writeByte(high << 4 | Character.digit(hex.charAt(2 * i + 1), 16));
    }
  }

  /** Writes a trace state in the form of the W3C header, unless it is empty. */
  static void traceState(ProtoWriter out, int tag, TraceState state) {
    if (!state.isEmpty()) {
      StringBuilder text = new StringBuilder();
      state.forEach(
          (key, value) -> text.append(text.length() == 0 ? "" : ",").append(key + "=" + value));
      out.writeString(tag, text.toString());
    }
  }

  static void fixed32(ProtoWriter out, int tag, int value) {
    out.writeTag(tag);
    out.ensure(Integer.BYTES);
    ProtoWriter.putFixed32(out.data(), out.position(), value);
    out.position(out.position() + Integer.BYTES);
  }

  /** Writes a fixed64 field also when it is zero. */
  static void fixed64(ProtoWriter out, int tag, long bits) {
    out.writeTag(tag);
    raw64(out, bits);
  }

  static void raw64(ProtoWriter out, long bits) {
    out.ensure(Long.BYTES);
    ProtoWriter.putFixed64(out.data(), out.position(), bits);
    out.position(out.position() + Long.BYTES);
  }
}
