// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.config.Config;
import dev.ringlet.config.ConfigException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings of a spool. Immutable.
 *
 * @param directory the directory; there is no default, so that nothing is written unasked
 * @param maxBytes most bytes of all files together
 * @param maxAgeNanos longest time that a request is kept; 0 means as long as there is room
 * @param dropOldest whether a full spool drops the oldest requests; otherwise it refuses new ones
 * @param syncIntervalNanos longest time that a stored request is unsafe against a power cut
 * @param strict whether each request is made safe before it counts as stored
 * @param replayAnywhere whether requests that were stored for another endpoint are sent
 * @param drainBytesPerSecond most bytes of stored requests that are sent in a second
 */
public record SpoolSettings(
    Path directory,
    long maxBytes,
    long maxAgeNanos,
    boolean dropOldest,
    long syncIntervalNanos,
    boolean strict,
    boolean replayAnywhere,
    long drainBytesPerSecond) {
  static final long MIN_BYTES = 256 << 10;
  private static final String PREFIX = "ringlet.spool.";
  private static final long MAX_BYTES = 1L << 40;

  /**
   * Reads {@code ringlet.spool.*}; null if no directory is named.
   *
   * @throws ConfigException naming the key whose value cannot be used
   */
  public static SpoolSettings fromConfig(Config config) {
    String directory = config.getString(PREFIX + "directory");
    if (directory == null) {
      return null;
    }
    try {
      return new SpoolSettings(
          Path.of(directory).toAbsolutePath().normalize(),
          config.getBytes(PREFIX + "max.bytes", 64L << 20, MIN_BYTES, MAX_BYTES),
          config.getDurationNanos(PREFIX + "max.age", 0, 0, Duration.ofDays(3650).toNanos()),
          dropOldest(config),
          config.getDurationNanos(
              PREFIX + "sync.interval",
              Duration.ofMillis(500).toNanos(),
              0,
              Duration.ofMinutes(10).toNanos()),
          config.getBoolean(PREFIX + "strict", false),
          config.getBoolean(PREFIX + "replay.any.endpoint", false),
          config.getBytes(PREFIX + "drain.max.bytes.per.second", 4L << 20, 1 << 10, MAX_BYTES));
    } catch (InvalidPathException e) {
      throw new ConfigException(PREFIX + "directory: must be a path");
    }
  }

  private static boolean dropOldest(Config config) {
    String key = PREFIX + "policy";
    String oldest = "drop-oldest";
    return config.getEnum(key, oldest, oldest, "drop-newest").equals(oldest);
  }

  /** The size at which a segment is full. */
  int segmentBytes() {
    return (int) Math.min(1 << 20, maxBytes / 8);
  }

  /** The largest record that is stored, its own overhead included; its file can be read again. */
  long maxRecordBytes() {
    return Math.min(maxBytes / 4, SegmentLoader.MAX_FILE_BYTES - SegmentFormat.HEADER_BYTES);
  }
}
