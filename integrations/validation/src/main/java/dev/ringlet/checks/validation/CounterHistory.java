// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.checks.validation;

import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The last value of each cumulative series, for a bounded number of series. Those whose names and
 * attributes take more than 4 KiB are not compared.
 */
final class CounterHistory {
  private static final int MAX_SERIES_BYTES = 4 << 10;

  private final int maxSeries;
  private final Map<Series, Last> last = new HashMap<>();

  CounterHistory(int maxSeries) {
    this.maxSeries = maxSeries;
  }

  private record Series(int resource, String scope, String metric, Set<KeyValue> attributes) {}

  private record Last(long start, long time, double value) {}

  void clear() {
    last.clear();
  }

  /**
   * Takes a point of a series.
   *
   * @return how much less it is than the one before with the same start, or zero
   */
  double decrease(
      ResourceFacts resource,
      String scope,
      String metric,
      List<KeyValue> attributes,
      long start,
      long time,
      double value) {
    if (isLarge(scope, metric, attributes)) {
      return 0;
    }
    Series series = new Series(resource.number(), scope, metric, new HashSet<>(attributes));
    Last before = last.get(series);
    if (before == null && last.size() >= maxSeries) {
      return 0;
    }
    if (before != null && Long.compareUnsigned(time, before.time) <= 0) {
      return 0; // an older point that comes late, or one that was sent again
    }
    last.put(series, new Last(start, time, value));
    return before != null && before.start == start && value < before.value
        ? before.value - value
        : 0;
  }

  private static boolean isLarge(String scope, String metric, List<KeyValue> attributes) {
    long bytes = scope.length() + (long) metric.length();
    for (KeyValue attribute : attributes) {
      bytes += attribute.getSerializedSize();
    }
    return bytes > MAX_SERIES_BYTES;
  }
}
