// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.official.sdk;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.context.propagation.ContextPropagators;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds an {@link OpenTelemetrySdk}. Not thread-safe. No argument may be null. */
public final class OpenTelemetrySdkBuilder {
  private ContextPropagators propagators = ContextPropagators.noop();
  private @Nullable SdkTracerProvider tracerProvider;
  private @Nullable SdkMeterProvider meterProvider;
  private @Nullable SdkLoggerProvider loggerProvider;

  OpenTelemetrySdkBuilder() {}

  /** Sets the tracer provider. */
  public OpenTelemetrySdkBuilder setTracerProvider(SdkTracerProvider tracerProvider) {
    this.tracerProvider = Objects.requireNonNull(tracerProvider, "tracerProvider");
    return this;
  }

  /** Sets the meter provider. */
  public OpenTelemetrySdkBuilder setMeterProvider(SdkMeterProvider meterProvider) {
    this.meterProvider = Objects.requireNonNull(meterProvider, "meterProvider");
    return this;
  }

  /** Sets the logger provider. */
  public OpenTelemetrySdkBuilder setLoggerProvider(SdkLoggerProvider loggerProvider) {
    this.loggerProvider = Objects.requireNonNull(loggerProvider, "loggerProvider");
    return this;
  }

  /** Sets the propagators; none by default. */
  public OpenTelemetrySdkBuilder setPropagators(ContextPropagators propagators) {
    this.propagators = Objects.requireNonNull(propagators, "propagators");
    return this;
  }

  /** Creates the SDK. */
  public OpenTelemetrySdk build() {
    SdkTracerProvider traces =
        tracerProvider == null ? SdkTracerProvider.builder().build() : tracerProvider;
    SdkMeterProvider metrics =
        meterProvider == null ? SdkMeterProvider.builder().build() : meterProvider;
    SdkLoggerProvider logs =
        loggerProvider == null ? SdkLoggerProvider.builder().build() : loggerProvider;
    return new OpenTelemetrySdk(
        traces,
        metrics,
        logs,
        propagators,
        () -> {
          traces.close();
          metrics.close();
          logs.close();
        });
  }

  /**
   * Creates the SDK and registers it with {@link GlobalOpenTelemetry}.
   *
   * @throws IllegalStateException if something is registered there already
   */
  public OpenTelemetrySdk buildAndRegisterGlobal() {
    OpenTelemetrySdk sdk = build();
    GlobalOpenTelemetry.set(sdk);
    return sdk;
  }
}
