// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

/** The outcome of storing a request. */
public enum StoreOutcome {
  /** The request is on disk, or with the operating system until the next sync. */
  STORED,
  /** The request is larger than the limit of the spool. */
  TOO_LARGE,
  /** The spool is full. */
  FULL,
  /** The disk failed or did not respond in time. */
  FAILED
}
