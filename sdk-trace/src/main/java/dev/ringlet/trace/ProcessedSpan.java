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
import io.opentelemetry.context.Context;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A readable span for processors. It copies its record when it ends, because its buffer is reused.
 * Created only when there are processors.
 */
final class ProcessedSpan extends RecordingSpan implements ReadWriteSpan {
  private static final SpanKind[] KINDS = SpanKind.values();
  private static final StatusCode[] CODES = StatusCode.values();

  /** Set by {@link #started}, right after the start. */
  private SpanContext parent = SpanContext.getInvalid();

  // Written by the thread that ends the span, while busy; read while busy or after ENDED.
  private @Nullable Thread endingThread;
  private long endEpochNanos;
  private byte @Nullable [] record;
  private String description = "";

  ProcessedSpan(SpanOrigin origin, long parentSpanId) {
    super(origin, parentSpanId);
  }

  /** Calls the processors for the start of the span. */
  ProcessedSpan started(Context context, @Nullable SpanContext parentContext) {
    if (parentContext != null) {
      parent = parentContext;
    }
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
    int w = acquire();
    if (w == SpanWord.REFUSED) {
      return;
    }
    if (SpanWord.lock(w) == SpanWord.ENDING) {
      word = w; // a processor that ends the span while it is being ended
      return;
    }
    try {
      endEpochNanos = endTime(requestedEpochNanos, w);
      endingThread = Thread.currentThread();
      release(SpanWord.withLock(w, SpanWord.ENDING));
      engine().countEnded(w);
      processorsOnEnding();
      finish();
    } catch (Throwable t) {
      // Only at the end of a stack; a concurrent reader might undo this.
      if (SpanWord.lock(word) != SpanWord.ENDED) {
        word = SpanWord.withLock(word, SpanWord.ENDED);
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

  private void processorsOnEnding() {
    for (SpanProcessor processor : engine().processors) {
      try {
        processor.onEnding(this);
      } catch (Throwable t) {
        engine().onUserError("span processor", t);
      }
    }
  }

  private void finish() {
    int w = acquire();
    RecordBuffer b = null;
    try {
      b = buffer();
      buffer = null;
      endingThread = null;
      String last = SpanParts.of(b).statusDescription;
      description = last == null ? "" : last;
      complete(b, w, endEpochNanos);
      record = Arrays.copyOfRange(b.data(), RecordBuffer.HEADROOM, b.position());
      handOver(b, w);
      release(SpanWord.withLock(w, SpanWord.ENDED));
    } catch (Throwable t) {
      word = SpanWord.withLock(w, SpanWord.ENDED);
      engine().onLostSpan(t);
    } finally {
      if (b != null) {
        engine().recycle(b);
      }
    }
  }

  @Override
  public SpanContext getParentSpanContext() {
    return parent;
  }

  @Override
  public String getName() {
    int w = acquireToRead();
    String now = name;
    word = w;
    return now;
  }

  @Override
  public SpanKind getKind() {
    return KINDS[SpanWord.kind(word)];
  }

  @Override
  public InstrumentationScope getInstrumentationScope() {
    return origin.scope;
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
    int w = acquireToRead();
    long end = endEpochNanos;
    word = w;
    return end;
  }

  @Override
  public long getLatencyNanos() {
    long end = getEndEpochNanos();
    return (end != 0 ? end : endTime(0, word)) - startEpochNanos;
  }

  @Override
  public boolean hasEnded() {
    return !isRecording();
  }

  @Override
  public StatusCode getStatusCode() {
    int w = acquireToRead();
    word = w;
    return CODES[SpanWord.status(w)];
  }

  @Override
  public String getStatusDescription() {
    int w = acquireToRead();
    RecordBuffer b = buffer;
    String now = b == null ? description : SpanParts.of(b).statusDescription;
    word = w;
    return now == null ? "" : now;
  }

  @Override
  public Attributes getAttributes() {
    byte[] span = toOtlp();
    return AttributeReader.read(
        new ProtoReader(span, 0, span.length), TraceTags.Span.ATTRIBUTES >>> 3);
  }

  @Override
  public <T> @Nullable T getAttribute(AttributeKey<T> key) {
    return key == null ? null : getAttributes().get(key);
  }

  @Override
  public byte[] toOtlp() {
    int w = acquireToRead();
    try {
      if (record != null) {
        return record.clone();
      }
      RecordBuffer b = buffer();
      int mark = b.position();
      complete(b, w, endEpochNanos);
      byte[] copy = Arrays.copyOfRange(b.data(), RecordBuffer.HEADROOM, b.position());
      b.position(mark);
      return copy;
    } finally {
      word = w;
    }
  }
}
