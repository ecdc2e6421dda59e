// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.logging.Level;

/** What a builder of an instrument was given. Not thread-safe. */
final class InstrumentSettings {
  final RingletMeter meter;
  private final String name;
  private final InstrumentType type;
  private String description = "";
  private String unit = "";
  private double[] boundaries;
  private List<AttributeKey<?>> attributesAdvice;

  InstrumentSettings(RingletMeter meter, String name, InstrumentType type) {
    this.meter = meter;
    this.name = name;
    this.type = type;
  }

  void setDescription(String description) {
    this.description = description == null ? "" : description;
  }

  void setUnit(String unit) {
    this.unit = unit == null ? "" : unit;
  }

  void setBoundaries(List<? extends Number> boundaries) {
    if (boundaries != null) {
      double[] usable = Aggregation.advised(boundaries);
      if (usable != null) {
        this.boundaries = usable;
      } else {
        meter.engine.logger.log(
            Level.WARNING,
            "boundaries of " + name,
            () -> "The bucket boundaries advised for " + name + " are not finite and ascending");
      }
    }
  }

  void setAttributesAdvice(List<AttributeKey<?>> keys) {
    attributesAdvice = keys == null ? null : keys.stream().filter(Objects::nonNull).toList();
  }

  private Instrument instrument(boolean isLong, InstrumentType type) {
    return new Instrument(name, description, unit, type, isLong, boundaries, attributesAdvice);
  }

  SynchronousInstrument synchronous(boolean isLong) {
    Instrument instrument = instrument(isLong, type);
    return new SynchronousInstrument(meter, instrument, meter.storagesOf(instrument));
  }

  Observer observer(boolean isLong) {
    InstrumentType observed =
        switch (type) {
          case COUNTER -> InstrumentType.OBSERVABLE_COUNTER;
          case UP_DOWN_COUNTER -> InstrumentType.OBSERVABLE_UP_DOWN_COUNTER;
          default -> InstrumentType.OBSERVABLE_GAUGE;
        };
    return new Observer(meter, instrument(isLong, observed));
  }

  Callback callback(boolean isLong, Consumer<? super Observer> callback) {
    Observer observer = observer(isLong);
    return meter.register(new Callback(meter, List.of(observer), () -> callback.accept(observer)));
  }
}
