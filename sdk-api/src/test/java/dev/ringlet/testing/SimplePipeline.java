// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.testing;

import static dev.ringlet.testing.Await.LONG_NANOS;

import dev.ringlet.common.Clock;
import dev.ringlet.common.Resource;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.batch.DirectSink;
import dev.ringlet.internal.engine.Pipeline;
import dev.ringlet.internal.engine.PipelineExporter;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.request.RequestFrame;
import dev.ringlet.internal.request.ScopeTable;
import dev.ringlet.internal.time.AnchoredClock;

/** What a simple processor is in this SDK: a pipeline that exports on the recording thread. */
public final class SimplePipeline {
  private SimplePipeline() {}

  /** A pipeline to an exporter, for the builder of a provider. */
  public static PipelineExporter to(Signal signal, Exporter exporter) {
    RecordPool pool = new RecordPool(64, 2);
    ScopeTable scopes = new ScopeTable(pool);
    RequestFrame frame = new RequestFrame(pool, Resource.empty(), scopes);
    DirectSink sink = new DirectSink(signal, frame, scopes, exporter, LONG_NANOS);
    return new PipelineExporter(new Pipeline(new AnchoredClock(Clock.system()), pool, sink));
  }
}
