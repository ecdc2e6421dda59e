// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.differential;

import dev.ringlet.RingletSdk;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.Map;

/** Ringlet, configured by the same properties. */
final class RingletSubject implements Subject {
  private final RingletSdk sdk;

  RingletSubject(Map<String, String> properties) {
    RingletSdk.Builder builder = RingletSdk.builder().property("ringlet.shutdown.hook", "false");
    properties.forEach(builder::property);
    sdk = builder.build();
  }

  @Override
  public OpenTelemetry api() {
    return sdk;
  }

  @Override
  public void flush() {
    if (!sdk.flush(Duration.ofSeconds(60))) {
      throw new AssertionError("Ringlet could not flush: " + sdk.health());
    }
  }

  @Override
  public void close() {
    sdk.close();
  }
}
