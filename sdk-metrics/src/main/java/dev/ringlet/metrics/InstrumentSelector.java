// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.metrics;

import dev.ringlet.common.InstrumentationScope;
import dev.ringlet.internal.text.Wildcards;
import dev.ringlet.metrics.series.Instrument;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Selects the instruments of a {@link View}: those that match all criteria that are set. Follows
 * the OpenTelemetry specification, "Metrics SDK", section "Instrument selection criteria".
 * Immutable.
 */
public final class InstrumentSelector {
  private final @Nullable String name;
  private final @Nullable InstrumentType type;
  private final @Nullable String unit;
  private final @Nullable String meterName;
  private final @Nullable String meterVersion;
  private final @Nullable String meterSchemaUrl;

  private InstrumentSelector(Builder builder) {
    name = builder.name;
    type = builder.type;
    unit = builder.unit;
    meterName = builder.meterName;
    meterVersion = builder.meterVersion;
    meterSchemaUrl = builder.meterSchemaUrl;
  }

  /** Starts without criteria. */
  public static Builder builder() {
    return new Builder();
  }

  boolean matches(Instrument instrument, InstrumentationScope scope) {
    return (type == null || type == InstrumentType.of(instrument.kind()))
        && (unit == null || unit.equals(instrument.unit()))
        && (name == null || Wildcards.matches(name, instrument.name(), true))
        && (meterName == null || meterName.equals(scope.getName()))
        && (meterVersion == null || meterVersion.equals(scope.getVersion()))
        && (meterSchemaUrl == null || meterSchemaUrl.equals(scope.getSchemaUrl()));
  }

  /** Collects criteria. Not thread-safe. */
  public static final class Builder {
    private @Nullable String name;
    private @Nullable InstrumentType type;
    private @Nullable String unit;
    private @Nullable String meterName;
    private @Nullable String meterVersion;
    private @Nullable String meterSchemaUrl;

    private Builder() {}

    /** Sets the name, in any case, with {@code *} for any text and {@code ?} for any character. */
    public Builder setName(String name) {
      this.name = Objects.requireNonNull(name, "name");
      return this;
    }

    /** Sets the kind. */
    public Builder setType(InstrumentType type) {
      this.type = Objects.requireNonNull(type, "type");
      return this;
    }

    /** Sets the unit. */
    public Builder setUnit(String unit) {
      this.unit = Objects.requireNonNull(unit, "unit");
      return this;
    }

    /** Sets the name of the meter. */
    public Builder setMeterName(String meterName) {
      this.meterName = Objects.requireNonNull(meterName, "meterName");
      return this;
    }

    /** Sets the version of the meter. */
    public Builder setMeterVersion(String meterVersion) {
      this.meterVersion = Objects.requireNonNull(meterVersion, "meterVersion");
      return this;
    }

    /** Sets the schema URL of the meter. */
    public Builder setMeterSchemaUrl(String meterSchemaUrl) {
      this.meterSchemaUrl = Objects.requireNonNull(meterSchemaUrl, "meterSchemaUrl");
      return this;
    }

    /** Creates the selector. */
    public InstrumentSelector build() {
      return new InstrumentSelector(this);
    }
  }
}
