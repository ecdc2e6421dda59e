// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.common.Resource;
import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.otlp.TraceTags;
import dev.ringlet.internal.record.AttributeReader;
import dev.ringlet.internal.record.RecordBuffer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.Arrays;

/**
 * A span that processors look at: it can be read, and keeps a copy of its record when it ends,
 * since its buffer goes to another span. Only made when there are processors.
 */
final class ProcessedSpan extends RecordingSpan implements ReadWriteSpan {
  private static final SpanKind[] KINDS = SpanKind.values();
  private static final StatusCode[] CODES = StatusCode.values();

  /** Null until it is given by {@link #started}, right after construction. */
  private SpanContext parent;

  // Written by the thread that ends the span, while busy; read while busy or after ENDED.
  private Thread endingThread;
  private long endEpochNanos;
  private byte[] record;
  private String description = "";

  ProcessedSpan(
      RingletTracer tracer,
      long traceIdHigh,
      long traceIdLow,
      long spanId,
      long parentSpanId,
      TraceState traceState,
      String name,
      long startEpochNanos,
      RecordBuffer buffer,
      int state) {
    super(
        tracer,
        traceIdHigh,
        traceIdLow,
        spanId,
        parentSpanId,
        traceState,
        name,
        startEpochNanos,
        buffer,
        state);
  }

  /** Tells the processors that the span has started. */
  ProcessedSpan started(Context context, SpanContext parentContext) {
    parent = parentContext == null ? SpanContext.getInvalid() : parentContext;
    for (SpanProcessor processor : engine().processors) {
      try {
        processor.onStart(context, this);
      } catch (Throwable t) {
        engine().onUserError("span processor", t);
      }
    }
    return this;
  }

  @Override
  boolean mayChangeWhileEnding() {
    return endingThread == Thread.currentThread();
  }

  @Override
  void endAt(long requestedEpochNanos) {
    int s = acquire();
    if (s == REFUSED) {
      return;
    }
    if ((s & LOCK_MASK) == ENDING) {
      state = s; // a processor that ends the span while it is being ended
      return;
    }
    try {
      endEpochNanos = requestedEpochNanos != 0 ? requestedEpochNanos : now();
      endingThread = Thread.currentThread();
      release(s & ~LOCK_MASK | ENDING);
      tellOfEnding();
      finish();
    } catch (Throwable t) {
      // Only at the end of a stack; a concurrent reader might undo this.
      if ((state & LOCK_MASK) != ENDED) {
        state = state & ~LOCK_MASK | ENDED;
        engine().onLostSpan(t);
      }
    }
    for (SpanProcessor processor : engine().processors) {
      try {
        processor.onEnd(this);
      } catch (Throwable t) {
        engine().onUserError("span processor", t);
      }
    }
  }

  private void tellOfEnding() {
    for (SpanProcessor processor : engine().processors) {
      try {
        processor.onEnding(this);
      } catch (Throwable t) {
        engine().onUserError("span processor", t);
      }
    }
  }

  private void finish() {
    int s = acquire();
    RecordBuffer b = null;
    try {
      b = buffer();
      buffer = null;
      endingThread = null;
      String last = SpanParts.of(b).statusDescription;
      description = last == null ? "" : last;
      complete(b, s, endEpochNanos);
      record = Arrays.copyOfRange(b.data(), RecordBuffer.HEADROOM, b.position());
      handOver(b, s);
      release(s & ~LOCK_MASK | ENDED);
    } catch (Throwable t) {
      state = s & ~LOCK_MASK | ENDED;
      engine().onLostSpan(t);
    } finally {
      if (b != null) {
        SpanParts.release(b);
      }
    }
  }

  @Override
  public SpanContext getParentSpanContext() {
    return parent;
  }

  @Override
  public String getName() {
    int s = acquireToRead();
    String now = name;
    state = s;
    return now;
  }

  @Override
  public SpanKind getKind() {
    return KINDS[(state >>> KIND_SHIFT) & 7];
  }

  @Override
  public InstrumentationScope getInstrumentationScope() {
    return tracer.scope;
  }

  @Override
  public Resource getResource() {
    return engine().resource;
  }

  @Override
  public long getStartEpochNanos() {
    return startEpochNanos;
  }

  @Override
  public long getEndEpochNanos() {
    int s = acquireToRead();
    long end = endEpochNanos;
    state = s;
    return end;
  }

  @Override
  public long getLatencyNanos() {
    long end = getEndEpochNanos();
    return (end != 0 ? end : engine().clock.epochNanos(anchorIndex())) - startEpochNanos;
  }

  @Override
  public boolean hasEnded() {
    return !isRecording();
  }

  @Override
  public StatusCode getStatusCode() {
    int s = acquireToRead();
    state = s;
    return CODES[(s & STATUS_MASK) >>> STATUS_SHIFT];
  }

  @Override
  public String getStatusDescription() {
    int s = acquireToRead();
    RecordBuffer b = buffer;
    String now = b == null ? description : SpanParts.of(b).statusDescription;
    state = s;
    return now == null ? "" : now;
  }

  @Override
  public Attributes getAttributes() {
    byte[] span = toOtlp();
    return AttributeReader.read(
        new ProtoReader(span, 0, span.length), TraceTags.Span.ATTRIBUTES >>> 3);
  }

  @Override
  public <T> T getAttribute(AttributeKey<T> key) {
    return key == null ? null : getAttributes().get(key);
  }

  @Override
  public byte[] toOtlp() {
    int s = acquireToRead();
    try {
      if (record != null) {
        return record.clone();
      }
      RecordBuffer b = buffer();
      int mark = b.position();
      complete(b, s, endEpochNanos);
      byte[] copy = Arrays.copyOfRange(b.data(), RecordBuffer.HEADROOM, b.position());
      b.position(mark);
      return copy;
    } finally {
      state = s;
    }
  }
}
