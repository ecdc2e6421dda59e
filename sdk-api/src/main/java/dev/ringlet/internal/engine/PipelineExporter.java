// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.engine;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import java.util.Objects;

/**
 * A pipeline in the place of an exporter. It lets an SDK give a provider the pipeline that it has
 * made, so that signals share a clock and buffers, by a method that users see as well. The provider
 * takes the pipeline out and calls nothing else.
 */
public final class PipelineExporter implements Exporter {
  private final Pipeline pipeline;

  /** Stands for the exporters that {@code pipeline} feeds. */
  public PipelineExporter(Pipeline pipeline) {
    this.pipeline = Objects.requireNonNull(pipeline, "pipeline");
  }

  Pipeline pipeline() {
    return pipeline;
  }

  @Override
  public ExportResult export(Payload payload) {
    return ExportResult.permanent(FailureCause.INTERNAL, "a pipeline takes records, no requests");
  }

  @Override
  public void close() {}
}
