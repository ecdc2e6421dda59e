// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ringlet.common.Clock;
import dev.ringlet.common.Resource;
import dev.ringlet.internal.engine.Pipeline;
import dev.ringlet.internal.engine.PipelineExporter;
import dev.ringlet.internal.time.AnchoredClock;
import dev.ringlet.testing.RecordingSink;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;

/** Keeps the spans it is given and decodes them with the protocol's own classes. */
final class SpanSink extends RecordingSink {
  SpanSink(boolean keep) {
    super(keep);
  }

  /** A builder of a provider that sends here. */
  RingletTracerProvider.Builder provider() {
    return provider(Clock.system());
  }

  RingletTracerProvider.Builder provider(Clock clock) {
    return RingletTracerProvider.builder()
        .setResource(Resource.empty())
        .addExporter(new PipelineExporter(new Pipeline(new AnchoredClock(clock), pool, this)));
  }

  /** All spans so far, in the order in which they ended. */
  List<Span> spans() {
    try {
      return ScopeSpans.parseFrom(scopeMessage()).getSpansList();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("records that cannot be decoded", e);
    }
  }

  /** The one span there is. */
  Span span() {
    List<Span> all = spans();
    if (all.size() != 1) {
      throw new AssertionError("expected one span, found " + all.size());
    }
    return all.get(0);
  }
}
