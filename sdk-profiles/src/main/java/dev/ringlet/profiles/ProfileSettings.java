// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles;

import dev.ringlet.config.Config;

/**
 * What is profiled, and how often.
 *
 * @param exceptions null to let it depend on whether the recorder can limit their number
 */
record ProfileSettings(
    boolean cpu,
    boolean allocation,
    boolean lock,
    Boolean exceptions,
    long periodNanos,
    long cpuPeriodNanos,
    int allocationsPerSecond,
    long lockThresholdNanos,
    int exceptionsPerSecond,
    int stackDepth,
    int maxRequestBytes,
    long exportTimeoutNanos,
    long minFreeBytes,
    boolean links,
    boolean linkUnsampled,
    long maxLinkBytes,
    boolean zeroFilledLink) {
  private static final String PREFIX = "ringlet.profiles.";
  private static final long MILLI = 1_000_000L;
  private static final long HOUR = 3_600_000 * MILLI;

  static ProfileSettings fromConfig(Config config) {
    return new ProfileSettings(
        config.getBoolean(PREFIX + "cpu", true),
        config.getBoolean(PREFIX + "alloc", true),
        config.getBoolean(PREFIX + "lock", true),
        config.isSet(PREFIX + "exceptions")
            ? (Boolean) config.getBoolean(PREFIX + "exceptions", false)
            : null,
        config.getDurationNanos(PREFIX + "period", 15_000 * MILLI, 1_000 * MILLI, HOUR),
        config.getDurationNanos(PREFIX + "cpu.period", 20 * MILLI, MILLI, 10_000 * MILLI),
        config.getInt(PREFIX + "alloc.rate", 150, 1, 100_000),
        config.getDurationNanos(PREFIX + "lock.threshold", 10 * MILLI, 0, HOUR),
        config.getInt(PREFIX + "exceptions.rate", 100, 1, 100_000),
        config.getInt(PREFIX + "stack.depth", 512, 1, 2048),
        (int) config.getBytes(PREFIX + "max.request.bytes", 1 << 20, 64 << 10, 48 << 20),
        config.getDurationNanos(PREFIX + "export.timeout", 30_000 * MILLI, MILLI, HOUR),
        config.getBytes(PREFIX + "min.free.bytes", 64 << 20),
        config.getBoolean(PREFIX + "links", true),
        config.getBoolean(PREFIX + "links.unsampled", false),
        config.getBytes(PREFIX + "links.max.bytes", 2 << 20, 64 << 10, 1 << 30),
        config.getBoolean(PREFIX + "links.zero.filled", false));
  }
}
