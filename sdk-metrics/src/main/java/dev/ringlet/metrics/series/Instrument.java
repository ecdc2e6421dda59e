// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics.series;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The description of an instrument. Equal descriptions name one instrument, which keeps the advice
 * of the first; the case of names does not matter.
 *
 * @param boundaries advised for explicit buckets, or null
 * @param attributesAdvice the only attribute keys to keep where no view applies, or null
 */
public record Instrument(
    String name,
    String description,
    String unit,
    InstrumentKind kind,
    boolean isLong,
    double[] boundaries,
    List<AttributeKey<?>> attributesAdvice) {

  @Override
  public boolean equals(Object other) {
    return other instanceof Instrument that
        && name.equalsIgnoreCase(that.name)
        && description.equals(that.description)
        && unit.equals(that.unit)
        && kind == that.kind
        && isLong == that.isLong;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name.toLowerCase(Locale.ROOT), description, unit, kind, isLong);
  }
}
