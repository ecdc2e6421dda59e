// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import java.util.List;

/** Uses everything of a span for the first time where the stack is full; prints what works then. */
public final class SpanFirstUseMain {
  private static final long STACK_BYTES = 200_000;
  private static final int MAX_TRIES = 300;

  private static int tries;

  private SpanFirstUseMain() {}

  public static void main(String[] args) throws InterruptedException {
    SpanSink sink = new SpanSink(true);
    Tracer tracer = sink.provider().build().get("test");
    Thread thread = new Thread(null, () -> deeper(tracer), "full", STACK_BYTES);
    thread.start();
    thread.join();
    use(tracer.spanBuilder("after").startSpan());
    var last = sink.spans().get(sink.spans().size() - 1);
    System.out.println(
        last.getName()
            + " attributes "
            + last.getAttributesCount()
            + " events "
            + last.getEventsCount()
            + " links "
            + last.getLinksCount());
  }

  /** Fills the stack, and tries from there on, at each frame on the way back. */
  private static void deeper(Tracer tracer) {
    try {
      deeper(tracer);
    } catch (StackOverflowError e) {
      if (tries++ < MAX_TRIES) {
        use(tracer.spanBuilder("full").startSpan());
      }
    }
  }

  private static void use(Span span) {
    span.setAttribute("text", "value");
    span.setAttribute(AttributeKey.longArrayKey("list"), List.of(1L));
    span.setAttribute("value", Value.of("text"));
    span.recordException(new IllegalStateException("text"));
    span.addLink(span.getSpanContext());
    span.end();
  }
}
