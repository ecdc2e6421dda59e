// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What an instrument was asked to be. Two that are equal are one, with the advice of the first;
 * names are equal in any case.
 *
 * @param boundaries advised for explicit buckets, or null
 * @param attributesAdvice the only attribute keys to keep where no view says otherwise, or null
 */
record Instrument(
    String name,
    String description,
    String unit,
    InstrumentType type,
    boolean isLong,
    double[] boundaries,
    List<AttributeKey<?>> attributesAdvice) {

  @Override
  public boolean equals(Object other) {
    return other instanceof Instrument that
        && name.equalsIgnoreCase(that.name)
        && description.equals(that.description)
        && unit.equals(that.unit)
        && type == that.type
        && isLong == that.isLong;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name.toLowerCase(Locale.ROOT), description, unit, type, isLong);
  }
}
