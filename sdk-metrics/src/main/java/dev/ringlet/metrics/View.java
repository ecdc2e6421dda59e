// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes the metrics of the instruments that an {@link InstrumentSelector} selects. Follows the
 * OpenTelemetry specification, "Metrics SDK", section "View". Immutable.
 *
 * <p>Attributes that a view removes from points may still appear on exemplars, which hold all
 * attributes of their measurement. Remove sensitive attributes before the measurement, or set the
 * exemplar filter to {@link ExemplarFilter#ALWAYS_OFF}.
 */
public final class View {
  static final View DEFAULT = builder().build();

  final @Nullable String name;
  final @Nullable String description;
  final @Nullable Predicate<String> keeps;
  final Aggregation aggregation;
  final int cardinalityLimit;
  final @Nullable Supplier<ExemplarReservoir> exemplarReservoir;

  private View(Builder builder) {
    name = builder.name;
    description = builder.description;
    keeps = builder.keeps;
    aggregation = builder.aggregation;
    cardinalityLimit = builder.cardinalityLimit;
    exemplarReservoir = builder.exemplarReservoir;
  }

  /** Starts with a view that changes nothing. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the other view, with the settings of this one where the other has none. */
  View overriddenBy(View other) {
    Builder both = builder();
    both.name = other.name != null ? other.name : name;
    both.description = other.description != null ? other.description : description;
    both.keeps = keeps == null || other.keeps == null ? keeps : keeps.and(other.keeps);
    if (both.keeps == null) {
      both.keeps = other.keeps;
    }
    boolean silent = other.aggregation == Aggregation.defaultAggregation();
    both.aggregation = silent ? aggregation : other.aggregation;
    both.cardinalityLimit = other.cardinalityLimit != 0 ? other.cardinalityLimit : cardinalityLimit;
    both.exemplarReservoir =
        other.exemplarReservoir != null ? other.exemplarReservoir : exemplarReservoir;
    return both.build();
  }

  /** Collects what a view changes. Not thread-safe. */
  public static final class Builder {
    private @Nullable String name;
    private @Nullable String description;
    private @Nullable Predicate<String> keeps;
    private Aggregation aggregation = Aggregation.defaultAggregation();
    private int cardinalityLimit;
    private @Nullable Supplier<ExemplarReservoir> exemplarReservoir;

    private Builder() {}

    /** Sets the name of the metric, in place of the instrument's. */
    public Builder setName(String name) {
      this.name = Objects.requireNonNull(name, "name");
      return this;
    }

    /** Sets the description of the metric, in place of the instrument's. */
    public Builder setDescription(String description) {
      this.description = Objects.requireNonNull(description, "description");
      return this;
    }

    /** Sets the aggregation. */
    public Builder setAggregation(Aggregation aggregation) {
      this.aggregation = Objects.requireNonNull(aggregation, "aggregation");
      return this;
    }

    /** Keeps attributes with these keys only. */
    public Builder setAttributeKeys(Collection<String> keys) {
      Set<String> kept = checked(keys);
      keeps = kept::contains;
      return this;
    }

    /** Removes the attributes with these keys. */
    public Builder setExcludedAttributeKeys(Collection<String> keys) {
      Set<String> dropped = checked(keys);
      keeps = key -> !dropped.contains(key);
      return this;
    }

    private static Set<String> checked(Collection<String> keys) {
      for (String key : Objects.requireNonNull(keys, "keys")) {
        Objects.requireNonNull(key, "keys");
      }
      return Set.copyOf(keys);
    }

    /**
     * Keeps attributes whose key passes; the predicate must always return the same for the same
     * key.
     */
    public Builder setAttributeFilter(Predicate<String> keeps) {
      this.keeps = Objects.requireNonNull(keeps, "keeps");
      return this;
    }

    /**
     * Sets the maximum number of series, which overrides the reader's limit.
     *
     * @param cardinalityLimit 1 or more; further measurements are added to one series with the
     *     attribute {@code otel.metric.overflow}
     */
    public Builder setCardinalityLimit(int cardinalityLimit) {
      if (cardinalityLimit < 1) {
        throw new IllegalArgumentException(
            "cardinalityLimit must be 1 or more: " + cardinalityLimit);
      }
      this.cardinalityLimit = cardinalityLimit;
      return this;
    }

    /** Sets the supplier of exemplar reservoirs, called once for each series. */
    public Builder setExemplarReservoir(Supplier<ExemplarReservoir> exemplarReservoir) {
      this.exemplarReservoir = Objects.requireNonNull(exemplarReservoir, "exemplarReservoir");
      return this;
    }

    /** Creates the view. */
    public View build() {
      return new View(this);
    }
  }
}
