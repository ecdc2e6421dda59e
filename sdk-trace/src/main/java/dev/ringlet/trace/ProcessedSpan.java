// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.common.Resource;
import dev.ringlet.internal.bytes.ProtoReader;
import dev.ringlet.internal.otlp.TraceTags;
import dev.ringlet.internal.record.AttributeReader;
import dev.ringlet.internal.record.EncodedKey;
import dev.ringlet.internal.record.RecordBuffer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A readable span for processors. It copies its record when it ends, because its buffer is reused.
 * Created only when there are processors.
 */
final class ProcessedSpan extends RecordingSpan implements ReadWriteSpan {
  private static final SpanKind[] KINDS = SpanKind.values();
  private static final StatusCode[] CODES = StatusCode.values();
  private static final int ON_START = 0;
  private static final int ON_ENDING = 1;
  private static final int ON_END = 2;

  private static final VarHandle HELD =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "held", VarHandle.class, ProcessedSpan.class, boolean.class);

  /** Set by {@link #started}, right after the start. */
  private SpanContext parent = SpanContext.getInvalid();

  // Written by the thread that ends the span, while busy; read while busy or after ENDED.
  private @Nullable Thread endingThread;
  private long endEpochNanos;
  private byte @Nullable [] record;
  private String description = "";

  /** Whether a processor keeps the span to decide later; see {@link ExportDecision#HOLD}. */
  private volatile boolean held;

  ProcessedSpan(SpanOrigin origin, long parentSpanId) {
    super(origin, parentSpanId);
  }

  /** Calls the processors for the start of the span. */
  ProcessedSpan started(Context context, @Nullable SpanContext parentContext) {
    if (parentContext != null) {
      parent = parentContext;
    }
    tellProcessors(ON_START, context);
    return this;
  }

  /**
   * One guard for all that processors are told, without lambdas, which a full stack cannot link.
   */
  private void tellProcessors(int what, @Nullable Context context) {
    for (SpanProcessor processor : origin.engine.processors) {
      try {
        switch (what) {
          case ON_START -> processor.onStart(Objects.requireNonNull(context), this);
          case ON_ENDING -> processor.onEnding(this);
          default -> processor.onEnd(this);
        }
      } catch (Throwable t) {
        origin.engine.onUserError("span processor", t);
      }
    }
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
      unlock(SpanWord.withLock(w, SpanWord.ENDING));
      origin.engine.countEnded(w);
      tellProcessors(ON_ENDING, null);
      finish();
    } catch (Throwable t) {
      // Only at the end of a stack; a concurrent reader might undo this.
      if (SpanWord.lock(word) != SpanWord.ENDED) {
        word = SpanWord.withLock(word, SpanWord.ENDED);
        origin.engine.onLostSpan(t);
      }
    }
    tellProcessors(ON_END, null);
  }

  private void finish() {
    int w = acquire();
    SpanBuffer b = null;
    try {
      b = buffer();
      buffer = null;
      endingThread = null;
      String last = b.statusDescription;
      description = last == null ? "" : last;
      complete(b, w, endEpochNanos);
      record = Arrays.copyOfRange(b.data(), RecordBuffer.HEADROOM, b.position());
      unlock(SpanWord.withLock(w, SpanWord.ENDED));
      handOver(b, w, decide());
    } catch (Throwable t) {
      word = SpanWord.withLock(w, SpanWord.ENDED);
      origin.engine.onLostSpan(t);
    } finally {
      if (b != null) {
        origin.engine.recycle(b);
      }
    }
  }

  private ExportDecision decide() {
    ExportDecision last = ExportDecision.DEFAULT;
    for (SpanProcessor processor : origin.engine.processors) {
      try {
        ExportDecision decision = processor.decide(this);
        if (decision != null && decision.compareTo(last) > 0) {
          last = decision;
        }
      } catch (Throwable t) {
        origin.engine.onUserError("span processor", t);
      }
      if (last == ExportDecision.DROP) {
        break;
      }
    }
    return last;
  }

  private void handOver(SpanBuffer b, int w, ExportDecision decision) {
    switch (decision) {
      case DEFAULT -> handOver(b, w);
      case KEEP -> origin.engine.offer(b, origin.scopeNumber);
      case DROP -> onFiltered(w);
      case HOLD -> held = true;
    }
  }

  private void onFiltered(int w) {
    if (SpanWord.isSampled(w)) {
      origin.engine.onFiltered();
    }
  }

  @Override
  public boolean export() {
    byte[] bytes = record;
    if (bytes == null || !HELD.compareAndSet(this, true, false)) {
      return false;
    }
    RecordBuffer b = null;
    try {
      b = origin.engine.pool.take();
      b.beginRecord(TraceTags.Span.ATTRIBUTES, 0, 0, 0);
      b.ensure(bytes.length);
      System.arraycopy(bytes, 0, b.data(), b.position(), bytes.length);
      b.position(b.position() + bytes.length);
      origin.engine.offer(b, origin.scopeNumber);
    } catch (Throwable t) {
      origin.engine.onLostSpan(t);
    } finally {
      if (b != null) {
        b.release();
      }
    }
    return true;
  }

  @Override
  public boolean discard() {
    if (!HELD.compareAndSet(this, true, false)) {
      return false;
    }
    onFiltered(word);
    return true;
  }

  @Override
  public void removeAttributes(Predicate<String> names) {
    getAttributes()
        .forEach(
            (key, value) -> {
              Boolean matches =
                  origin.engine.ask("predicate of attributes", names::test, key.getKey());
              if (!Boolean.FALSE.equals(matches)) {
                remove(key.getKey());
              }
            });
  }

  private void remove(String name) {
    EncodedKey key = origin.engine.key(name);
    int w = acquire();
    if (w != SpanWord.REFUSED) {
      try {
        if (buffer != null && key != null) {
          buffer.remove(key);
        }
      } finally {
        word = w;
      }
    }
  }

  private ProtoReader reader() {
    byte[] span = toOtlp();
    return new ProtoReader(span, 0, span.length);
  }

  @Override
  public List<SpanEvent> getEvents() {
    return SpanDecoder.events(reader());
  }

  @Override
  public List<SpanLink> getLinks() {
    return SpanDecoder.links(reader());
  }

  @Override
  public int getDroppedAttributes() {
    return SpanDecoder.number(reader(), TraceTags.Span.DROPPED_ATTRIBUTES_COUNT);
  }

  @Override
  public int getDroppedEvents() {
    return SpanDecoder.number(reader(), TraceTags.Span.DROPPED_EVENTS_COUNT);
  }

  @Override
  public int getDroppedLinks() {
    return SpanDecoder.number(reader(), TraceTags.Span.DROPPED_LINKS_COUNT);
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
    return origin.engine.resource;
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
    SpanBuffer b = buffer;
    String now = b == null ? description : b.statusDescription;
    word = w;
    return now == null ? "" : now;
  }

  @Override
  public Attributes getAttributes() {
    return AttributeReader.read(reader(), TraceTags.Span.ATTRIBUTES);
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
      SpanBuffer b = buffer();
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
