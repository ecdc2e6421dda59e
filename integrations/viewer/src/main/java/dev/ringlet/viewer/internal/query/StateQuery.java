// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.query;

import dev.ringlet.viewer.internal.store.ResourceCounts;
import dev.ringlet.viewer.internal.store.TelemetryStore;
import java.util.List;

/** What the page gets when something changed. */
public final class StateQuery {
  private final TelemetryStore store;
  private final FindingQueries findings;
  private final AnomalyQueries anomalies;

  StateQuery(TelemetryStore store, FindingQueries findings, AnomalyQueries anomalies) {
    this.store = store;
    this.findings = findings;
    this.anomalies = anomalies;
  }

  /**
   * Counts and versions: a version changes when something of the signal came or left.
   *
   * @param used share of the memory for spans that is in use
   * @param errors findings that are errors
   * @param warnings findings that are warnings
   * @param openAnomalies anomalies that go on
   * @param anomalyVersion changes when one was found, and when all are forgotten
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
      int errors,
      int warnings,
      int findings,
      long findingVersion,
      int openAnomalies,
      long anomalyVersion,
      List<String> services) {}

  /** The state now. */
  public State state() {
    var traces = store.traces().counts();
    var logs = store.logs().counts();
    var metrics = store.metrics().counts();
    var profiles = store.profiles().counts();
    var found = findings.summary();
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
        found.errors(),
        found.warnings(),
        found.all(),
        found.version(),
        anomalies.open(),
        anomalies.version(),
        store.resources().stream().map(ResourceCounts::service).distinct().sorted().toList());
  }
}
