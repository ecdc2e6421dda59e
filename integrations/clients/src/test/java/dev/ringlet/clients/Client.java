// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.clients;

import io.opentelemetry.api.OpenTelemetry;
import java.util.Map;

/**
 * A program that uses an instrumentation library. It knows the API alone, does the same each time,
 * and is run in class loaders of its own, so that nothing of one run is left for another.
 */
interface Client {
  void run(OpenTelemetry openTelemetry) throws Exception;

  /** Settings of the SDK besides those that all clients have. */
  default Map<String, String> settings() {
    return Map.of();
  }
}
