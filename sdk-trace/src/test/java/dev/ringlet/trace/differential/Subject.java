// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.trace.differential;

import io.opentelemetry.api.OpenTelemetry;
import java.util.Map;

/** An SDK under comparison, with one way to configure, flush and close it. */
public interface Subject extends AutoCloseable {
  OpenTelemetry api();

  /** Exports all that has ended; throws when that fails. */
  void flush();

  @Override
  void close();

  /** Makes SDKs from {@code otel.*} properties alone. */
  @FunctionalInterface
  interface Maker {
    Subject make(Map<String, String> properties);
  }
}
