// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.internal.ids.Ids;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The identity of a span for its children: ids, trace state and the {@linkplain SpanWord word}. A
 * span of the API extends it; a place of a {@link SpanRecorder} has one.
 */
class SpanIdentity {
  static final VarHandle WORD =
      ConstantBootstraps.fieldVarHandle(
          MethodHandles.lookup(), "word", VarHandle.class, SpanIdentity.class, int.class);

  long traceIdHigh;
  long traceIdLow;
  long spanId;

  @SuppressWarnings("NullAway.Init") // set while the span starts
  TraceState traceState;

  /** Volatile for a span of the API, whose lock it is; plain for a recorder, which has its own. */
  volatile int word;

  /** A context with these ids and flags, and any span id and trace state. */
  final SpanContext context(long id, TraceState state) {
    return SpanContext.create(
        Ids.traceIdHex(traceIdHigh, traceIdLow),
        Ids.spanIdHex(id),
        TraceFlags.fromByte((byte) SpanWord.flags(plainWord())),
        state);
  }

  /** The word, for a thread that shares it with no other. */
  final int plainWord() {
    return (int) WORD.get(this);
  }

  final void setPlainWord(int newWord) {
    WORD.set(this, newWord);
  }
}
