// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samplers;

import dev.ringlet.trace.IdGenerator;
import dev.ringlet.trace.ReadableSpan;
import dev.ringlet.trace.RingletTracerProvider;
import dev.ringlet.trace.Sampler;
import dev.ringlet.trace.SpanProcessor;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;

/** Starts spans of a provider with a sampler, and shows what became of them. */
final class Spans implements AutoCloseable {
  /** What the sampler made of a span; attributes only where it is recorded. */
  record Outcome(boolean recorded, boolean sampled, TraceState state, Attributes attributes) {}

  private final RingletTracerProvider provider;
  private Attributes recorded = Attributes.empty();
  private long traceIdLow;

  Spans(Sampler sampler) {
    this(sampler, true);
  }

  Spans(Sampler sampler, boolean randomIds) {
    provider =
        RingletTracerProvider.builder()
            .setSampler(sampler)
            .setIdGenerator(
                new IdGenerator() {
                  @Override
                  public long nextTraceIdHigh() {
                    return 1;
                  }

                  @Override
                  public long nextTraceIdLow() {
                    return traceIdLow;
                  }

                  @Override
                  public long nextSpanId() {
                    return 2;
                  }

                  @Override
                  public boolean generatesRandomTraceIds() {
                    return randomIds;
                  }
                })
            .addSpanProcessor(
                new SpanProcessor() {
                  @Override
                  public void onEnd(ReadableSpan span) {
                    recorded = span.getAttributes();
                  }
                })
            .build();
  }

  /** Starts and ends a span below a context, whose trace id a root span would have. */
  Outcome span(
      SpanContext parent, long rootTraceIdLow, String name, SpanKind kind, Attributes attributes) {
    traceIdLow = rootTraceIdLow;
    recorded = Attributes.empty();
    SpanBuilder builder =
        provider
            .get("test")
            .spanBuilder(name)
            .setSpanKind(kind)
            .setAllAttributes(attributes)
            .setParent(Context.root().with(Span.wrap(parent)));
    Span span = builder.startSpan();
    boolean recording = span.isRecording();
    span.end();
    SpanContext made = span.getSpanContext();
    return new Outcome(recording, made.isSampled(), made.getTraceState(), recorded);
  }

  /** Starts and ends a root span. */
  Outcome root(String name, SpanKind kind, Attributes attributes) {
    return span(SpanContext.getInvalid(), 5, name, kind, attributes);
  }

  @Override
  public void close() {
    provider.close();
  }
}
