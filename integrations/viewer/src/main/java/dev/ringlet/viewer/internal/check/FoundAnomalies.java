// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.check;

import dev.ringlet.anomalies.Anomaly;
import dev.ringlet.anomalies.AnomalyDetector;
import dev.ringlet.viewer.internal.store.StoredSpan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What routes of all services did not do before; the last 200 anomalies are kept. A route is a
 * service with the kind and the name of spans by which requests enter it. Thread-safe.
 */
public final class FoundAnomalies {
  private static final int MAX_ANOMALIES = 200;

  /**
   * An anomaly.
   *
   * @param number 1 for the first that was found
   * @param route without the service
   * @param isOpen whether it goes on
   */
  public record Found(long number, String service, String route, Anomaly anomaly, boolean isOpen) {}

  private final Deque<Anomaly> found = new ArrayDeque<>();
  private AnomalyDetector detector = newDetector();
  private long count;
  private long version;

  FoundAnomalies() {}

  private AnomalyDetector newDetector() {
    return AnomalyDetector.builder(this::add).build();
  }

  /** Looks at the spans of a trace from an index on. */
  void observe(List<StoredSpan> trace, int from) {
    AnomalyDetector current = detector();
    LocalRoots.of(trace, from)
        .forEach(root -> current.record(LocalRoots.route(root.span()), root.observed()));
  }

  private synchronized AnomalyDetector detector() {
    return detector;
  }

  private synchronized void add(Anomaly anomaly) {
    count++;
    version++;
    found.addFirst(anomaly);
    if (found.size() > MAX_ANOMALIES) {
      found.removeLast();
    }
  }

  /** The newest first. */
  public List<Found> list() {
    List<Anomaly> open = detector().open();
    List<Found> list = new ArrayList<>();
    synchronized (this) {
      long number = count;
      for (Anomaly each : found) {
        String route = each.route();
        int end = route.indexOf(LocalRoots.SEPARATOR);
        list.add(
            new Found(
                number--,
                route.substring(0, end),
                route.substring(end + 1),
                each,
                open.contains(each)));
      }
    }
    return list;
  }

  /** Changes when one is found, and when all are forgotten. */
  public synchronized long version() {
    return version;
  }

  /** How many were found, kept or not. */
  public synchronized long count() {
    return count;
  }

  /** Spans that nothing is known of because there are too many routes. */
  public long unwatchedSpans() {
    return detector().unwatchedSpans();
  }

  synchronized void clear() {
    found.clear();
    count = 0;
    version++;
    detector = newDetector();
  }
}
