// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.query;

import dev.ringlet.anomalies.Anomaly;
import dev.ringlet.viewer.internal.check.Checks;
import dev.ringlet.viewer.internal.check.FoundAnomalies;
import dev.ringlet.viewer.internal.store.TelemetryStore;
import dev.ringlet.viewer.internal.store.TraceId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What routes did not do before. */
public final class AnomalyQueries {
  private static final double MILLI = 1e6;

  private final TelemetryStore store;
  private final Checks checks;

  AnomalyQueries(TelemetryStore store, Checks checks) {
    this.store = store;
    this.checks = checks;
  }

  /**
   * An attribute value that separates affected spans from others.
   *
   * @param affected share of the affected spans that have it
   * @param others share of the others
   */
  public record Difference(String key, String value, double affected, double others) {}

  /**
   * An anomaly.
   *
   * @param kind {@code latency}, {@code errors} or {@code new_exception}
   * @param observed the latency in nanoseconds at the quantile, or the share of errors
   * @param trace of an example
   * @param kept whether that trace is still there
   * @param open whether it goes on
   */
  public record Row(
      long number,
      String kind,
      String service,
      String route,
      double timeMs,
      long spans,
      long affected,
      double observed,
      double expected,
      double quantile,
      String trace,
      String span,
      boolean kept,
      boolean open,
      @Nullable String slowestChild,
      long slowestChildDuration,
      @Nullable String exceptionType,
      List<Difference> differences) {}

  /**
   * The newest first.
   *
   * @param found how many were found, kept or not
   * @param unwatched spans of routes beyond the most that are watched
   */
  public record Rows(List<Row> rows, long found, long unwatched) {}

  Rows list() {
    return new Rows(
        checks.anomalies().list().stream().map(this::row).toList(),
        checks.anomalies().count(),
        checks.anomalies().unwatchedSpans());
  }

  private Row row(FoundAnomalies.Found found) {
    Anomaly anomaly = found.anomaly();
    return new Row(
        found.number(),
        anomaly.kind().name().toLowerCase(Locale.ROOT),
        found.service(),
        found.route(),
        anomaly.epochNanos() / MILLI,
        anomaly.spans(),
        anomaly.affected(),
        anomaly.observed(),
        anomaly.expected(),
        anomaly.quantile(),
        anomaly.traceId(),
        anomaly.spanId(),
        store.traces().find(TraceId.of(anomaly.traceId())) != null,
        found.isOpen(),
        anomaly.slowestChild(),
        anomaly.slowestChildNanos(),
        anomaly.exceptionType(),
        anomaly.differences().stream()
            .map(
                each ->
                    new Difference(
                        each.key(), each.value(), each.shareOfAffected(), each.shareOfOthers()))
            .toList());
  }

  /** How many go on. */
  int open() {
    return (int) checks.anomalies().list().stream().filter(FoundAnomalies.Found::isOpen).count();
  }

  /** Changes when one is found, and when all are forgotten. */
  long version() {
    return checks.anomalies().version();
  }
}
