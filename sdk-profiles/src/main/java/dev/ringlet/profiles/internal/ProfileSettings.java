// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.profiles.internal;

import dev.ringlet.config.Config;
import dev.ringlet.profiles.jfr.RecorderSettings;

/** Settings of recording, links and requests. */
record ProfileSettings(
    RecorderSettings recorder,
    long periodNanos,
    int maxRequestBytes,
    long exportTimeoutNanos,
    boolean links,
    boolean linkUnsampled,
    long maxLinkBytes,
    boolean zeroFilledLink) {
  private static final String PREFIX = "ringlet.profiles.";
  private static final long MILLI = 1_000_000L;
  private static final long HOUR = 3_600_000 * MILLI;

  static ProfileSettings fromConfig(Config config) {
    return new ProfileSettings(
        RecorderSettings.fromConfig(config),
        config.getDurationNanos(PREFIX + "period", 15_000 * MILLI, 1_000 * MILLI, HOUR),
        (int) config.getBytes(PREFIX + "max.request.bytes", 1 << 20, 64 << 10, 48 << 20),
        config.getDurationNanos(PREFIX + "export.timeout", 30_000 * MILLI, MILLI, HOUR),
        config.getBoolean(PREFIX + "links", true),
        config.getBoolean(PREFIX + "links.unsampled", false),
        config.getBytes(PREFIX + "links.max.bytes", 2 << 20, 64 << 10, 1 << 30),
        config.getBoolean(PREFIX + "links.zero.filled", false));
  }
}
