// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.viewer.internal.query;

import dev.ringlet.viewer.internal.store.Distribution;
import dev.ringlet.viewer.internal.store.Point;
import dev.ringlet.viewer.internal.store.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Histograms over time: how many measurements fell into each band of values in each interval.
 * Buckets of several series, and exponential ones of any scale, are laid on the same bands; a
 * bucket that spans several is spread over them evenly.
 */
final class HeatMap {
  private static final int MAX_BANDS = 40;
  private static final int MAX_COLUMNS = 120;

  /**
   * Cells.
   *
   * @param times ends of the intervals, in milliseconds
   * @param bounds of the bands, one more than bands, ascending
   * @param counts by interval, then by band from the lowest
   */
  record Grid(double[] times, double[] bounds, double[][] counts) {}

  /** Counts of one interval in buckets with both bounds. */
  private record Cells(double timeMs, double[] bounds, double[] counts) {}

  private HeatMap() {}

  static Grid of(List<Series.View> series, long sinceMillis) {
    List<Cells> all = new ArrayList<>();
    for (Series.View each : series) {
      Point before = null;
      for (Point point : each.points()) {
        double timeMs = point.timeNanos() / 1e6;
        if (timeMs >= sinceMillis && point.distribution() != null) {
          boolean whole = each.metric().isDelta() || before == null && isFresh(point);
          if (whole || before != null) {
            all.add(cells(timeMs, whole ? null : before, point));
          }
        }
        before = point;
      }
    }
    double[] bounds = bands(all);
    double[] times = columns(all);
    double[][] counts = new double[times.length][Math.max(0, bounds.length - 1)];
    for (Cells cells : all) {
      int column = column(times, cells.timeMs);
      spread(cells, bounds, counts[column]);
    }
    return new Grid(times, bounds, counts);
  }

  /** The first point of a young series is its first interval. */
  private static boolean isFresh(Point point) {
    return point.startNanos() > 0 && point.timeNanos() - point.startNanos() < 120_000_000_000L;
  }

  private static Cells cells(double timeMs, Point before, Point point) {
    Distribution now = point.distribution();
    double[] bounds = closed(now);
    double[] counts = now.counts().clone();
    Distribution then =
        before == null || Rates.isRestart(before, point) ? null : before.distribution();
    if (then != null && then.count() <= now.count()) {
      // by value: an exponential histogram may have changed its scale or offset in between
      TreeMap<Double, Double> upTo = cumulative(then);
      double last = 0;
      double sum = 0;
      for (int i = 0; i < counts.length; i++) {
        sum += counts[i];
        double earlier =
            i == counts.length - 1
                ? then.count()
                : upTo.floorEntry(bounds[i + 1]) == null
                    ? 0
                    : upTo.floorEntry(bounds[i + 1]).getValue();
        double difference = sum - earlier;
        counts[i] = Math.max(0, difference - last);
        last = Math.max(last, difference);
      }
    }
    return new Cells(timeMs, bounds, counts);
  }

  private static TreeMap<Double, Double> cumulative(Distribution distribution) {
    TreeMap<Double, Double> upTo = new TreeMap<>();
    double sum = 0;
    for (int i = 0; i < distribution.bounds().length && i < distribution.counts().length; i++) {
      sum += distribution.counts()[i];
      upTo.put(distribution.bounds()[i], sum);
    }
    return upTo;
  }

  /** Bounds with a lowest and a highest one, which senders leave open. */
  private static double[] closed(Distribution distribution) {
    double[] inner = distribution.bounds();
    int last = inner.length - 1;
    double[] bounds = new double[inner.length + 2];
    System.arraycopy(inner, 0, bounds, 1, inner.length);
    double lowest = inner.length == 0 ? 0 : Math.min(0, inner[0]);
    double highest = inner.length == 0 ? 1 : inner[last] > 0 ? inner[last] * 2 : 1;
    bounds[0] =
        Double.isNaN(distribution.min())
            ? lowest
            : Math.min(distribution.min(), inner.length == 0 ? distribution.min() : inner[0]);
    bounds[last + 2] =
        Double.isNaN(distribution.max())
            ? highest
            : Math.max(distribution.max(), inner.length == 0 ? distribution.max() : inner[last]);
    return bounds;
  }

  private static double[] bands(List<Cells> all) {
    TreeSet<Double> found = new TreeSet<>();
    for (Cells cells : all) {
      for (int i = 0; i < cells.counts.length && i + 1 < cells.bounds.length; i++) {
        if (cells.counts[i] > 0) {
          found.add(cells.bounds[i]);
          found.add(cells.bounds[i + 1]);
        }
      }
    }
    found.removeIf(bound -> !Double.isFinite(bound));
    if (found.size() == 1) { // all measurements are equal
      double only = found.first();
      found.add(only + Math.max(1, Math.abs(only)));
    }
    List<Double> bounds = new ArrayList<>(found);
    if (bounds.size() <= MAX_BANDS + 1) {
      return bounds.stream().mapToDouble(Double::doubleValue).toArray();
    }
    double[] fewer = new double[MAX_BANDS + 1];
    for (int i = 0; i <= MAX_BANDS; i++) {
      fewer[i] = bounds.get((int) ((long) i * (bounds.size() - 1) / MAX_BANDS));
    }
    return fewer;
  }

  private static double[] columns(List<Cells> all) {
    TreeSet<Double> times = new TreeSet<>();
    all.forEach(cells -> times.add(Math.floor(cells.timeMs / 1000) * 1000 + 1000));
    if (times.size() <= MAX_COLUMNS) {
      return times.stream().mapToDouble(Double::doubleValue).toArray();
    }
    double first = times.first();
    double step = (times.last() - first) / (MAX_COLUMNS - 1);
    double[] even = new double[MAX_COLUMNS];
    for (int i = 0; i < MAX_COLUMNS; i++) {
      even[i] = first + i * step;
    }
    return even;
  }

  private static int column(double[] times, double timeMs) {
    for (int i = 0; i < times.length; i++) {
      if (timeMs <= times[i]) {
        return i;
      }
    }
    return times.length - 1;
  }

  private static void spread(Cells cells, double[] bands, double[] counts) {
    for (int i = 0; i < cells.counts.length && i + 1 < cells.bounds.length; i++) {
      if (cells.counts[i] > 0) {
        spread(cells.bounds[i], cells.bounds[i + 1], cells.counts[i], bands, counts);
      }
    }
  }

  private static void spread(
      double low, double high, double count, double[] bands, double[] counts) {
    if (counts.length == 0) {
      return; // no bound is finite
    }
    int first = 0;
    while (first < counts.length - 1 && bands[first + 1] <= low) {
      first++;
    }
    int last = first;
    while (last < counts.length - 1 && bands[last + 1] < high) {
      last++;
    }
    for (int band = first; band <= last; band++) {
      counts[band] += count / (last - first + 1);
    }
  }
}
