// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.clients;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.runtimetelemetry.RuntimeTelemetry;

/** Metrics of the JVM: their values are another at each look. */
final class RuntimeClient implements Client {
  @Override
  @SuppressWarnings("try") // closing it would end the metrics before the last collection
  public void run(OpenTelemetry openTelemetry) {
    RuntimeTelemetry telemetry = RuntimeTelemetry.create(openTelemetry);
    System.gc();
    KEPT[0] = telemetry;
  }

  private static final Object[] KEPT = {null};
}
