// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.query;

import dev.ringlet.viewer.internal.store.ResourceCounts;
import dev.ringlet.viewer.internal.store.TelemetryStore;
import java.util.List;

/** What the page gets when something changed. */
public final class StateQuery {
  private final TelemetryStore store;

  public StateQuery(TelemetryStore store) {
    this.store = store;
  }

  /**
   * Counts and versions: a version changes when something of the signal came or left.
   *
   * @param used share of the memory for spans that is in use
   */
  public record State(
      int traceCount,
      int spans,
      int logs,
      int series,
      int samples,
      long evictedTraces,
      double used,
      long traceVersion,
      long logVersion,
      long metricVersion,
      long profileVersion,
      List<String> services) {}

  /** The state now. */
  public State state() {
    var traces = store.traces().counts();
    var logs = store.logs().counts();
    var metrics = store.metrics().counts();
    var profiles = store.profiles().counts();
    double used =
        Math.max(
            (double) traces.spans() / store.limits().spans(),
            traces.bytes() / (store.limits().bytes() / 2.0));
    return new State(
        traces.traces(),
        traces.spans(),
        logs.logs(),
        metrics.series(),
        profiles.samples(),
        traces.evicted(),
        used,
        traces.version(),
        logs.last(),
        metrics.version(),
        profiles.last(),
        store.resources().stream().map(ResourceCounts::service).distinct().sorted().toList());
  }
}
