// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.anomalies;

import dev.ringlet.ComponentProvider;
import dev.ringlet.RingletSdk;
import dev.ringlet.config.Config;

/**
 * Adds an {@link AnomalyProcessor} for {@code ringlet.customizers=anomalies}, which logs what it
 * finds and sends it as log records of the SDK.
 */
public final class AnomaliesComponentProvider implements ComponentProvider {
  private final AnomalyEvents events = new AnomalyEvents();

  /** For the service loader. */
  public AnomaliesComponentProvider() {}

  @Override
  public boolean customize(String name, RingletSdk.Builder builder, Config config) {
    boolean known = name.equalsIgnoreCase("anomalies");
    if (known) {
      builder.addSpanProcessor(AnomalyProcessor.of(AnomalyDetector.builder(events).build()));
    }
    return known;
  }

  @Override
  public void started(RingletSdk sdk) {
    events.sendTo(sdk);
  }
}
