// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.instrument;

import dev.ringlet.metrics.series.Buckets;
import dev.ringlet.metrics.series.Instrument;
import dev.ringlet.metrics.series.InstrumentKind;
import io.opentelemetry.api.common.AttributeKey;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.logging.Level;

/** The settings of a builder of an instrument. Not thread-safe. */
public final class InstrumentSettings {
  final InstrumentRegistry registry;
  private final String name;
  private final InstrumentKind kind;
  private String description = "";
  private String unit = "";
  private double[] boundaries;
  private List<AttributeKey<?>> attributesAdvice;

  /**
   * Begins with a name.
   *
   * @param kind of the synchronous instrument
   */
  public InstrumentSettings(InstrumentRegistry registry, String name, InstrumentKind kind) {
    this.registry = registry;
    this.name = name;
    this.kind = kind;
  }

  InstrumentFactory factory() {
    return InstrumentFactory.CURRENT;
  }

  void setDescription(String description) {
    this.description = description == null ? "" : registry.engine().cut("description", description);
  }

  void setUnit(String unit) {
    this.unit = unit == null ? "" : registry.engine().cut("unit", unit);
  }

  void setBoundaries(List<? extends Number> boundaries) {
    if (boundaries != null) {
      double[] usable = Buckets.usable(boundaries);
      if (usable != null) {
        this.boundaries = usable;
      } else {
        registry
            .engine()
            .logger
            .log(
                Level.WARNING,
                "boundaries of " + name,
                () ->
                    "The bucket boundaries advised for " + name + " are not finite and ascending");
      }
    }
  }

  void setAttributesAdvice(List<AttributeKey<?>> keys) {
    attributesAdvice = keys == null ? null : keys.stream().filter(Objects::nonNull).toList();
  }

  Instrument instrument(boolean isLong) {
    return instrument(isLong, kind);
  }

  private Instrument instrument(boolean isLong, InstrumentKind kind) {
    return new Instrument(name, description, unit, kind, isLong, boundaries, attributesAdvice);
  }

  Observer observer(boolean isLong) {
    InstrumentKind observed =
        switch (kind) {
          case COUNTER -> InstrumentKind.OBSERVABLE_COUNTER;
          case UP_DOWN_COUNTER -> InstrumentKind.OBSERVABLE_UP_DOWN_COUNTER;
          default -> InstrumentKind.OBSERVABLE_GAUGE;
        };
    return new Observer(registry, instrument(isLong, observed));
  }

  Callback callback(boolean isLong, Consumer<? super Observer> callback) {
    Observer observer = observer(isLong);
    Callback registered =
        new Callback(registry, List.of(observer), () -> callback.accept(observer), callback);
    registry.register(registered);
    return registered;
  }
}
