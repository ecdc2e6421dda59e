// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

/** What became of a request that was handed to the spool. */
public enum StoreOutcome {
  /** It is on disk, or with the operating system until the next sync. */
  STORED,
  /** It is larger than this spool may hold. */
  TOO_LARGE,
  /** There is no room for it. */
  FULL,
  /** The disk does not work now, or not in time. */
  FAILED
}
