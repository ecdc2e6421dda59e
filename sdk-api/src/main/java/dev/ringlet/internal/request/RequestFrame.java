// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.request;

import dev.ringlet.common.Resource;
import dev.ringlet.internal.bytes.ProtoWriter;
import dev.ringlet.internal.delivery.Request;
import dev.ringlet.internal.otlp.EnvelopeTags;
import dev.ringlet.internal.otlp.EnvelopeTags.Resources;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.ring.RecordGroups;

/**
 * Builds request messages around records that are already encoded.
 *
 * <pre>
 *   ExportTraceServiceRequest    0a length
 *     ResourceSpans                 0a … resource, encoded once
 *       ScopeSpans                  12 length
 *         scope                        0a … encoded once
 *         Span …                       12 length … as it lay in the ring, tag and length included
 *         schema_url                   1a …
 *       schema_url                  1a …
 * </pre>
 *
 * <p>The messages of spans and log records have the same shape. All lengths are known before the
 * first byte is written. Immutable but for the scopes it reads.
 */
public final class RequestFrame {
  /** Most bytes of a tag and a length. */
  private static final int HEADER_BYTES = 6;

  private final byte[] resource;
  private final byte[] schemaUrl;
  private final ScopeTable scopes;

  /** Creates a frame for records of {@code resource}, whose scopes are in {@code scopes}. */
  public RequestFrame(RecordPool pool, Resource resource, ScopeTable scopes) {
    this.resource = Envelopes.resource(pool, resource);
    this.schemaUrl = Envelopes.schemaUrl(pool, resource.getSchemaUrl());
    this.scopes = scopes;
  }

  /** Most bytes of a request apart from its records and their scopes. */
  public int fixedBytes() {
    return HEADER_BYTES + resource.length + schemaUrl.length;
  }

  /** Most bytes that a scope adds to a request apart from its records; 0 for an unknown number. */
  public int scopeBytes(int scope) {
    return scopes.contains(scope)
        ? HEADER_BYTES + scopes.head(scope).length + scopes.tail(scope).length
        : 0;
  }

  /** Writes a request with one record. */
  public void write(byte[] record, int from, int length, int scope, Request target) {
    write(new One(record, from, length, scope), target);
  }

  /** Copies the records with everything around them into {@code target}. */
  public void write(RecordGroups records, Request target) {
    long inner = (long) resource.length + schemaUrl.length;
    for (int g = 0; g < records.groups(); g++) {
      inner += messageSize(groupLength(records, g));
    }
    int total = Math.toIntExact(messageSize(inner));
    byte[] d = target.body(total);
    int at = put(d, putHeader(d, 0, EnvelopeTags.Request.RESOURCES, (int) inner), resource);
    for (int g = 0; g < records.groups(); g++) {
      int scope = records.scopeOf(g);
      at = putHeader(d, at, Resources.SCOPES, (int) groupLength(records, g));
      at = records.copy(g, d, put(d, at, scopes.head(scope)));
      at = put(d, at, scopes.tail(scope));
    }
    target.filled(put(d, at, schemaUrl), records.items());
  }

  private long groupLength(RecordGroups records, int group) {
    int scope = records.scopeOf(group);
    return (long) scopes.head(scope).length + records.bytesOf(group) + scopes.tail(scope).length;
  }

  /** A record alone. */
  private record One(byte[] data, int from, int length, int scope) implements RecordGroups {
    @Override
    public int items() {
      return 1;
    }

    @Override
    public int groups() {
      return 1;
    }

    @Override
    public int scopeOf(int group) {
      return scope;
    }

    @Override
    public int bytesOf(int group) {
      return length;
    }

    @Override
    public int copy(int group, byte[] target, int at) {
      System.arraycopy(data, from, target, at, length);
      return at + length;
    }
  }

  private static long messageSize(long length) {
    return 1 + ProtoWriter.varintSize(length) + length;
  }

  private static int putHeader(byte[] d, int at, int tag, int length) {
    d[at] = (byte) tag;
    return ProtoWriter.putVarint(d, at + 1, length);
  }

  private static int put(byte[] d, int at, byte[] bytes) {
    System.arraycopy(bytes, 0, d, at, bytes.length);
    return at + bytes.length;
  }
}
