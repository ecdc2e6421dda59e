// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.logs;

import dev.ringlet.config.Config;

/**
 * How much a log record keeps. Follows the OpenTelemetry specification, "Logs SDK", section
 * "LogRecord Limits". What is beyond a limit is dropped and counted in the record. Immutable.
 */
public final class LogLimits {
  private static final int DEFAULT_MAX_ATTRIBUTES = 128;
  private static final LogLimits DEFAULT = new LogLimits(DEFAULT_MAX_ATTRIBUTES, Integer.MAX_VALUE);

  final int maxAttributes;
  final int maxAttributeValueLength;

  private LogLimits(int maxAttributes, int maxAttributeValueLength) {
    this.maxAttributes = notNegative(maxAttributes, "maxAttributes");
    this.maxAttributeValueLength = notNegative(maxAttributeValueLength, "maxAttributeValueLength");
  }

  private static int notNegative(int value, String name) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " must be 0 or more: " + value);
    }
    return value;
  }

  /** The specification's limits: 128 attributes, values of any length. */
  public static LogLimits getDefault() {
    return DEFAULT;
  }

  /**
   * Makes limits.
   *
   * @param maxAttributes most attributes of a record, 0 or more
   * @param maxAttributeValueLength where strings in attribute values are cut, in UTF-16 units, 0 or
   *     more; bodies are not cut
   */
  public static LogLimits create(int maxAttributes, int maxAttributeValueLength) {
    return new LogLimits(maxAttributes, maxAttributeValueLength);
  }

  /** The limits set by {@code otel.attribute.*} and {@code otel.logrecord.attribute.*}. */
  public static LogLimits fromConfig(Config config) {
    int count = limit(config, "otel.attribute.count.limit", DEFAULT_MAX_ATTRIBUTES);
    int length = limit(config, "otel.attribute.value.length.limit", Integer.MAX_VALUE);
    return new LogLimits(
        limit(config, "otel.logrecord.attribute.count.limit", count),
        limit(config, "otel.logrecord.attribute.value.length.limit", length));
  }

  private static int limit(Config config, String key, int otherwise) {
    return config.getInt(key, otherwise, 0, Integer.MAX_VALUE);
  }

  /** Most attributes of a record. */
  public int getMaxAttributes() {
    return maxAttributes;
  }

  /** Where strings in attribute values are cut, in UTF-16 units. */
  public int getMaxAttributeValueLength() {
    return maxAttributeValueLength;
  }
}
