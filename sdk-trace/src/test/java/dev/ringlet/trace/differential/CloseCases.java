// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

/** What is still in hand when the SDK is closed. */
final class CloseCases {
  private CloseCases() {}

  static Program useAfterClose() {
    return Program.of(
        "use after close",
        run -> {
          Tracer tracer = run.api.getTracer("before");
          SpanBuilder builder = tracer.spanBuilder("builder from before").setAttribute("k", 1);
          run.start(tracer.spanBuilder("ended before")).end();
          Span open = run.start(tracer.spanBuilder("open"));
          run.close();
          run.see(open);
          run.attempt(() -> open.setAttribute("k", 1).addEvent("e"));
          run.attempt(open::end);
          run.attempt(() -> run.see("recording " + open.isRecording()));
          run.attempt(() -> run.start(builder).end());
          run.attempt(() -> run.see("enabled " + tracer.isEnabled()));
          run.attempt(() -> run.start(tracer.spanBuilder("root after")).end());
          Context parent = Context.root().with(open);
          run.attempt(() -> run.start(tracer.spanBuilder("child after").setParent(parent)).end());
          run.attempt(() -> run.start(run.api.getTracer("after").spanBuilder("s")).end());
          run.attempt(run::close);
        });
  }
}
