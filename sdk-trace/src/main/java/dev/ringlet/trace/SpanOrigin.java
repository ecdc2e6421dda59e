// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.common.InstrumentationScope;

/** The state that a tracer shares with its spans. Immutable. */
final class SpanOrigin {
  final SpanEngine engine;
  final InstrumentationScope scope;

  /** The scope's number in the sink. */
  final int scopeNumber;

  SpanOrigin(SpanEngine engine, InstrumentationScope scope) {
    this.engine = engine;
    this.scope = scope;
    scopeNumber = engine.sink == null ? 0 : engine.sink.scopes().register(scope);
  }
}
