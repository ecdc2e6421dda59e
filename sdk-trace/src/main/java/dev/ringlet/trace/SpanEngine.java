// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.internal.engine.ClosingPart;
import dev.ringlet.internal.engine.CreationCounts;
import dev.ringlet.internal.engine.Pipeline;
import dev.ringlet.internal.engine.RecordEngine;
import dev.ringlet.internal.ids.Ids;
import dev.ringlet.internal.record.RecordBuffer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * State that all tracers of a provider share. Immutable except for the flag that the provider is
 * closed.
 */
final class SpanEngine extends RecordEngine<SpanProcessor> {
  private static final Class<?> API_CONTEXT = SpanContext.getInvalid().getClass();
  private static final int LEAST_PART_BYTES = 1024;

  final SpanLimits limits;
  final SpanProcessor[] processors;
  private final int partsBytes;
  private final SamplerChoice sampler;

  /** Null when ids are random. */
  private final @Nullable IdGenerator idGenerator;

  final int rootFlags;

  SpanEngine(Pipeline pipeline, SpanSettings settings) {
    super(
        SpanEngine.class,
        SpanPool.in(pipeline),
        settings.resource(),
        "span processor",
        settings.processors().toArray(new SpanProcessor[0]));
    limits = settings.limits();
    processors = settings.processors().toArray(new SpanProcessor[0]);
    sampler = new SamplerChoice(settings.sampler());
    idGenerator = settings.idGenerator();
    boolean random =
        idGenerator == null
            || Boolean.TRUE.equals(
                ask("id generator", IdGenerator::generatesRandomTraceIds, idGenerator));
    rootFlags = random ? SpanWord.RANDOM_FLAG : 0;
    partsBytes = SpanEncoder.partsBytes(maxRecordBytes);
  }

  @Override
  protected boolean flush(SpanProcessor processor, Duration timeout) {
    return processor.flush(timeout);
  }

  @Override
  protected void close(SpanProcessor processor) {
    processor.close();
  }

  @Override
  protected void addOthers(List<ClosingPart> parts) {
    parts.add(new ClosingPart("sampler", left -> tell("sampler", SamplerChoice::close, sampler)));
  }

  long nextSpanId() {
    IdGenerator generator = idGenerator;
    return generator == null ? Ids.random() : foreignId(generator, 0);
  }

  private long foreignId(IdGenerator generator, int which) {
    try {
      long id =
          which == 0
              ? generator.nextSpanId()
              : which == 1 ? generator.nextTraceIdHigh() : generator.nextTraceIdLow();
      if (id != 0 || which == 1) {
        return id;
      }
    } catch (Throwable t) {
      onUserError("id generator", t);
    }
    return Ids.random();
  }

  long nextTraceIdHigh() {
    IdGenerator generator = idGenerator;
    return generator == null ? Ids.random() : foreignId(generator, 1);
  }

  long nextTraceIdLow() {
    IdGenerator generator = idGenerator;
    return generator == null ? Ids.random() : foreignId(generator, 2);
  }

  /**
   * The context of a span of any class, in classes that run no code of the application; or null.
   */
  @Nullable SpanContext contextOf(@Nullable Span span) {
    try {
      SpanContext context = span == null ? null : span.getSpanContext();
      if (context == null || context instanceof BaseSpan) {
        return context;
      }
      TraceState state = TraceStates.safe(context.getTraceState());
      if (context.getClass() == API_CONTEXT && state == context.getTraceState()) {
        return context;
      }
      boolean valid = context.isValid();
      String traceId = valid ? context.getTraceId() : TraceId.getInvalid();
      String spanId = valid ? context.getSpanId() : SpanId.getInvalid();
      return context.isRemote()
          ? SpanContext.createFromRemoteParent(traceId, spanId, context.getTraceFlags(), state)
          : SpanContext.create(traceId, spanId, context.getTraceFlags(), state);
    } catch (Throwable t) {
      onUserError("span context", t);
      return null;
    }
  }

