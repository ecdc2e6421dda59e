// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official.sdk;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.io.Closeable;

/**
 * Ringlet's SDK, with the name and methods of the official class. Any thread may call any method.
 */
public final class OpenTelemetrySdk implements OpenTelemetry, Closeable {
  private final TracerProvider tracerProvider;
  private final MeterProvider meterProvider;
  private final LoggerProvider loggerProvider;
  private final ContextPropagators propagators;
  private final Runnable close;

  OpenTelemetrySdk(
      TracerProvider tracerProvider,
      MeterProvider meterProvider,
      LoggerProvider loggerProvider,
      ContextPropagators propagators,
      Runnable close) {
    this.tracerProvider = tracerProvider;
    this.meterProvider = meterProvider;
    this.loggerProvider = loggerProvider;
    this.propagators = propagators;
    this.close = close;
  }

  /** Starts an SDK. */
  public static OpenTelemetrySdkBuilder builder() {
    return new OpenTelemetrySdkBuilder();
  }

  @Override
  public TracerProvider getTracerProvider() {
    return tracerProvider;
  }

  @Override
  public MeterProvider getMeterProvider() {
    return meterProvider;
  }

  @Override
  public LoggerProvider getLogsBridge() {
    return loggerProvider;
  }

  @Override
  public ContextPropagators getPropagators() {
    return propagators;
  }

  /** Closes all providers; has an outcome after ten seconds at the latest. */
  public CompletableResultCode shutdown() {
    return Aside.run(
        "ringlet-close",
        () -> {
          close.run();
          return true;
        });
  }

  @Override
  public void close() {
    close.run();
  }
}
