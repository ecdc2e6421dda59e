// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official.sdk;

import dev.ringlet.trace.RingletTracerProvider;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerBuilder;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.io.Closeable;
import java.time.Duration;

/**
 * Ringlet's tracer provider, with the name and methods of the official class. Any thread may call
 * any method.
 */
public final class SdkTracerProvider implements TracerProvider, Closeable {
  private final RingletTracerProvider provider;

  SdkTracerProvider(RingletTracerProvider provider) {
    this.provider = provider;
  }

  /** Starts a provider. */
  public static SdkTracerProviderBuilder builder() {
    return new SdkTracerProviderBuilder();
  }

  @Override
  public Tracer get(String instrumentationScopeName) {
    return provider.get(instrumentationScopeName);
  }

  @Override
  public Tracer get(String instrumentationScopeName, String instrumentationScopeVersion) {
    return provider.get(instrumentationScopeName, instrumentationScopeVersion);
  }

  @Override
  public TracerBuilder tracerBuilder(String instrumentationScopeName) {
    return provider.tracerBuilder(instrumentationScopeName);
  }

  /** Flushes the processors; has an outcome after ten seconds at the latest. */
  public CompletableResultCode forceFlush() {
    return Aside.run("ringlet-traces-flush", () -> provider.flush(Duration.ofSeconds(10)));
  }

  /** Closes the provider and its processors; has an outcome after ten seconds at the latest. */
  public CompletableResultCode shutdown() {
    return Aside.run(
        "ringlet-traces-close",
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
    return "SdkTracerProvider{" + provider + "}";
  }
}
