// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.settings;

/** How request bodies are compressed. */
public enum Compression {
  /** No compression: the least CPU time, for a receiver on the same network. */
  NONE,
  /** gzip, level 1. Bodies under 1 KiB stay as they are. */
  GZIP,
  /**
   * zstd, which is faster than gzip and smaller, but not part of OTLP: the collector accepts it,
   * other receivers may not. Needs {@code com.github.luben:zstd-jni} or {@code
   * io.airlift:aircompressor} 2. Bodies under 1 KiB stay as they are. A receiver that refuses it
   * gets gzip from then on.
   */
  ZSTD
}
