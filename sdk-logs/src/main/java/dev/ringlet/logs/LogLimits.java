// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.config.Config;
import dev.ringlet.internal.engine.Limits;

/**
 * Limits of log records. Follows the OpenTelemetry specification, "Logs SDK", section "LogRecord
 * Limits". Attributes beyond a limit are dropped and counted in the record. Immutable.
 */
public final class LogLimits {
  private static final int DEFAULT_MAX_ATTRIBUTES = 128;
  private static final LogLimits DEFAULT = builder().build();

  final int maxAttributes;
  final int maxAttributeValueLength;

  private LogLimits(Builder builder) {
    maxAttributes = builder.maxAttributes;
    maxAttributeValueLength = builder.maxAttributeValueLength;
  }

  /** Returns the defaults of the specification: 128 attributes, values of any length. */
  public static LogLimits getDefault() {
    return DEFAULT;
  }

  /** Returns a builder with the defaults of the specification. */
  public static Builder builder() {
    return new Builder();
  }

  /** The limits set by {@code otel.attribute.*} and {@code otel.logrecord.attribute.*}. */
  public static LogLimits fromConfig(Config config) {
    int count = Limits.get(config, "otel.attribute.count.limit", DEFAULT_MAX_ATTRIBUTES);
    int length = Limits.get(config, "otel.attribute.value.length.limit", Integer.MAX_VALUE);
    return builder()
        .setMaxAttributes(Limits.get(config, "otel.logrecord.attribute.count.limit", count))
        .setMaxAttributeValueLength(
            Limits.get(config, "otel.logrecord.attribute.value.length.limit", length))
        .build();
  }

  /** Returns the most attributes of a record. */
  public int getMaxAttributes() {
    return maxAttributes;
  }

  /** Returns the longest string in attribute values, in UTF-16 units. */
  public int getMaxAttributeValueLength() {
    return maxAttributeValueLength;
  }

  /** Builds limits. Not thread-safe. Every limit must be 0 or more. */
  public static final class Builder {
    private int maxAttributes = DEFAULT_MAX_ATTRIBUTES;
    private int maxAttributeValueLength = Integer.MAX_VALUE;

    private Builder() {}

    /** Sets the most attributes of a record. */
    public Builder setMaxAttributes(int maxAttributes) {
      this.maxAttributes = Limits.check(maxAttributes, "maxAttributes");
      return this;
    }

    /**
     * Sets the longest string in attribute values, in UTF-16 units; longer ones are truncated.
     * Bodies are not.
     */
    public Builder setMaxAttributeValueLength(int maxAttributeValueLength) {
      this.maxAttributeValueLength =
          Limits.check(maxAttributeValueLength, "maxAttributeValueLength");
      return this;
    }

    /** Creates the limits. */
    public LogLimits build() {
      return new LogLimits(this);
    }
  }
}
