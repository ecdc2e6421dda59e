// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/**
 * What all parts of the shop use to trace: nothing but {@code io.opentelemetry.api}. It counts what
 * the shop produces, so that a receiver's counts can be held against it.
 */
final class ShopTelemetry {
  private final OpenTelemetry openTelemetry;
  private final LongAdder spansEnded = new LongAdder();
  private final LongAdder logLines = new LongAdder();
  private final LongAdder measurements = new LongAdder();

  ShopTelemetry(OpenTelemetry openTelemetry) {
    this.openTelemetry = openTelemetry;
  }

  /** Work that runs inside a span. */
  @FunctionalInterface
  interface Work<T> {
    T run(Span span) throws IOException;
  }

  OpenTelemetry openTelemetry() {
    return openTelemetry;
  }

  /** Runs work inside a span that is the child of the current one. */
  <T> T inSpan(String scope, SpanKind kind, String name, Attributes attributes, Work<T> work)
      throws IOException {
    return inSpan(Context.current(), scope, kind, name, attributes, work);
  }

  /**
   * Runs work inside a span, which is current meanwhile. The span of work that throws records the
   * exception and has the status ERROR.
   */
  @SuppressWarnings("try") // the scope is there to be closed
  <T> T inSpan(
      Context parent, String scope, SpanKind kind, String name, Attributes attributes, Work<T> work)
      throws IOException {
    Span span =
        openTelemetry
            .getTracer(scope)
            .spanBuilder(name)
            .setParent(parent)
            .setSpanKind(kind)
            .setAllAttributes(attributes)
            .startSpan();
    try (Scope ignored = parent.with(span).makeCurrent()) {
      return work.run(span);
    } catch (IOException | RuntimeException e) {
      span.recordException(e);
      span.setStatus(StatusCode.ERROR, e.getMessage());
      throw e;
    } finally {
      span.end();
      if (span.getSpanContext().isSampled()) {
        spansEnded.increment();
      }
    }
  }

  /** To be called with each line that is logged. */
  void logged() {
    logLines.increment();
  }

  /** To be called with each measurement of a counter, which adds 1, or of a histogram. */
  void measured() {
    measurements.increment();
  }

  /** How many sampled spans have ended. */
  long spansEnded() {
    return spansEnded.sum();
  }

  /** How many lines were logged. */
  long logLines() {
    return logLines.sum();
  }

  /** How many measurements were made by counters and histograms. */
  long measurements() {
    return measurements.sum();
  }
}
