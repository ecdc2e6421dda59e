// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official.sdk;

import dev.ringlet.logs.RingletLoggerProvider;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.LoggerBuilder;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.io.Closeable;
import java.time.Duration;

/**
 * Ringlet's logger provider, with the name and methods of the official class. Any thread may call
 * any method.
 */
public final class SdkLoggerProvider implements LoggerProvider, Closeable {
  private final RingletLoggerProvider provider;

  SdkLoggerProvider(RingletLoggerProvider provider) {
    this.provider = provider;
  }

  /** Starts a provider. */
  public static SdkLoggerProviderBuilder builder() {
    return new SdkLoggerProviderBuilder();
  }

  @Override
  public Logger get(String instrumentationScopeName) {
    return provider.get(instrumentationScopeName);
  }

  @Override
  public LoggerBuilder loggerBuilder(String instrumentationScopeName) {
    return provider.loggerBuilder(instrumentationScopeName);
  }

  /** Flushes the processors; has an outcome after ten seconds at the latest. */
  public CompletableResultCode forceFlush() {
    return Aside.run("ringlet-logs-flush", () -> provider.flush(Duration.ofSeconds(10)));
  }

  /** Closes the provider and its processors; has an outcome after ten seconds at the latest. */
  public CompletableResultCode shutdown() {
    return Aside.run(
        "ringlet-logs-close",
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
    return "SdkLoggerProvider{" + provider + "}";
  }
}
