// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.jmh;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.TearDown;

/** A span that is current on a thread during a trial. */
public abstract class CurrentSpan {
  private Span span;
  private Scope scope;

  final void enter(Peer peer) {
    span = peer.openTelemetry().getTracer("dev.ringlet.jmh").spanBuilder("s").startSpan();
    scope = span.makeCurrent();
  }

  /** Ends the span. */
  @TearDown(Level.Trial)
  public void leave() {
    scope.close();
    span.end();
  }
}
