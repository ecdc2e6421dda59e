// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.examples.pages;

import dev.ringlet.RingletSdk;
import dev.ringlet.anomalies.AnomalyDetector;
import dev.ringlet.anomalies.AnomalyProcessor;
import dev.ringlet.samplers.AdaptiveSpanProcessor;

/** The sample of integrations/anomalies/README.md. */
final class AnomaliesPage {
  private AnomaliesPage() {}

  static RingletSdk watched() {
    AnomalyProcessor anomalies =
        AnomalyProcessor.of(AnomalyDetector.builder(anomaly -> page(anomaly.describe())).build());
    RingletSdk sdk =
        RingletSdk.builder()
            .addSpanProcessor(
                AdaptiveSpanProcessor.builder(100).setFavoured(anomalies::isAffected).build())
            .addSpanProcessor(anomalies)
            .build();
    return sdk;
  }

  private static void page(String text) {
    System.out.println(text);
  }
}
