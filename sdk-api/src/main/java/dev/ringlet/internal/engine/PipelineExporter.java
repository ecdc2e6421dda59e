// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.engine;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.FailureCause;
import dev.ringlet.export.Payload;
import java.util.Objects;

/**
 * A pipeline as an exporter. The SDK passes its pipeline to a provider through the public {@code
 * addExporter}, so that signals share a clock and buffers. The provider unwraps the pipeline and
 * calls no other method.
 */
public final class PipelineExporter implements Exporter {
  private final Pipeline pipeline;

  /** Wraps {@code pipeline}, which replaces all exporters of the provider. */
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
