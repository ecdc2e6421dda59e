// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official.sdk;

import dev.ringlet.metrics.RingletMeterProvider;
import io.opentelemetry.api.metrics.MeterBuilder;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.io.Closeable;
import java.time.Duration;

/**
 * Ringlet's meter provider, with the name and methods of the official class. Any thread may call
 * any method.
 */
public final class SdkMeterProvider implements MeterProvider, Closeable {
  private final RingletMeterProvider provider;

  SdkMeterProvider(RingletMeterProvider provider) {
    this.provider = provider;
  }

  /** Starts a provider. */
  public static SdkMeterProviderBuilder builder() {
    return new SdkMeterProviderBuilder();
  }

  @Override
  public MeterBuilder meterBuilder(String instrumentationScopeName) {
    return provider.meterBuilder(instrumentationScopeName);
  }

  /** Flushes the readers; has an outcome after ten seconds at the latest. */
  public CompletableResultCode forceFlush() {
    return Aside.run("ringlet-metrics-flush", () -> provider.flush(Duration.ofSeconds(10)));
  }

  /** Closes the provider and its readers; has an outcome after ten seconds at the latest. */
  public CompletableResultCode shutdown() {
    return Aside.run(
        "ringlet-metrics-close",
        () -> {
          provider.close();
          return true;
        });
  }

  @Override
  public void close() {
    provider.close();
  }

  @Override
  public String toString() {
    return "SdkMeterProvider{" + provider + "}";
  }
}
