// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.jfr;

import dev.ringlet.config.Config;

/**
 * The recorded events and their rates.
 *
 * @param exceptions null to let it depend on whether the recorder can limit their number
 * @param stackDepth frames
 */
public record RecorderSettings(
    boolean cpu,
    boolean allocation,
    boolean lock,
    Boolean exceptions,
    long cpuPeriodNanos,
    int allocationsPerSecond,
    long lockThresholdNanos,
    int exceptionsPerSecond,
    int stackDepth,
    long minFreeBytes) {
  private static final String PREFIX = "ringlet.profiles.";
  private static final long MILLI = 1_000_000L;
  private static final long HOUR = 3_600_000 * MILLI;

  /** Reads {@code ringlet.profiles.*}. */
  public static RecorderSettings fromConfig(Config config) {
    return new RecorderSettings(
        config.getBoolean(PREFIX + "cpu", true),
        config.getBoolean(PREFIX + "alloc", true),
        config.getBoolean(PREFIX + "lock", true),
        config.isSet(PREFIX + "exceptions")
            ? (Boolean) config.getBoolean(PREFIX + "exceptions", false)
            : null,
        config.getDurationNanos(PREFIX + "cpu.period", 20 * MILLI, MILLI, 10_000 * MILLI),
        config.getInt(PREFIX + "alloc.rate", 150, 1, 100_000),
        config.getDurationNanos(PREFIX + "lock.threshold", 10 * MILLI, 0, HOUR),
        config.getInt(PREFIX + "exceptions.rate", 100, 1, 100_000),
        config.getInt(PREFIX + "stack.depth", 512, 1, 2048),
        config.getBytes(PREFIX + "min.free.bytes", 64 << 20));
  }
}
