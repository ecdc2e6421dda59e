// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.query;

import dev.ringlet.viewer.internal.store.Distribution;
import dev.ringlet.viewer.internal.store.MetricId;
import dev.ringlet.viewer.internal.store.Point;
import org.jspecify.annotations.Nullable;

/** What changed from one point to the next, also over a restart of the sender. */
final class Rates {
  private Rates() {}

  /** Null if there is nothing to compare with. */
  static @Nullable Double value(MetricId metric, @Nullable Point before, Point point) {
    return switch (metric.type()) {
      case GAUGE -> finite(point.value());
      case SUM -> metric.isMonotonic() ? rate(metric, before, point) : finite(point.value());
      case HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY -> mean(metric, before, point);
    };
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static @Nullable Double rate(MetricId metric, @Nullable Point before, Point point) {
    if (metric.isDelta()) {
      double seconds = (point.timeNanos() - point.startNanos()) / 1e9;
      return point.startNanos() > 0 && seconds > 0 ? finite(point.value() / seconds) : null;
    }
    if (before == null || point.timeNanos() <= before.timeNanos()) {
      return null;
    }
    double change =
        isRestart(before, point) || point.value() < before.value()
            ? point.value()
            : point.value() - before.value();
    return finite(change / ((point.timeNanos() - before.timeNanos()) / 1e9));
  }

  private static @Nullable Double mean(MetricId metric, @Nullable Point before, Point point) {
    Distribution now = point.distribution();
    if (now == null) {
      return null;
    }
    double count = now.count();
    double sum = point.value();
    if (!metric.isDelta() && before != null && !isRestart(before, point)) {
      Distribution then = before.distribution();
      if (then != null && then.count() <= count) {
        count -= then.count();
        sum -= before.value();
      }
    }
    return count > 0 ? finite(sum / count) : null;
  }

  /** Whether a cumulative series began again between the points. */
  static boolean isRestart(Point before, Point point) {
    return point.startNanos() != before.startNanos() && point.startNanos() >= before.timeNanos();
  }
}
