// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.declarative;

import dev.ringlet.RingletSdk;

/** Starts an SDK without a file. */
public final class StartMain {
  private StartMain() {}

  /** Builds, records and closes. */
  public static void main(String[] arguments) {
    try (RingletSdk sdk =
        RingletSdk.builder()
            .property("otel.traces.exporter", "console")
            .property("otel.metrics.exporter", "none")
            .property("otel.logs.exporter", "none")
            .build()) {
      sdk.getTracer("shop").spanBuilder("a").startSpan().end();
    }
  }
}
