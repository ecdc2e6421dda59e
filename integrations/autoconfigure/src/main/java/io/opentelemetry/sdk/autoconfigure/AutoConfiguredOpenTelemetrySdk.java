// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package io.opentelemetry.sdk.autoconfigure;

import dev.ringlet.RingletSdk;
import dev.ringlet.autoconfigure.ClassPath;
import java.util.Map;

/**
 * The class that {@code GlobalOpenTelemetry.get()} calls by reflection if nothing is registered and
 * {@code otel.java.global-autoconfigure.enabled} is true. It has the name of the official class,
 * which it replaces, and starts a {@link RingletSdk}. Immutable.
 *
 * <p>Settings are read as {@link RingletSdk#create()} reads them, with two defaults of the official
 * autoconfiguration: {@code otel.exporter.otlp.protocol} is {@code grpc}, and if {@code
 * ringlet-official-sdk} is on the class path, {@code ringlet.customizers} is {@code official}, so
 * that customizers and resource providers on the class path apply.
 */
public final class AutoConfiguredOpenTelemetrySdk {
  private final RingletSdk sdk;

  private AutoConfiguredOpenTelemetrySdk(RingletSdk sdk) {
    this.sdk = sdk;
  }

  /**
   * Starts an SDK from settings and registers it with {@code GlobalOpenTelemetry}.
   *
   * @throws IllegalStateException if something is registered there already; the SDK is closed then
   * @throws dev.ringlet.config.ConfigException if a setting cannot be used
   */
  public static AutoConfiguredOpenTelemetrySdk initialize() {
    ClassPath.warn();
    return new AutoConfiguredOpenTelemetrySdk(
        RingletSdk.builder()
            .addPropertiesSupplier(AutoConfiguredOpenTelemetrySdk::defaults)
            .buildAndRegisterGlobal());
  }

  private static Map<String, String> defaults() {
    return ClassPath.hasAdapter()
        ? Map.of("otel.exporter.otlp.protocol", "grpc", "ringlet.customizers", "official")
        : Map.of("otel.exporter.otlp.protocol", "grpc");
  }

  /** Returns the SDK, which is open until it is closed or the process ends. */
  public RingletSdk getOpenTelemetrySdk() {
    return sdk;
  }
}
