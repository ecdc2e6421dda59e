// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.packaging;

import dev.ringlet.RingletSdk;
import io.opentelemetry.api.GlobalOpenTelemetry;

/** Installs Ringlet, and records through the global instance. */
public final class InstalledApplication {
  private InstalledApplication() {}

  public static void main(String[] args) {
    try (RingletSdk ringlet = RingletSdk.install()) {
      System.out.println(ringlet);
      GlobalOpenTelemetry.getTracer("global").spanBuilder("by the global").startSpan().end();
    }
  }
}
