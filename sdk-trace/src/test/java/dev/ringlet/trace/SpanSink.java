// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ringlet.common.Clock;
import dev.ringlet.common.Resource;
import dev.ringlet.internal.batch.DeliveryCounters;
import dev.ringlet.internal.batch.RecordSink;
import dev.ringlet.internal.batch.ScopeTable;
import dev.ringlet.internal.time.AnchoredClock;
import dev.ringlet.internal.wire.RecordPool;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps the records it is given and decodes them with the protocol's own classes. */
final class SpanSink implements RecordSink {
  final RecordPool pool = new RecordPool(64, 2);
  private final ScopeTable scopes = new ScopeTable(pool);
  private final DeliveryCounters counters = new DeliveryCounters();
  private final List<byte[]> records = new ArrayList<>();
  private final boolean keep;
  private long accepted;

  SpanSink(boolean keep) {
    this.keep = keep;
  }

  /** A builder of a provider that sends here. */
  RingletTracerProvider.Builder provider() {
    return provider(Clock.system());
  }

  RingletTracerProvider.Builder provider(Clock clock) {
    return RingletTracerProvider.builder()
        .setResource(Resource.empty())
        .setPipeline(new AnchoredClock(clock), pool, this);
  }

  @Override
  public void offer(byte[] data, int from, int length, int scope) {
    if (keep) {
      synchronized (records) {
        records.add(Arrays.copyOfRange(data, from, from + length));
      }
    }
    accepted++;
  }

  /** All spans so far, in the order in which they ended. */
  List<Span> spans() {
    synchronized (records) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      records.forEach(all::writeBytes);
      try {
        return ScopeSpans.parseFrom(all.toByteArray()).getSpansList();
      } catch (InvalidProtocolBufferException e) {
        throw new AssertionError("records that cannot be decoded", e);
      }
    }
  }

  /** The one span there is. */
  Span span() {
    List<Span> all = spans();
    if (all.size() != 1) {
      throw new AssertionError("expected one span, found " + all.size());
    }
    return all.get(0);
  }

  @Override
  public int maxRecordBytes() {
    return 1 << 20;
  }

  @Override
  public ScopeTable scopes() {
    return scopes;
  }

  @Override
  public boolean flush(long timeoutNanos) {
    return true;
  }

  @Override
  public void close(long timeoutNanos) {}

  @Override
  public long accepted() {
    return accepted;
  }

  @Override
  public long pending() {
    return 0;
  }

  @Override
  public DeliveryCounters counters() {
    return counters;
  }
}
