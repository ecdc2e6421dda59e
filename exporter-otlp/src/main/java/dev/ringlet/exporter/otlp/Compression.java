// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp;

/** How request bodies are compressed. */
public enum Compression {
  /** Not at all: the cheapest for the processor, and right for a receiver close by. */
  NONE,
  /** gzip, level 1. Bodies under 1 KiB stay as they are. */
  GZIP
}