  /** Decides without a request, or returns null if the sampler needs one. */
  @Nullable SamplingDecision decideQuick(long parentSpanId, int word, long traceIdLow) {
    return sampler.decideQuick(Samplers.parentBits(parentSpanId, word), traceIdLow);
  }

  /**
   * Decides by a sampler that needs a request; a failure counts as {@link SamplingDecision#DROP}.
   *
   * @param buffer of the new span
   * @param context the parent's context
   * @param parent the parent's span context; null for a root span and a child within a recorder
   */
  SamplingDecision ask(
      SpanIdentity span,
      String name,
      SpanBuffer buffer,
      Context context,
      @Nullable SpanContext parent,
      long parentSpanId) {
    SamplingDecision decision = null;
    try {
      Sampler asked = sampler.forParent(Samplers.parentBits(parentSpanId, span.plainWord()));
      decision = buffer.samplerCall().ask(asked, span, name, context, parent, parentSpanId);
    } catch (Throwable t) {
      onUserError("sampler", t);
    }
    return decision == null ? SamplingDecision.DROP : decision;
  }

  /** Counts a span that starts, if a metric says how many there are. */
  void countStarted(CreationCounts counting, long parentSpanId, int word, SamplingDecision made) {
    int parent = CreationCounts.NO_PARENT;
    if (parentSpanId != 0) {
      parent =
          SpanWord.isParentRemote(word)
              ? CreationCounts.REMOTE_PARENT
              : CreationCounts.LOCAL_PARENT;
    }
    counting.spanStarted(parent, made.ordinal());
  }

  /** Counts the end of a span that was recorded, if a metric says how many there are. */
  void countEnded(int word) {
    CreationCounts counting = counts;
    if (counting != null) {
      SamplingDecision made =
          SpanWord.isSampled(word)
              ? SamplingDecision.RECORD_AND_SAMPLE
              : SamplingDecision.RECORD_ONLY;
      counting.spanEnded(made.ordinal());
    }
  }

  /** Takes a buffer with old content. */
  SpanBuffer take() {
    return (SpanBuffer) pool.take();
  }

  /** Takes a buffer and begins a span in it. */
  SpanBuffer beginSpan() {
    SpanBuffer buffer = take();
    buffer.beginSpan(limits, partsBytes);
    return buffer;
  }

  /** Gives a span's buffer back after its end, when the span is no longer busy. */
  void recycle(SpanBuffer buffer) {
    reportCut(buffer);
    buffer.releaseSpan();
  }

  /**
   * The maximum size of an event or a link in a span, from an unlocked read of its buffer, which
   * may be null, and to which another thread may be writing; the span checks it again.
   */
  int partBytes(@Nullable SpanBuffer buffer) {
    int used = buffer == null ? 0 : buffer.position();
    int left = partsBytes - (partsBytes >> 5) - used; // as attributes do; see AttributeBuffer
    return Math.max(LEAST_PART_BYTES, Math.max(left - (partsBytes >> 4), left / 2));
  }

  /** Puts attributes of any class, as far as they can be read. */
  void putAll(RecordBuffer target, Attributes attributes) {
    try {
      attributes.forEach(target);
    } catch (Throwable t) {
      onUserError("class of attributes", t);
    }
  }

  /** The type of a key of any class, or null. */
  @Nullable AttributeType typeOf(AttributeKey<?> key) {
    try {
      return key.getType();
    } catch (Throwable t) {
      onUserError("class of attribute keys", t);
      return null;
    }
  }

  /** Counts a span that could not be completed; the sink counts what it was given itself. */
  void onLostSpan(Throwable error) {
    onLost("span operation", error);
  }

  /** Counts an exception of the SDK, which must not reach the application. */
  void onInternalError(Throwable error) {
    onUserError("span operation", error);
  }
}
