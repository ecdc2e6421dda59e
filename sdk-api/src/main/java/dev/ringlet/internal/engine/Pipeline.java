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
import dev.ringlet.internal.batch.RecordSink;
import dev.ringlet.internal.record.RecordPool;
import dev.ringlet.internal.request.RequestFrame;
import dev.ringlet.internal.request.ScopeTable;
import dev.ringlet.internal.time.AnchoredClock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What records are made with and where they go.
 *
 * @param sink null when nothing is exported
 */
public record Pipeline(AnchoredClock clock, RecordPool pool, @Nullable RecordSink sink) {
  private static final int POOLED_BUFFERS = 256;

  /**
   * A pipeline of its own for one signal, which batches with the defaults of the specification.
   *
   * @param exporter null when nothing is exported
   * @param prefix of the properties of the signal's batch processor, such as {@code bsp}
   */
  public static Pipeline batched(
      Clock clock,
      Resource resource,
      @Nullable Exporter exporter,
      Signal signal,
      String prefix,
      long delayNanos) {
    AnchoredClock anchored = new AnchoredClock(clock);
    RecordPool pool = new RecordPool(POOLED_BUFFERS, BatchPolicy.defaultStripes());
    if (exporter == null) {
      return new Pipeline(anchored, pool, null);
    }
    ScopeTable scopes = new ScopeTable(pool);
    Config defaults = Config.of(Map.of(), Map.of(), Map.of());
    BatchPolicy policy = BatchPolicy.fromConfig(defaults, signal, prefix, delayNanos);
    RequestFrame frame = new RequestFrame(pool, resource, scopes);
    return new Pipeline(
        anchored, pool, new BatchWorker(policy, frame, scopes, exporter, anchored::resync));
  }
}
