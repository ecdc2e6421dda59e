// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.clients;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.extension.kotlin.ContextExtensionsKt;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.Dispatchers;

/** Spans in coroutines on other threads, under the span of the caller. */
final class KotlinClient implements Client {
  @Override
  public void run(OpenTelemetry openTelemetry) throws InterruptedException {
    Tracer tracer = openTelemetry.getTracer("client");
    Span span = tracer.spanBuilder("order").startSpan();
    CoroutineContext context =
        ContextExtensionsKt.asContextElement(Context.root().with(span))
            .plus(Dispatchers.getDefault());
    for (int i = 0; i < 3; i++) {
      int number = i;
      BuildersKt.runBlocking(
          context,
          (scope, continuation) -> {
            tracer.spanBuilder("in coroutine " + number).startSpan().end();
            return null;
          });
    }
    tracer.spanBuilder("outside").startSpan().end();
    span.end();
  }
}
