// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One metric of one reader: an instrument with a view applied.
 *
 * @param view the view that creates it; only its identity is used
 * @param keeps the attribute keys to keep, or null for all
 * @param exemplars creates the reservoir of a series, or null for the default
 */
public record MetricStream(
    String name,
    String description,
    Instrument instrument,
    Object view,
    SeriesFactory factory,
    boolean delta,
    Predicate<String> keeps,
    int cardinalityLimit,
    Supplier<Exemplars> exemplars) {

  /**
   * Equal keys belong to one metric, which several instruments then write. Not by the methods that
   * the JDK makes for records: those keep the class of a component, and so the class loader of an
   * application that was undeployed, in a static field of the JDK.
   */
  public record Key(String name, String description, Object view, Instrument instrument) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key that
          && name.equals(that.name)
          && Objects.equals(description, that.description)
          && Objects.equals(view, that.view)
          && instrument.equals(that.instrument);
    }

    @Override
    public int hashCode() {
      return Objects.hash(name, description, view, instrument);
    }
  }

  public Key key() {
    return new Key(foldedName(), description, view, instrument);
  }

  /** The name in one case, as names are equal in any. */
  public String foldedName() {
    return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  boolean isSum() {
    return factory.shape() == SeriesFactory.Shape.SUM;
  }

  boolean isMonotonic() {
    return isSum() && instrument.kind().isMonotonic();
  }
}
