// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official;

import dev.ringlet.internal.threads.TimedClose;
import dev.ringlet.trace.ReadWriteSpan;
import dev.ringlet.trace.ReadableSpan;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.internal.ExtendedSpanProcessor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Adapts a span processor of the official SDK to Ringlet's interface. */
final class OfficialSpanProcessor implements dev.ringlet.trace.SpanProcessor, TimedClose {
  private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);

  private final Origins origins = new Origins();
  private final SpanProcessor processor;
  private final @Nullable Ending ending;

  /** A class of its own, because its type is internal to the official SDK and may be missing. */
  private interface Ending {
    void onEnding(SpanView span);
  }

  OfficialSpanProcessor(SpanProcessor processor) {
    this.processor = processor;
    ending = ending(processor);
  }

  private static @Nullable Ending ending(SpanProcessor processor) {
    try {
      return processor instanceof ExtendedSpanProcessor extended && extended.isOnEndingRequired()
          ? extended::onEnding
          : null;
    } catch (LinkageError missing) {
      return null;
    }
  }

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {
    if (processor.isStartRequired()) {
      processor.onStart(parentContext, new SpanView(span, span, origins));
    }
  }

  @Override
  public void onEnding(ReadWriteSpan span) {
    if (ending != null) {
      ending.onEnding(new SpanView(span, span, origins));
    }
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (processor.isEndRequired()) {
      processor.onEnd(new SpanView(span, io.opentelemetry.api.trace.Span.getInvalid(), origins));
    }
  }

  @Override
  public boolean flush(Duration timeout) {
    return Results.await(processor.forceFlush(), timeout);
  }

  @Override
  public void close() {
    close(SHUTDOWN_TIMEOUT);
  }

  @Override
  public void close(Duration timeout) {
    Results.await(processor.shutdown(), timeout);
  }

  @Override
  public Object adapted() {
    return processor;
  }

  @Override
  public String toString() {
    return processor.toString();
  }
}
