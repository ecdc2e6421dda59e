// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.anomalies;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts attribute values of the spans of a route, to find those that separate affected spans from
 * others. Counts at most 256 values, none longer than 100 chars; what comes later is not counted
 * until rare ones are forgotten. Not thread-safe.
 */
final class AttributeContrast {
  private static final int MAX_VALUES = 256;
  private static final int MAX_CHARS = 100;
  private static final int MAX_DIFFERENCES = 3;
  private static final int MIN_COUNT = 3;
  private static final double MIN_SHARE = 0.5;
  private static final double MIN_DIFFERENCE = 0.3;

  private record Value(String key, Object value) {}

  private static final class Counts {
    long before;
    long now;
    long slow;
    long failed;
  }

  private final Map<Value, Counts> values = new HashMap<>();
  private long before;

  /** Counts the attributes of a span of the current window. */
  void add(Attributes attributes, boolean slow, boolean failed) {
    attributes.forEach(
        (key, value) -> {
          if (isCounted(key.getType(), value)) {
            add(key, value, slow, failed);
          }
        });
  }

  private static boolean isCounted(AttributeType type, Object value) {
    return switch (type) {
      case STRING -> ((String) value).length() <= MAX_CHARS;
      case BOOLEAN, LONG -> true;
      default -> false;
    };
  }

  private void add(AttributeKey<?> key, Object value, boolean slow, boolean failed) {
    Value entry = new Value(key.getKey(), value);
    Counts counts = values.get(entry);
    if (counts == null) {
      if (values.size() >= MAX_VALUES) {
        return;
      }
      counts = new Counts();
      values.put(entry, counts);
    }
    counts.now++;
    counts.slow += slow ? 1 : 0;
    counts.failed += failed ? 1 : 0;
  }

  /**
   * Ends the window.
   *
   * @param spans the number of its spans if it belongs to what is usual; 0 if it is to be forgotten
   */
  void endWindow(long spans) {
    before += spans;
    for (Counts counts : values.values()) {
      counts.before += spans > 0 ? counts.now : 0;
      counts.now = 0;
      counts.slow = 0;
      counts.failed = 0;
    }
    if (values.size() >= MAX_VALUES) {
      values.values().removeIf(counts -> counts.before < Math.max(2, before / 100));
    }
  }

  /** Halves the counts of earlier windows. */
  void halve() {
    before >>= 1;
    for (Counts counts : values.values()) {
      counts.before >>= 1;
    }
  }

  /** Forgets all windows before the current one. */
  void forget() {
    before = 0;
    for (Counts counts : values.values()) {
      counts.before = 0;
    }
  }

  /**
   * Finds values that separate the affected spans of the current window from others.
   *
   * @param errors whether spans with an error are the affected ones; otherwise slow ones
   */
  List<Anomaly.Difference> differences(boolean errors, long affected, long spans) {
    List<Anomaly.Difference> found = new ArrayList<>();
    long others = spans - affected + before;
    if (others <= 0) {
      return found;
    }
    values.forEach(
        (value, counts) -> {
          long hits = errors ? counts.failed : counts.slow;
          double share = hits / (double) affected;
          double otherShare = Math.min(1, (counts.now - hits + counts.before) / (double) others);
          if (hits >= MIN_COUNT && share >= MIN_SHARE && share - otherShare >= MIN_DIFFERENCE) {
            String text = String.valueOf(value.value);
            found.add(new Anomaly.Difference(value.key, text, share, otherShare));
          }
        });
    found.sort(
        Comparator.<Anomaly.Difference>comparingDouble(d -> d.shareOfOthers() - d.shareOfAffected())
            .thenComparing(Anomaly.Difference::key));
    return found.subList(0, Math.min(MAX_DIFFERENCES, found.size()));
  }
}
