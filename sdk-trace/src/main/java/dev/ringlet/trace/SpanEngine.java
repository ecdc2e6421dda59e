// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.internal.engine.RecordEngine;
import dev.ringlet.internal.ids.Ids;
import dev.ringlet.internal.otlp.TraceTags;
import dev.ringlet.internal.record.RecordBuffer;
import java.time.Duration;

/** What all tracers of a provider share. Immutable but for the flag that it is closed. */
final class SpanEngine extends RecordEngine<SpanProcessor> {
  static final int SAMPLED_FLAG = 1;
  static final int RANDOM_FLAG = 2;

  final SpanLimits limits;
  final SpanProcessor[] processors;
  final Sampler sampler;

  /** The sampler if it is one of the simple ones, or null. */
  final Samplers.BuiltIn builtInSampler;

  /** The sampler if it is parent-based, or null. */
  final Samplers.ParentBased parentBasedSampler;

  /** Null when ids are random. */
  final IdGenerator idGenerator;

  final int rootFlags;

  SpanEngine(RingletTracerProvider.Builder builder, SpanProcessor[] processors) {
    super(
        SpanEngine.class,
        builder.anchoredClock(),
        builder.pool,
        builder.resource,
        builder.sink,
        "span processor",
        processors);
    limits = builder.limits;
    this.processors = processors;
    sampler = builder.sampler;
    builtInSampler = sampler instanceof Samplers.BuiltIn ? (Samplers.BuiltIn) sampler : null;
    parentBasedSampler =
        sampler instanceof Samplers.ParentBased ? (Samplers.ParentBased) sampler : null;
    idGenerator = builder.idGenerator;
    rootFlags = idGenerator == null || generatesRandom(idGenerator) ? RANDOM_FLAG : 0;
  }

  @Override
  protected boolean flush(SpanProcessor processor, Duration timeout) {
    return processor.flush(timeout);
  }

  @Override
  protected void close(SpanProcessor processor) {
    processor.close();
  }

  private boolean generatesRandom(IdGenerator generator) {
    try {
      return generator.generatesRandomTraceIds();
    } catch (Throwable t) {
      onUserError("id generator", t);
      return false;
    }
  }

  long nextSpanId() {
    return idGenerator == null ? Ids.random() : foreignId(0);
  }

  long nextTraceIdHigh() {
    return idGenerator == null ? Ids.random() : foreignId(1);
  }

  long nextTraceIdLow() {
    return idGenerator == null ? Ids.random() : foreignId(2);
  }

  private long foreignId(int which) {
    try {
      long id =
          which == 0
              ? idGenerator.nextSpanId()
              : which == 1 ? idGenerator.nextTraceIdHigh() : idGenerator.nextTraceIdLow();
      if (id != 0 || which == 1) {
        return id;
      }
    } catch (Throwable t) {
      onUserError("id generator", t);
    }
    return Ids.random();
  }

  /** Adds to what is known of the parent whether it is sampled. */
  static int withSampled(int parentBits, int inheritedFlags) {
    return parentBits != Samplers.BuiltIn.NO_PARENT && (inheritedFlags & SAMPLED_FLAG) != 0
        ? parentBits | Samplers.BuiltIn.SAMPLED
        : parentBits;
  }

  /** Decides without a request object, or answers null when the sampler needs one. */
  SamplingDecision decideQuick(int bits, long traceIdLow) {
    Samplers.BuiltIn builtIn = builtInSampler;
    if (parentBasedSampler != null) {
      Sampler delegate = parentBasedSampler.delegate(bits);
      builtIn = delegate instanceof Samplers.BuiltIn ? (Samplers.BuiltIn) delegate : null;
    }
    return builtIn == null ? null : builtIn.decide(bits, traceIdLow);
  }

  /** The sampler to ask when {@link #decideQuick} did not decide. */
  Sampler samplerFor(int bits) {
    return parentBasedSampler != null ? parentBasedSampler.delegate(bits) : sampler;
  }

  /** The new span's trace flags: of the parent's, only that the trace id is random is passed on. */
  static int flagsAfter(SamplingDecision decision, int inheritedFlags) {
    int random = inheritedFlags & RANDOM_FLAG;
    return decision == SamplingDecision.RECORD_AND_SAMPLE ? random | SAMPLED_FLAG : random;
  }

  /** The state word of {@link RecordingSpan} for a span that is open. */
  static int word(int kind, int flags, boolean parentRemote, int anchorIndex) {
    return kind << RecordingSpan.KIND_SHIFT
        | flags << RecordingSpan.FLAGS_SHIFT
        | (parentRemote ? RecordingSpan.PARENT_REMOTE : 0)
        | anchorIndex << RecordingSpan.ANCHOR_SHIFT;
  }

  /** Takes a buffer and begins a span in it. */
  RecordBuffer beginSpan() {
    RecordBuffer buffer = pool.take();
    buffer.beginRecord(
        TraceTags.Span.ATTRIBUTES,
        limits.maxAttributes,
        limits.maxAttributeValueLength,
        maxRecordBytes);
    SpanParts.begin(buffer);
    return buffer;
  }

  /** Counts a span that could not be completed; the sink counts what it was given itself. */
  void onLostSpan(Throwable error) {
    onLost("span operation", error);
  }

  /** Counts an exception of ours that must not reach the application. */
  void onInternalError(Throwable error) {
    onUserError("span operation", error);
  }
}
