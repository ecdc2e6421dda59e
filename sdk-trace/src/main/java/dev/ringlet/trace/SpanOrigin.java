// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.internal.record.KnownTexts;

/** The state that a tracer shares with its spans. Immutable but for the names that it knows. */
final class SpanOrigin {
  final SpanEngine engine;
  final InstrumentationScope scope;

  /** The scope's number in the sink. */
  final int scopeNumber;

  /** Names of spans, as their field. */
  final KnownTexts names = new KnownTexts();

  SpanOrigin(SpanEngine engine, InstrumentationScope scope) {
    this.engine = engine;
    this.scope = scope;
    scopeNumber = engine.sink == null ? 0 : engine.sink.scopes().register(scope);
  }
}
