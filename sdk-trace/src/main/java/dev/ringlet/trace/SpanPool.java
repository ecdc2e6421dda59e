// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace;

import dev.ringlet.internal.engine.Pipeline;
import dev.ringlet.internal.record.RecordBuffer;
import dev.ringlet.internal.record.RecordPool;

/** Lends the buffers of spans. The pool of the pipeline lends those of the other signals. */
final class SpanPool extends RecordPool {
  private SpanPool(RecordPool ofPipeline) {
    super(ofPipeline);
  }

  /** The pipeline with a pool of this class. */
  static Pipeline in(Pipeline pipeline) {
    return pipeline.pool() instanceof SpanPool
        ? pipeline
        : new Pipeline(
            pipeline.clock(), new SpanPool(pipeline.pool()), pipeline.sink(), pipeline.counts());
  }

  @Override
  protected RecordBuffer newBuffer(Home home) {
    return new SpanBuffer(home);
  }
}
