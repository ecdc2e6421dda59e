// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.internal.engine;

import dev.ringlet.common.Clock;
import dev.ringlet.common.Resource;
import dev.ringlet.config.Config;
import dev.ringlet.export.Exporter;
import dev.ringlet.export.Signal;
import dev.ringlet.internal.batch.BatchPolicy;
import dev.ringlet.internal.batch.BatchWorker;
import dev.ringlet.internal.batch.FanOutSink;
import dev.ringlet.internal.batch.RecordSink;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.request.RequestFrame;
import dev.ringlet.internal.request.ScopeTable;
import dev.ringlet.internal.time.AnchoredClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The clock, the buffers and the sink of the records of a signal.
 *
 * @param sink destination of the records, or null if nothing is exported
 * @param counts counts what is created, or null if no metric says it
 */
public record Pipeline(
    AnchoredClock clock,
    RecordPool pool,
    @Nullable RecordSink sink,
    @Nullable CreationCounts counts) {
  private static final int POOLED_BUFFERS = 256;

  /** Creates a pipeline without counts of what is created. */
  public Pipeline(AnchoredClock clock, RecordPool pool, @Nullable RecordSink sink) {
    this(clock, pool, sink, null);
  }

  /**
   * Returns the pipeline of a {@link PipelineExporter} if there is one among the exporters, else a
   * new pipeline with one batch worker for each exporter and the defaults of the specification.
   *
   * @param exporters empty if nothing is exported
   * @param prefix prefix of the properties of the signal's batch processor, such as {@code bsp}
   */
  public static Pipeline to(
      List<Exporter> exporters,
      Clock clock,
      Resource resource,
      Signal signal,
      String prefix,
      long delayNanos) {
    for (Exporter exporter : exporters) {
      if (exporter instanceof PipelineExporter ready) {
        return ready.pipeline();
      }
    }
    AnchoredClock anchored = AnchoredClock.of(clock);
    RecordPool pool = new RecordPool(POOLED_BUFFERS, BatchPolicy.defaultStripes());
    if (exporters.isEmpty()) {
      return new Pipeline(anchored, pool, null);
    }
    ScopeTable scopes = new ScopeTable(pool);
    RequestFrame frame = new RequestFrame(pool, resource, scopes);
    Config defaults = Config.of(Map.of(), Map.of(), Map.of());
    BatchPolicy policy = BatchPolicy.fromConfig(defaults, signal, prefix, delayNanos);
    List<BatchWorker> workers = new ArrayList<>();
    for (Exporter exporter : exporters) {
      workers.add(new BatchWorker(policy, frame, scopes, exporter, anchored::resync));
    }
    return new Pipeline(anchored, pool, FanOutSink.of(workers));
  }
}
