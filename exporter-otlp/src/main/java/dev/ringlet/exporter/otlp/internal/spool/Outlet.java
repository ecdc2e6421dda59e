// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.exporter.otlp.internal.spool;

import dev.ringlet.export.ExportResult;
import dev.ringlet.export.Payload;

/** Sends the requests that a spool stored for one signal. Thread-safe. */
public interface Outlet {
  /** Sends a request once; {@link ExportResult.Kind#RETRY} leaves it in the spool. */
  ExportResult send(Payload payload);

  /** Nanoseconds until a request may pass, or 0 if one may pass now. */
  long nanosToWait();
}
