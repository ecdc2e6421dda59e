// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.function.Predicate;

/**
 * Removes attributes that a view does not keep; caches the results for a few hundred sets.
 *
 * <p>Each set has four possible slots, so that a few sets with equal hashes do not evict each other
 * at every measurement.
 */
final class AttributeFilter {
  private static final int PLACES = 4;
  private static final int GROUPS = 64;

  private final Predicate<String> keeps;
  private final MeterEngine engine;
  private final Known[] known = new Known[GROUPS * PLACES];

  /** Immutable with final fields, so it may be stored and loaded plainly. */
  private record Known(int hash, Attributes from, Attributes to) {}

  AttributeFilter(Predicate<String> keeps, MeterEngine engine) {
    this.keeps = keeps;
    this.engine = engine;
  }

  Attributes apply(Attributes attributes) {
    int hash = SeriesTable.hash(attributes);
    int first = (hash & GROUPS - 1) * PLACES;
    int place = first + (hash >>> 16 & PLACES - 1);
    for (int i = first; i < first + PLACES; i++) {
      Known one = known[i];
      if (one == null) {
        place = i;
      } else if (one.from == attributes || one.hash == hash && one.from.equals(attributes)) {
        return one.to;
      }
    }
    AttributesBuilder kept = attributes.toBuilder();
    kept.removeIf(key -> !keeps(key));
    Attributes to = kept.build();
    known[place] = new Known(hash, attributes, to);
    return to;
  }

  private boolean keeps(AttributeKey<?> key) {
    return Boolean.TRUE.equals(
        engine.ask("attribute filter", one -> keeps.test(one.getKey()), key));
  }
}
