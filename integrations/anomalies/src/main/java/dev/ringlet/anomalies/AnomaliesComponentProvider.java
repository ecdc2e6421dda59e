// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.anomalies;

import dev.ringlet.ComponentProvider;
import dev.ringlet.RingletSdk;
import dev.ringlet.config.Config;

/** Adds an {@link AnomalyProcessor} that logs, for {@code ringlet.customizers=anomalies}. */
public final class AnomaliesComponentProvider implements ComponentProvider {
  /** For the service loader. */
  public AnomaliesComponentProvider() {}

  @Override
  public boolean customize(String name, RingletSdk.Builder builder, Config config) {
    boolean known = name.equalsIgnoreCase("anomalies");
    if (known) {
      builder.addSpanProcessor(AnomalyProcessor.logging());
    }
    return known;
  }
}
